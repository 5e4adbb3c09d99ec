import { answerCacheAttributes, BALANCER, balance, balanceAttributes } from '../balance.js';
import { defineKind } from '../define-kind.js';

import { tier, tierAttributes, workAttributes } from '../parts.js';

export const apiGateway = defineKind({
  is: 'api-gateway',
  doc: 'The one entrance to many services: authentication, limits, routing. It has no limit of slots.',
  example: `
  gateway:
    is: api-gateway
    replicas: 3
    zones: [a, b, c]
    tls: true
    auth: jwt
    limit: 5000 /s
    health-check: 5s`,
  attributes: () => ({
    ...tierAttributes,
    ...balanceAttributes,
    ...workAttributes,
    ...answerCacheAttributes,
  }),
  defaults: BALANCER,
  build: (said, common, regionCount) => ({
    ...common,
    ...said,
    ...balance(said),
    ...tier(said, regionCount),
    is: 'api-gateway',
  }),
});
