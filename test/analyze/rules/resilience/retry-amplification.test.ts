import { expect, test } from 'vitest';
import { retryAmplification } from '#analyze/rules/resilience/retry-amplification.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';
import { judge } from '../../judge.js';

const design = (first: string, second: string, third: string, flow = '', arrow = '->'): string => `sysdrill: 1
components: { web: { is: client }, edge: { is: api-gateway, replicas: 2 }, jobs: { is: queue, dead-letter: true }, api: { is: service, replicas: 2, idempotent: true }, psp: { is: external } }
flows:
  read:
    rate: 1 /s${flow}
    path:
      - web -> edge: { ${first} }
      - edge ${arrow} api: { ${second} }
      - api -> psp: { ${third} }
`;
const R = 'retries: 3, once: id';

test('one layer, a budget, few attempts, or no time for more', () => {
  ruleTester(retryAmplification).valid([
    design('retries: 9, once: id', 'timeout: 9s', 'timeout: 1s'),
    design(R, 'timeout: 9s', 'retries: 3, once: id, retry-budget: 10%, timeout: 1s'),
    design('retries: 1, once: id', 'retries: 1, once: id', 'retries: 1, once: id, timeout: 1s'),
    // The user is gone after two seconds: two attempts of a second each, times four.
    design('retries: 3, once: id, timeout: 2s', 'timeout: 2s', 'retries: 9, once: id, timeout: 1s'),
    design(R, 'timeout: 9s', 'retries: 9, once: id, timeout: 2s', '\n    deadline: 3s'),
  ]);
});

test('what is handed over is another matter than what waits', () => {
  ruleTester(retryAmplification).valid([design(R, 'timeout: 1s', 'retries: 3, once: id, timeout: 1s', '', '~>')]);
});

test('four times four', () => {
  const findings = [{ code: 'resilience/retry-amplification:many', line: 9, subject: ['psp', 'web', 'api', 'read'] }];
  ruleTester(retryAmplification).invalid([
    {
      design: design(R, 'timeout: 9s', 'retries: 3, once: id, timeout: 1s'),
      findings,
      fixed: design(R, 'timeout: 9s', 'retries: 3, once: id, timeout: 1s, retry-budget: 10%'),
    },
  ]);
});

test('a chain is told once, where most attempts meet; a budget on its outermost layer ends it', () => {
  const chain = (first: string): string =>
    design(first, R, `${R}, timeout: 1s`)
      .replace('timeout: 1s }', 'timeout: 1s }\n      - api -> bank: { retries: 2, once: id, timeout: 1s }')
      .replace('psp: { is: external }', 'psp: { is: external }, bank: { is: external }');
  const findings = [{ code: 'resilience/retry-amplification:many', line: 9, subject: ['psp', 'web', 'edge', 'api', 'bank', 'read'] }];
  ruleTester(retryAmplification).invalid([{ design: chain(R), findings, fixed: chain(`${R}, retry-budget: 10%`) }]);
  const [finding] = judge(chain(R)).findings.filter(({ rule }) => rule === retryAmplification.id);
  expect(finding?.message).toBe(
    'One request may ask "psp" 64 times: "web" makes 4 of each, "edge" makes 4 of each and "api" makes 4 of each. The same retries meet at "bank".',
  );
  expect(finding?.evidence['others']).toEqual([
    ['api', 16],
    ['bank', 48],
  ]);
});
