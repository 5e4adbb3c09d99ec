import { test } from 'vitest';
import { shortDrain } from '#analyze/rules/operation/short-drain.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (drain: string, step = '', arrow = '->'): string => `sysdrill: 1
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, time: 0s${drain} }, report: { is: service, replicas: 2, time: 4s } }
flows: { report: { rate: 1 /s, path: [ web -> edge, edge ${arrow} report${step} ] } }
`;

test('longer than the mean answer, held connections apart, and nothing said', () => {
  ruleTester(shortDrain)
    .valid([
      design(', drain: 5s'),
      design(''),
      design(', drain: unknown'),
      design(', drain: 1s', ': { hold: 1h }'),
      design(', drain: 1s', '', '~>'),
    ])
    .invalid([
      { design: design(', drain: 3.9s'), findings: [{ code: 'operation/short-drain:cut', line: 2, subject: ['edge', 'report'] }] },
    ]);
});
