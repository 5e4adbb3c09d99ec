import { test } from 'vitest';
import { sticky } from '#analyze/rules/scaling/sticky.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (edge: string, shop: string, step = ''): string => `sysdrill: 1
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2${edge} }
  shop: { is: service, ${shop} }
flows: { look: { rate: 1 /s, path: [ web -> edge, edge -> shop${step} ] } }
`;
const scaled = 'replicas: { min: 4, max: 20 }';
const at = { line: 4, subject: ['edge', 'shop', 'look'] };

test('bound for the sake of state in as many instances as ever, by a held connection, or not at all', () => {
  ruleTester(sticky).valid([
    design(', sticky: true', 'replicas: 4, session: local'),
    design(', sticky: true', `${scaled}, session: local`, ': { hold: 1h }'),
    design('', `${scaled}, session: shared`),
    design(', sticky: true', scaled),
  ]);
});

test('an address that is hashed, and a bond that nothing needs', () => {
  ruleTester(sticky).invalid([
    { design: design(', algorithm: ip-hash', `${scaled}, session: local`), findings: [{ ...at, code: 'scaling/sticky:rehashed' }] },
    {
      design: design(', sticky: true', 'replicas: 4, session: token'),
      findings: [{ ...at, code: 'scaling/sticky:needless', severity: 'info' }],
    },
  ]);
});
