import { defineKind } from '../define-kind.js';

import { balanceAttributes, INSTANCE, tier, tierAttributes, workAttributes } from '../parts.js';

export const apiGateway = defineKind({
  is: 'api-gateway',
  doc: 'The one entrance to many services: authentication, limits, routing. It has no limit of slots.',
  attributes: {
    ...tierAttributes,
    ...balanceAttributes,
    ...workAttributes,
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
    is: 'api-gateway',
    weights: said.weights?.flatMap((weight) => weight ?? []),
  }),
});
