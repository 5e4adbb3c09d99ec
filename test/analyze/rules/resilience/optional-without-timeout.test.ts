import { test } from 'vitest';
import { optionalWithoutTimeout } from '#analyze/rules/resilience/optional-without-timeout.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (step: string, flow = ', deadline: 1s', first = 'web -> feed', arrow = '->'): string => `sysdrill: 1
components: { web: { is: client }, feed: { is: service, replicas: 2 }, ads: { is: service, replicas: 2 }, hot: { is: cache, copies: 2 } }
flows: { feed: { rate: 1 /s${flow}, path: [ ${first}, feed ${arrow} ${step} ] } }
`;

test('an end, nothing asked, a cache, or not waited for', () => {
  ruleTester(optionalWithoutTimeout).valid([
    design('ads: { optional: true, timeout: 50ms }'),
    design('ads: { optional: true }', ''),
    design('hot: { optional: true }'),
    design('ads: { optional: true }', ', deadline: 1s', 'web -> feed', '~>'),
    design('ads: { timeout: 1s }'),
  ]);
});

test('a timeout further out ends the whole, not the step', () => {
  ruleTester(optionalWithoutTimeout).invalid([
    {
      design: design('ads: { optional: true }', ', deadline: 1s', 'web -> feed: { timeout: 900ms }'),
      findings: [{ code: 'resilience/optional-without-timeout:endless', line: 3, subject: ['ads', 'feed', 'feed'] }],
    },
  ]);
});
