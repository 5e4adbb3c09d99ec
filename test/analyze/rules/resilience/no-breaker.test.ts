import { expect, test } from 'vitest';
import { noBreaker } from '#analyze/rules/resilience/no-breaker.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';
import { judge } from '../../judge.js';

const design = (step: string, pay = 'replicas: 2, concurrency: 100', to = 'psp'): string => `sysdrill: 1
components: { web: { is: client }, pay: { is: service, ${pay} }, psp: { is: external, time: 100ms }, own: { is: service, replicas: 9, time: 100ms } }
flows: { buy: { rate: 100 /s, path: [ web -> pay, pay -> ${to}: { ${step} } ] } }
`;

test('two hundred slots hold two seconds of a hundred calls', () => {
  const findings = [{ code: 'resilience/no-breaker:drained', line: 3, subject: ['pay', 'psp', 'buy'] }];
  ruleTester(noBreaker)
    .valid([
      design('timeout: 2s'),
      design('timeout: 1s, retries: 1, once: id'),
      design('timeout: 9s', 'replicas: 2, concurrency: unknown'),
      // What is ours fails with us.
      design('timeout: 9s', 'replicas: 2, concurrency: 100', 'own'),
    ])
    .invalid([
      { design: design('optional: true'), findings },
      { design: design('timeout: 2.1s'), findings, fixed: design('timeout: 2.1s, breaker: true') },
      {
        design: design('timeout: 1.1s, retries: 1, once: id'),
        findings,
        fixed: design('timeout: 1.1s, retries: 1, once: id, breaker: true'),
      },
    ]);
});

test('a caller that is full while all is well has another trouble', () => {
  ruleTester(noBreaker).valid([design('timeout: 9s', 'replicas: 1, concurrency: 5')]);
});

test('a call without a timeout holds its slot at least as long as one with', () => {
  const step = (call: string): string => `sysdrill: 1
components: { web: { is: client }, pay: { is: service, replicas: 2, concurrency: 100 }, psp: { is: external, time: 100ms } }
flows: { buy: { rate: 200 /s, path: [ "web -> pay": { timeout: 1s }, "pay -> psp"${call} ] } }
`;
  const codes = (call: string) =>
    judge(step(call))
      .findings.map(({ code }) => code)
      .filter((code) => code.startsWith('resilience/no-breaker'));
  expect(codes(': { timeout: 900ms }')).toEqual([]);
  expect(codes(': { timeout: 5s }')).toEqual(['resilience/no-breaker:drained']);
  expect(codes(': { retries: 0 }')).toEqual(['resilience/no-breaker:drained']);
  expect(codes(': { breaker: true }')).toEqual([]);
});
