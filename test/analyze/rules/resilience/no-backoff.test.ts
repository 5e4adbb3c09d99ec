import { expect, test } from 'vitest';
import { noBackoff } from '#analyze/rules/resilience/no-backoff.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';
import { judge } from '../../judge.js';

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

test('a chain, or the same call at several places, is told once and put right at once', () => {
  const chain = (wait: string): string => `sysdrill: 1
components: { web: { is: client }, edge: { is: api-gateway, replicas: 2 }, api: { is: service, replicas: 2, idempotent: true }, psp: { is: external } }
flows:
  ask:
    rate: 1 /s
    path:
      - web -> edge: { retries: 3, once: id${wait} }
      - edge -> api: { retries: 4, once: id${wait} }
  pay:
    rate: 1 /s
    path:
      - web -> edge: { retries: 3, once: id${wait} }
      - edge -> api
      - api -> psp: { timeout: 1s }
`;
  const findings = [{ code: 'resilience/no-backoff:none', line: 7, subject: ['web', 'edge', 'api', 'ask', 'pay'] }];
  ruleTester(noBackoff).invalid([{ design: chain(''), findings, fixed: chain(', backoff: 50ms') }]);
});

test('calls that have nothing to do with one another are told apart', () => {
  const two = design('retries: 3')
    .replace('psp: { is: external }', 'psp: { is: external }, bank: { is: external }')
    .replace('3 } ]', '3 }, api -> bank: { retries: 3, once: id } ]');
  expect(
    judge(two)
      .findings.filter(({ rule }) => rule === noBackoff.id)
      .map(({ subject }) => subject[1]),
  ).toEqual(['psp', 'bank']);
});
