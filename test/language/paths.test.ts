import { describe, expect, test } from 'vitest';
import { design, flowOf, problems } from '../helpers/design.js';
import { treeText } from '../helpers/tree-text.js';

const COMPONENTS = `sysdrill: 1
components:
  web: { is: client }
  edge: { is: load-balancer }
  api: { is: service }
  auth: { is: service }
  hot: { is: cache }
  db: { is: database }
  q: { is: queue }
  job: { is: worker }
  cdn: { is: cdn }
data:
  link: { in: db, key: code }
  user: { in: db, key: id }
`;
const withFlow = (steps: string, head = 'rate: 10 /s'): string =>
  `${COMPONENTS}flows:\n  main:\n    ${head}\n    path:\n${steps.replace(/^/gm, '      ')}\n`;
const tree = (steps: string, head?: string): string => treeText(flowOf(design(withFlow(steps, head)), 'main'));

describe('how a path reads', () => {
  test.each<[string, string, string]>([
    ['a chain nests', '- web -> edge -> api', 'web(->edge(->api))'],
    [
      'a step hangs on the latest open visit of its left side',
      '- web -> edge -> api\n- api -> hot\n- api -> db',
      'web(->edge(->api(->hot, ->db)))',
    ],
    ['the second visit is the latest', '- web -> api -> auth\n- web -> api\n- api -> db', 'web(->api(->auth), ->api(->db))'],
    ['clients are always open', '- web -> api\n- web -> cdn', 'web(->api, ->cdn)'],
    ['a hand-over opens a visit too', '- web -> api\n- api ~> q ~> job\n- job -> db', 'web(->api(~>q(~>job(->db))))'],
    [
      'a miss is of the nearest earlier read of the same data',
      '- web -> api\n- api -> hot: { read: link, hit: 90% }\n- api -> hot: { read: user, hit: 50% }\n- api -> db: { read: link, when: miss }',
      'web(->api(->hot read link, ->hot read user, ->db read link ?miss))',
    ],
    [
      'a cache that loads by itself misses by itself',
      '- web -> cdn: { read: link, hit: 97% }\n- cdn -> db: { read: link, when: miss }',
      'web(->cdn(->db read link ?miss) read link)',
    ],
    [
      'when and times govern the whole chain',
      '- web -> api\n- api -> auth -> db: { when: 10%, times: 3, timeout: 1s }',
      'web(->api(->auth(->db) ?0.1 x3))',
    ],
    [
      'side by side',
      '- web -> api\n- together:\n    - api -> hot\n    - api -> db\n- api -> auth',
      'web(->api(together[->hot | ->db], ->auth))',
    ],
    [
      'one transaction',
      '- web -> api\n- atomic:\n    - api -> db: { write: link }\n    - api -> db: { write: user }',
      'web(->api(atomic[->db write link, ->db write user]))',
    ],
    ['first success', '- web -> api\n- any:\n    - api -> hot\n    - api -> db', 'web(->api(any[->hot | ->db]))'],
    [
      'a group may go on from what it reached',
      '- web -> api\n- atomic:\n    - api -> auth\n    - auth -> db',
      'web(->api(atomic[->auth(->db)]))',
    ],
  ])('%s', (_what, steps, expected) => {
    expect(tree(steps)).toBe(expected);
  });

  test('attributes belong to the last arrow, when and times to the first', () => {
    const main = flowOf(design(withFlow('- web -> api -> db: { timeout: 1s, retries: 2, times: 4 }')), 'main');
    const first = main.roots[0]!.actions[0]!;
    expect(first).toMatchObject({ type: 'call', times: 4, retries: 0 });
    expect(first).not.toHaveProperty('timeout');
    expect(first).toMatchObject({ visit: { actions: [{ times: 1, retries: 2, timeout: 1 }] } });
  });

  test('a condition on failure stands in for the call before it, through its own alternatives', () => {
    const main = flowOf(
      design(withFlow('- web -> api\n- api -> auth: { timeout: 1s }\n- api -> db: { when: error }\n- api -> hot: { when: timeout }')),
      'main',
    );
    const api = (main.roots[0]!.actions[0] as unknown as { visit: { actions: { id: number; when: object }[] } }).visit.actions;
    expect(api.map((one) => one.when)).toEqual([
      { kind: 'always' },
      { kind: 'error', of: api[0]!.id },
      { kind: 'timeout', of: api[0]!.id },
    ]);
  });

  test('cases are drawn by the flow, and their values work in the path', () => {
    const head = 'rate: 10 /s\n    cases: { few: { share: 90%, n: 200 }, many: { share: 10%, n: 2k } }';
    expect(tree('- web -> api\n- api -> db: { times: n / 100, when: many }', head)).toBe('web(->api(->db ?many xfew:2|many:20))');
  });

  test('a part runs where it is named, sees its caller, and keeps its own visits to itself', () => {
    const part = '  look:\n    path:\n      - api -> hot: { read: link, hit: 90% }\n      - api -> auth\n';
    const text = `${withFlow('- web -> api\n- do: look\n- api -> db')}${part}`;
    expect(treeText(flowOf(design(text), 'main'))).toBe('web(->api(do look[->hot read link, ->auth], ->db))');
    expect(problems(`${withFlow('- web -> api\n- do: look\n- auth -> db')}${part}`)).toEqual(['21:9 path/not-reached']);
  });

  test('a part read by itself starts at its first left side', () => {
    const text = `${withFlow('- web -> api\n- do: look')}  look:\n    path: [ api -> db ]\n`;
    expect(flowOf(design(text), 'look')).toMatchObject({ workload: { kind: 'part' } });
    expect(treeText(flowOf(design(text), 'look'))).toBe('api(->db)');
  });
});

describe('a path that cannot be read says where and why', () => {
  test.each<[string, string, string[]]>([
    ['a left side that was never reached', '- web -> api\n- auth -> db', ['20:9 path/not-reached']],
    ['a flow that starts at a store', '- db -> api', ['19:9 path/not-reached']],
    ['an unknown name', '- web -> apj', ['19:16 name/unknown']],
    ['an unknown name beside attributes', '- web -> apj: { times: 2 }', ['19:9 name/unknown']],
    ['no arrow', '- web', ['19:9 path/step']],
    ['a wrong arrow', '- web => api', ['19:13 path/arrow']],
    ['an arrow without an end', '- web -> api ->', ['19:22 path/name']],
    ['a queue that waits', '- web -> q\n- q -> job', ['20:9 path/queue-waits']],
    ['a call cycle that holds slots', '- web -> api -> auth\n- auth -> api', ['20:9 path/call-cycle']],
    ['a miss of nothing', '- web -> api\n- api -> db: { read: link, when: miss }', ['20:40 when/miss']],
    ['an unknown case', '- web -> api: { when: rarely }', ['19:29 when/unknown']],
    ['an unknown attribute', '- web -> api: { tiemout: 1s }', ['19:23 attribute/unknown']],
    ['two operations in one step', '- web -> api\n- api -> db: { read: link, write: user }', ['20:9 path/operation']],
    ['unknown data', '- web -> api\n- api -> db: { read: lnk }', ['20:28 name/unknown']],
    ['a group that leaves its host', '- web -> api -> auth\n- together:\n    - auth -> db\n    - api -> db', ['22:13 path/leaves-group']],
    ['a part with a rate', '- web -> api\n- do: main', ['20:13 path/do-cycle']],
    ['an unknown part', '- web -> api\n- do: nothing', ['20:13 name/unknown']],
  ])('%s', (_what, steps, expected) => {
    expect(problems(withFlow(steps))).toEqual(expected);
  });

  test('parts that do one another are a cycle with its names', () => {
    const text = `${withFlow('- web -> api\n- do: a')}  a: { path: [ { do: b } ] }\n  b: { path: [ api -> db, { do: a } ] }\n`;
    expect(problems(text)).toContain('22:33 path/do-cycle');
  });

  test('a bomb of parts stops at the bound on visits', () => {
    const parts = Array.from({ length: 40 }, (_, i) => `  p${i}: { path: [ api -> db, { do: p${i + 1} }, { do: p${i + 1} } ] }`).join('\n');
    const started = process.cpuUsage().user;
    expect(problems(`${withFlow('- web -> api\n- do: p0')}${parts}\n  p40: { path: [ api -> db ] }\n`)).toContain('15:1 flows/too-large');
    expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(10);
  });
});
