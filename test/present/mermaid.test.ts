import { expect, test } from 'vitest';
import { FlowId } from '#model/ids.js';
import { toMermaid } from '#present/mermaid.js';
import { design } from '../helpers/design.js';
import { fixture } from '../helpers/fixture.js';

test('a design: every component in its place, one line for each pair and manner of call', () => {
  expect(toMermaid(fixture('headline'))).toBe(`---
title: "URL shortener, second draft"
---
flowchart TD
  n0(["web<br/>client"])
  subgraph g0["us-east"]
    n1{{"edge<br/>load balancer<br/>2×"}}
    n2["api<br/>service<br/>6×"]
    n3[/"hot<br/>cache<br/>3×2"/]
    n4[("links<br/>key-value db<br/>16×3")]
    n5[["clicks<br/>queue<br/>3 copies"]]
    n6["stats<br/>worker<br/>4×"]
  end
  n0 -->|"redirect, create"| n1
  n1 -->|"redirect, create"| n2
  n2 -->|"read link"| n3
  n2 -->|"read link, write link"| n4
  n2 -.->|"redirect"| n5
  n5 -.->|"redirect"| n6
`);
});

test('one flow: its steps numbered in order, only what it reaches', () => {
  const text = toMermaid(fixture('online-payment'), { flow: FlowId('dashboard') });
  expect(text.split('\n').slice(3)).toEqual([
    'flowchart TD',
    '  n0(["shop<br/>client"])',
    '  subgraph g0["eu-west"]',
    '    n1{{"edge<br/>api gateway<br/>3×"}}',
    '    n2["pay<br/>service<br/>12×"]',
    '    n3[("paydb-ro<br/>SQL db<br/>2×, 300 ms behind")]',
    '  end',
    '  n0 -->|"1"| n1',
    '  n1 -->|"2"| n2',
    '  n2 -->|"3 read payment"| n3',
    '',
  ]);
});

test('a sequence: alternatives, repetitions, branches and transactions in frames of their own', () => {
  const model = design(`
sysdrill: 1
title: Frames
components:
  app: { is: client }
  api: { is: service, replicas: 2, time: 1ms }
  hot: { is: cache }
  db: { is: database, kind: sql }
  a: { is: external }
  b: { is: external }
  log: { is: queue }
data:
  item: { in: db, key: id }
flows:
  show:
    rate: 1 /s
    cases: { plain: 90%, star: 10% }
    path:
      - app -> api
      - api -> hot: { read: item, hit: 90% }
      - api -> db: { read: item, when: miss }
      - together: [ api -> a, api -> b ]
      - api -> a: { times: 3, when: star, timeout: 50ms }
      - api -> b: { when: error }
      - atomic: [ api -> db: { write: item } ]
      - api ~> log: { when: 40% }
`);
  const lines = toMermaid(model, { type: 'sequence', flow: FlowId('show') }).split('\n');
  expect(lines.slice(lines.indexOf('  n0->>n1: 1'))).toEqual([
    '  n0->>n1: 1',
    '  activate n1',
    '  n1->>n2: 2 read item, 90% hit',
    '  opt if 2 misses',
    '    n1->>n3: 3 read item',
    '  end',
    '  par together',
    '    n1->>n4: 4',
    '  and',
    '    n1->>n5: 5',
    '  end',
    '  opt case star',
    '    loop 3 times',
    '      n1->>n4: 6 timeout 50 ms',
    '    end',
    '  end',
    '  alt if 6 fails',
    '    n1->>n5: 7',
    '  end',
    '  critical one transaction',
    '    n1->>n3: 8 write item',
    '  end',
    '  opt 40%',
    '    n1--)n6: 9',
    '  end',
    '  deactivate n1',
    '',
  ]);
});

test('components of one zone stand in a frame of that zone, inside the frame of its region', () => {
  const model = design(`
sysdrill: 1
title: Places
regions:
  eu: { zones: [a, b] }
  us: { zones: [a] }
components:
  app: { is: client }
  one: { is: service, zones: [eu/a] }
  both: { is: service, zones: [eu/a, eu/b], replicas: 2 }
flows:
  go: { rate: 1 /s, path: [ app -> one -> both ] }
`);
  const text = toMermaid(model);
  expect(text.slice(text.indexOf('  subgraph'), text.indexOf('  n0 -->'))).toBe(`  subgraph g0["eu"]
    n2["both<br/>service<br/>2×"]
    subgraph g1["eu/a"]
      n1["one<br/>service<br/>1×"]
    end
  end
`);
});

test('a deployment: for each zone the instances that stand in it, and what stands in none', () => {
  const text = toMermaid(fixture('headline'), { type: 'deployment' });
  expect(text.slice(text.indexOf('flowchart'))).toBe(`flowchart TD
  n0[/"in no zone<br/>web, client"\\]
  subgraph g0["us-east"]
    n1["us-east/a<br/>edge 1×<br/>api 2×<br/>hot 2×<br/>links 16×<br/>clicks 1×<br/>stats 2×"]
    n2["us-east/b<br/>edge 1×<br/>api 2×<br/>hot 2×<br/>links 16×<br/>clicks 1×<br/>stats 1×"]
    n3["us-east/c<br/>api 2×<br/>hot 2×<br/>links 16×<br/>clicks 1×<br/>stats 1×"]
  end
`);
});

test('a deployment: a part that is named after its kind is named once', () => {
  const model = design(`
sysdrill: 1
title: Edge
components: { dns: { is: dns }, cdn: { is: cdn }, users: { is: client }, api: { is: service } }
flows: { go: { rate: 1 /s, path: [ users -> dns, users -> cdn -> api ] } }
`);
  const text = toMermaid(model, { type: 'deployment' });
  expect(text).toContain('in no zone<br/>dns<br/>cdn<br/>users, client');
});

test('a sequence: what a transaction hands over comes behind its frame', () => {
  const model = design(`
sysdrill: 1
title: Outbox
components: { web: { is: client }, api: { is: service }, db: { is: database }, log: { is: stream }, job: { is: worker }, x: { is: external, time: 1s } }
data: { a: { in: db, key: id }, b: { in: db, key: id } }
flows:
  f:
    rate: 10/s
    path:
      - web -> api
      - atomic:
          - api -> db: { write: a }
          - api -> db: { write: b }
      - db ~> log ~> job
      - job -> x
      - api -> x
`);
  const lines = toMermaid(model, { type: 'sequence', flow: FlowId('f') }).split('\n');
  expect(lines.slice(lines.indexOf('  critical one transaction'))).toEqual([
    '  critical one transaction',
    '    n1->>n2: 2 write a',
    '    n1->>n2: 3 write b',
    '  end',
    '  n2--)n3: 4',
    '  activate n3',
    '  n3--)n4: 5',
    '  activate n4',
    '  n4->>n5: 6',
    '  deactivate n4',
    '  deactivate n3',
    '  n1->>n5: 7',
    '  deactivate n1',
    '',
  ]);
});
