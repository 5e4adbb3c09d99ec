import { BALANCER, balance, balanceAttributes } from '../balance.js';
import { defineKind } from '../define-kind.js';
import { word } from '../leaves.js';
import { tier, tierAttributes, workAttributes } from '../parts.js';

export const loadBalancer = defineKind({
  is: 'load-balancer',
  doc: 'Spreads requests over the instances behind it. It has no limit of slots.',
  example: `
  edge:
    is: load-balancer
    layer: 7
    algorithm: least-connections
    replicas: 2
    zones: [a, b]
    health-check: { every: 5s, by: http, fails: 3, passes: 2 }
    tls: true
    drain: 30s`,
  attributes: () => ({
    ...tierAttributes,
    ...balanceAttributes,
    ...workAttributes,
    layer: word(['4', '7', 'dns', 'global'], 'What it looks at: connections (4), requests (7), names (dns), or whole sites (global).'),
    form: word(
      ['hardware', 'software', 'managed'],
      'A box of its own, a program on our machines, or a part of the provider, who then sees to its redundancy.',
    ),
  }),
  defaults: BALANCER,
  build: (said, common, regionCount) => ({
    ...common,
    ...said,
    ...balance(said),
    ...tier(said, regionCount),
    is: 'load-balancer',
  }),
});
