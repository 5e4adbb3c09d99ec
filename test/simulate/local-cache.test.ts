import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

const text = (path: string) => `
sysdrill: 1
title: a cache in every instance
regions:
  here: { zones: [a, b] }
components:
  web: { is: client }
  api: { is: service, replicas: 8, concurrency: 200, time: { mean: 1ms, shape: constant } }
  near: { is: cache, local: true, concurrency: 1, time: { mean: 0.2ms, shape: constant }, availability: 90%, repair: 1s }
  db: { is: database }
data:
  row: { in: db }
flows:
  f: { rate: 16k/s, path: [ web -> api${path} ] }
`;
const run = (path: string, options = {}) => simulate(design(text(path)), { duration: 3, peak: false, ...options });
const READ = ', { api -> near: { read: row } }';

test('a cache inside its callers is reached without a way, and nobody waits in line for it', () => {
  const { flows, stability } = run(READ);
  const bare = run('').flows['f']!.latency;

  // 16,000 reads a second of 0.2 ms would fill three and a half caches of one slot.
  expect(stability.verdict).toBe('stable');
  expect(flows['f']!.latency.mean! - bare.mean!).toBeCloseTo(0.0002, 9);
  expect(flows['f']!.latency.p99! - bare.p99!).toBeLessThan(0.0003);
});

test('it stands and falls with its callers: it has no failures of its own, and none with a zone', () => {
  expect(run(READ, { failures: 1 }).drawn!.failed).not.toHaveProperty('near');
  const zone = run(READ, { faults: [{ what: { kind: 'zone', zone: 'here/a' }, at: 1, for: 1 }] });
  expect(Object.keys(zone.flows['f']!.errors)).not.toContain('down');
});

test('asked to lose it, the run does', () => {
  const lost = run(READ, { faults: [{ what: { kind: 'component', component: ComponentId('near') }, at: 1, for: 1 }] });
  expect(lost.flows['f']!.errors['down']! * 3).toBeGreaterThan(15_000);
});
