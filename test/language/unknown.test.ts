import { describe, expect, test } from 'vitest';
import { runRules } from '#analyze/run-rules.js';
import { simulate } from '#simulate/simulate.js';
import { design, flowOf } from '../helpers/design.js';

const withFlow = (workload: string): string => `sysdrill: 1
estimates: { reads: unknown }
components: { web: { is: client }, api: { is: service, replicas: 2, time: 10ms, concurrency: 1 } }
flows: { read: { ${workload}, path: [ web -> api ] }, other: { rate: 1 /s, path: [ web -> api ] } }
`;

describe('a load that is not known', () => {
  test.each([
    'rate: unknown',
    'rate: reads * 2',
    'rate: 100k /s, peak: unknown',
    'users: unknown',
    'every: unknown, items: 3',
    'every: 1 day, items: unknown',
  ])('%s is neither none nor guessed: nothing depends on it, and that is said', (workload) => {
    const model = design(withFlow(workload));
    expect(flowOf(model, 'read').workload).toEqual({ kind: 'unknown' });
    const { findings, notChecked } = runRules(model);
    expect(findings.filter((one) => one.rule.startsWith('capacity/'))).toEqual([]);
    expect(notChecked).toContainEqual({ rule: 'capacity/at-peak', subject: ['read'], reason: expect.stringContaining('not known') });
    const report = simulate(model, { duration: 5 });
    expect(Object.keys(report.flows)).toEqual(['other']);
    expect(report.notModelled).toContainEqual({ path: 'flows.read', what: expect.stringContaining('not known') });
  });
});
