import { defineKind } from '../define-kind.js';
import { word } from '../leaves.js';
import { balanceAttributes, INSTANCE, tier, tierAttributes, workAttributes } from '../parts.js';

export const loadBalancer = defineKind({
  is: 'load-balancer',
  doc: 'Spreads requests over the instances behind it. It has no limit of slots.',
  attributes: {
    ...tierAttributes,
    ...balanceAttributes,
    ...workAttributes,
    layer: word(['4', '7', 'dns', 'global'], 'What it looks at: connections (4), requests (7), names (dns), or whole sites (global).'),
  },
  defaults: {
    ...INSTANCE,
    replicas: { value: '1', source: 'the language: what is not said stands once' },
    algorithm: { value: 'round-robin', source: 'nginx: the default of ngx_http_upstream_module' },
  },
  build: ({ replicas, ...said }, common, regionCount) => ({
    ...common,
    ...said,
    ...tier({ ...said, replicas }, regionCount),
    is: 'load-balancer',
    weights: said.weights?.flatMap((weight) => weight ?? []),
  }),
});
