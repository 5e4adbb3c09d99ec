import { defineKind } from '../define-kind.js';
import { time } from '../leaves.js';
import { authAttribute, INSTANCE, tier, tierAttributes, workAttributes } from '../parts.js';

export const identity = defineKind({
  is: 'identity',
  doc: 'Proves who a user is and gives out tokens.',
  example: `
  login: { is: identity, method: oauth2, ttl: 15min, replicas: 3, zones: [a, b, c] }`,
  attributes: () => ({ ...tierAttributes, ...workAttributes, method: authAttribute, ttl: time('How long a token is good.') }),
  defaults: {
    ...INSTANCE,
    replicas: { value: '1', source: 'the language: what is not said stands once' },
    time: { value: '5 ms', source: 'assumption: a few milliseconds of own work' },
    concurrency: { value: '200', source: 'Apache Tomcat 10 HTTP connector: maxThreads is 200 unless set' },
  },
  holdsSlots: true,
  build: ({ replicas, ...said }, common, regionCount) => ({
    ...common,
    ...said,
    ...tier({ ...said, replicas }, regionCount),
    is: 'identity',
  }),
});
