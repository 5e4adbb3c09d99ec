import { test } from 'vitest';
import { noRegionRouting } from '#analyze/rules/network/no-region-routing.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';
import { cases } from '../raised.js';

test('network/no-region-routing says it where it is, and nowhere else', () => {
  ruleTester(noRegionRouting)
    .valid([noRegionRouting.good])
    .invalid([
      { design: noRegionRouting.bad.design, findings: [{ code: 'network/no-region-routing:nobody', line: 6, subject: ['api', 'read'] }] },
    ]);
});

const over = (entry: string, more = '', survives = 'region'): string => `
requirements: { quality: { Q1: { flow: read, survives: ${survives} } } }
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, edge: { ${entry} }, api: { is: service, at: [east, west], replicas: 2 }${more} }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api ] } }
`;
cases('network/no-region-routing', [
  ['a balancer in each region has an address in each', over('is: load-balancer, at: [east, west], replicas: 2'), ['warning nobody edge']],
  ['names lead over', over('is: load-balancer, at: [east, west], replicas: 2', ', dns: { is: dns, routing: geo }'), []],
  ['a content network is one address', over('is: cdn'), []],
  ['only a zone is to be survived', over('is: load-balancer, at: [east, west], replicas: 2', '', 'zone'), []],
  ['in one region alone there is another finding', over('is: load-balancer, at: [east], replicas: 2'), []],
]);
