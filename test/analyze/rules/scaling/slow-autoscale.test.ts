import { test } from 'vitest';
import { slowAutoscale } from '#analyze/rules/scaling/slow-autoscale.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (min: string, delay: string, arrivals: string, max = '40'): string => `sysdrill: 1
components:
  web: { is: client }
  api: { is: service, replicas: { min: ${min}, max: ${max}, at: 60%, delay: ${delay} }, cores: 1, time: 10ms }
flows: { sale: { rate: 100 /s, arrivals: ${arrivals}, path: [ web -> api ] } }
`;
const burst = '{ burst: 10x, on: 1min, off: 20min }';

test('ten instances carry a thousand a second; nine do not, if the tenth comes after the minute', () => {
  ruleTester(slowAutoscale)
    .valid([
      design('10', '3min', burst),
      design('9', '59s', burst),
      design('9', '3min', 'poisson'),
      // Too few even at the end: not a matter of time.
      design('4', '3min', burst, '8'),
    ])
    .invalid([
      { design: design('9', '1min', burst), findings: [{ code: 'scaling/slow-autoscale:late', line: 4, subject: ['api', 'sale'] }] },
    ]);
});
