import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import { GROUPS, stepSchema } from '#language/schema/step.js';
import { toMermaid } from '#present/mermaid.js';
import { simulate } from '#simulate/simulate.js';

const page = readFileSync('docs/paths.md', 'utf8');
const examples = [...page.matchAll(/^## (.+?)$|```yaml\n([\s\S]*?)```/gm)].reduce<{ heading: string; all: [string, string][] }>(
  ({ heading, all }, [, title, text]) => (title === undefined ? { heading, all: [...all, [heading, text!]] } : { heading: title, all }),
  { heading: '', all: [] },
).all;

const around = (steps: string, workload: string): string => `sysdrill: 1
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2 }
  api: { is: service, replicas: 3 }
  auth: { is: service }
  hot: { is: cache }
  db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } }
  other: { is: database }
  psp: { is: external, availability: 99.9%, time: 300ms }
  q: { is: queue }
  log: { is: stream, partitions: 4 }
  job: { is: worker }
  mail: { is: worker }
  cdn: { is: cdn }
  cron: { is: scheduler }
data:
  link: { in: db, key: code }
  user: { in: db, key: id }
flows:
  main:
    ${workload}
    cases: { most: { share: 99%, followers: 200 }, star: { share: 1%, followers: 2k } }
    path:
${steps.replace(/^(?=.)/gm, '      ')}
  look: { path: [ api -> auth ] }
`;

describe('every form of a path, as docs/paths.md shows it', () => {
  test('the page has examples', () => expect(examples.length).toBeGreaterThanOrEqual(20));

  test.each(examples)('%s reads, is judged, simulated and drawn', (heading, steps) => {
    const { model, diagnostics } = readDesign(around(steps, heading.startsWith('Batch') ? 'every: 1 day\n    items: 1000' : 'rate: 10 /s'));
    expect(diagnostics).toEqual([]);
    expect(runRules(model!).bugs).toEqual([]);
    expect(Object.keys(simulate(model!, { duration: 2, peak: false }).components)).toContain('api');
    expect(toMermaid(model!)).toContain('flowchart');
  });

  test('every group and every attribute of a step that a path needs stands in an example', () => {
    const shown = examples.map(([, text]) => text).join('\n');
    for (const group of GROUPS) expect(shown).toMatch(new RegExp(`\\b${group}:`));
    const elsewhere = ['publish', 'time', 'encrypted', 'protocol', 'keep-alive', 'size', 'retry-budget'];
    const missing = Object.keys(stepSchema.shape).filter((name) => !elsewhere.includes(name) && !new RegExp(`\\b${name}:`).test(shown));
    expect(missing).toEqual([]);
  });
});
