import { test } from 'vitest';
import { batchLate } from '#analyze/rules/capacity/batch-late.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (crew: string, within: string, every = '1 day'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: settle, within: ${within} } } }
components: { clock: { is: scheduler }, crew: { is: worker, replicas: 10, concurrency: 1${crew} } }
flows: { settle: { every: ${every}, items: 1M, path: [ clock ~> crew ] } }
`;
const late = { code: 'capacity/batch-late:late', line: 2, subject: ['settle', 'crew'] };

test('a million items of 36 ms in ten slots take an hour', () => {
  ruleTester(batchLate)
    .valid([design(', time: 36ms', '1h'), design(', time: unknown', '1s')])
    .invalid([{ design: design(', time: 36ms', '59min'), findings: [{ ...late, severity: 'error' }] }]);
});

test('a batch that never ends before the next is told as too few workers, not as late', () => {
  ruleTester(batchLate).valid([design(', time: 36ms', '10min', '30min')]);
});

test('an assumed time is told as what it is', () => {
  // Ten milliseconds are assumed: 1,000 s.
  ruleTester(batchLate).invalid([
    { design: design('', '10min'), findings: [{ ...late, severity: 'info' }] },
    { design: design('', '5min'), findings: [{ ...late, severity: 'warning' }] },
  ]);
});
