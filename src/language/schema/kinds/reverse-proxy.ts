import { answerCacheAttributes, BALANCER, balance, balanceAttributes } from '../balance.js';
import { defineKind } from '../define-kind.js';

import { tier, tierAttributes, workAttributes } from '../parts.js';

export const reverseProxy = defineKind({
  is: 'reverse-proxy',
  doc: 'Stands before web servers: ends TLS, compresses, keeps copies of answers, hides the servers. It has no limit of slots.',
  example: `
  proxy:
    is: reverse-proxy
    replicas: 2
    zones: [a, b]
    tls: true
    compression: 3x
    ttl: 1min
    stampede: single-flight`,
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
    is: 'reverse-proxy',
  }),
});
