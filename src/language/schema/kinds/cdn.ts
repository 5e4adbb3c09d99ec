import { stampedeAttribute } from '../balance.js';
import { defineKind } from '../define-kind.js';
import { count, flag, rate, ratio, time, word } from '../leaves.js';
import { serviceTime } from '../service-time.js';

export const cdn = defineKind({
  is: 'cdn',
  doc: 'Copies near the users, run by a provider. `hit` on the call says how often a copy is there; with a `ttl`, and keys that are known, a simulation finds it out (its room is taken to be unlimited).',
  example: `
  cdn: { is: cdn, mode: pull, ttl: 1 day, ttl-spread: 10%, stampede: single-flight, tls: true }`,
  attributes: () => ({
    mode: word(['push', 'pull'], 'Whether we put the copies there, or it fetches what is missing.'),
    ttl: time('How long a copy may be served.'),
    'ttl-spread': ratio('Share of the ttl by which that of each copy is varied, so that copies made together do not expire together.'),
    stampede: stampedeAttribute,
    time: serviceTime('Time to answer from a copy.'),
    limit: rate('Requests it lets through: a bucket of tokens that holds what comes in one second; what comes above is refused.'),
    tls: flag('Whether it ends TLS.'),
    firewall: flag('Whether it turns known attacks away before they reach what is behind it.'),
    compression: count('How many times smaller it makes answers on the way out, such as 3x.'),
  }),
  defaults: {
    availability: { value: '99.99%', source: 'Azure Front Door SLA: 99.99% a month' },
    time: { value: '1 ms', source: 'assumption: an answer from memory at the edge; the way there is the network table’s' },
  },
  build: (said, common) => ({ ...common, ...said, is: 'cdn' }),
});
