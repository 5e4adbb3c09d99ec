import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { duration, placeOf } from '../say.js';

/** A day: what is good for longer outlives the notice of its theft. */
const DAY = 86_400;

export const longToken = defineRule({
  id: 'security/long-token',
  severity: 'warning',
  what: 'Signed tokens that nobody looks up are good for more than a day.',
  why: 'A token that was stolen, or whose owner was shut out, opens every door until it expires: there is no place to take it back.',
  fix: 'Make tokens good for minutes and renew them, or look each one up (`session`), so that it can be withdrawn.',
  tradeOff: 'Renewing loads the identity service; looking up costs a call a request.',
  source: 'RFC 6819, "OAuth 2.0 threat model and security considerations" (2013): short expiration time.',
  messages: {
    long: (d: { identity: string; ttl: number }) => `Tokens of "${d.identity}" are good for ${duration(d.ttl)} and cannot be withdrawn.`,
  },
  good: `
sysdrill: 1
title: A quarter of an hour
components: { web: { is: client }, who: { is: identity, replicas: 2, method: jwt, ttl: 15min }, api: { is: service, replicas: 2 } }
flows: { enter: { rate: 1 /s, path: [ web -> api -> who ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A month
components: { web: { is: client }, who: { is: identity, replicas: 2, method: jwt, ttl: 30 day }, api: { is: service, replicas: 2 } }
flows: { enter: { rate: 1 /s, path: [ web -> api -> who ] } }
`,
    codes: ['security/long-token:long'],
  },
  check({ model }, report) {
    const called = new Set(allCalls(model).map(({ call }) => call.visit.component));
    for (const identity of model.components.values()) {
      if (identity.is !== 'identity' || identity.method !== 'jwt' || identity.ttl === undefined || identity.ttl <= DAY) continue;
      const told = { identity: identity.id, ttl: identity.ttl };
      const evidence = { ttl: identity.ttl, called: called.has(identity.id) };
      report('long', {
        at: placeOf(identity, 'ttl'),
        subject: [identity.id],
        data: told,
        evidence,
        fix: settle(identity.id, 'ttl', '15min', `Make tokens of "${identity.id}" good for 15 minutes`),
      });
    }
  },
});
