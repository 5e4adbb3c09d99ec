import { test } from 'vitest';
import { besideThePath } from '#analyze/rules/spof/beside-the-path.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (agree: string, asked = 'survives: zone', path = 'web -> api'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: read, ${asked} } } }
regions: { r: { zones: [a, b, c] } }
components: { web: { is: client }, api: { is: service, replicas: 3 }, agree: { is: coordinator, ${agree} } }
flows: { read: { rate: 1 /s, path: [ ${path} ] } }
`;

test('what a flow waits for is judged there, and what nobody asks to be up is not judged', () => {
  ruleTester(besideThePath).valid([design('copies: 1', 'survives: zone', 'web -> api -> agree'), design('copies: 1', 'p99: 1s')]);
});

test('five over three zones keep a majority, whichever zone goes; over two zones they do not', () => {
  const zone = { code: 'spof/beside-the-path:zone', line: 4 };
  ruleTester(besideThePath)
    .valid([design('copies: 5'), design('copies: 3, zones: [a, b]', 'availability: 99.9%')])
    .invalid([
      { design: design('copies: 5, zones: [b, c]'), findings: [{ ...zone, subject: ['agree', 'r/b'] }] },
      { design: design('copies: 2, zones: [c]'), findings: [{ ...zone, subject: ['agree', 'r/c'] }] },
    ]);
});
