import { test } from 'vitest';
import { noBackoff } from '#analyze/rules/resilience/no-backoff.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (step: string): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 2 }, psp: { is: external } }
flows: { ask: { rate: 1 /s, path: [ web -> api, api -> psp: { timeout: 1s, ${step} } ] } }
`;
const WAIT = 'backoff: { base: 50ms, factor: 2, jitter: true }';

test('two retries; a wait with jitter, said or by the short form', () => {
  ruleTester(noBackoff).valid([design('retries: 2'), design('retries: 9, backoff: 100ms'), design(`retries: 9, ${WAIT}`)]);
});

test('three at once, or three after the same wait', () => {
  const at = { line: 3, subject: ['api', 'psp', 'ask'], severity: 'info' } as const;
  ruleTester(noBackoff).invalid([
    { design: design('retries: 3'), findings: [{ ...at, code: 'resilience/no-backoff:none' }], fixed: design('retries: 3, backoff: 50ms') },
    {
      design: design('retries: 3, backoff: { base: 1s, jitter: false }'),
      findings: [{ ...at, code: 'resilience/no-backoff:together' }],
      fixed: design('retries: 3, backoff: 50ms'),
    },
  ]);
});
