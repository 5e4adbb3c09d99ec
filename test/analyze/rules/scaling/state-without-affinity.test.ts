import { test } from 'vitest';
import { stateWithoutAffinity } from '#analyze/rules/scaling/state-without-affinity.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (edge: string, shop: string, step = ''): string => `sysdrill: 1
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2${edge} }, shop: { is: service, ${shop} } }
flows: { look: { rate: 1 /s, path: [ web -> edge, edge -> shop${step} ] } }
`;

test('bound by cookie, address or a held connection; state elsewhere; one instance', () => {
  ruleTester(stateWithoutAffinity).valid([
    design(', sticky: cookie', 'replicas: 4, session: local'),
    design(', algorithm: ip-hash', 'replicas: 4, session: local'),
    design('', 'replicas: 4, session: local', ': { hold: 1h }'),
    design('', 'replicas: 4, session: local', ': { route: holder }'),
    design('', 'replicas: 4, session: token'),
    design('', 'replicas: 4, stateful: true, session: replicated'),
    design('', 'replicas: 4, session: unknown'),
    design('', 'replicas: 1, session: local'),
  ]);
});

test('state that is only said to be there is a warning', () => {
  const lost = { code: 'scaling/state-without-affinity:lost', line: 2, subject: ['shop', 'edge', 'look'] };
  ruleTester(stateWithoutAffinity).invalid([
    { design: design('', 'replicas: 4, stateful: true'), findings: [{ ...lost, severity: 'warning' }] },
    {
      design: design('', 'replicas: 4, session: local'),
      findings: [{ ...lost, severity: 'error' }],
      fixed: design('', 'replicas: 4, session: shared'),
    },
  ]);
});
