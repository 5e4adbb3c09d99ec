import { defineKind } from '../define-kind.js';
import { flag, rate, time, word } from '../leaves.js';
import { serviceTime } from '../service-time.js';

export const cdn = defineKind({
  is: 'cdn',
  doc: 'Copies near the users, run by a provider. `hit` on the call says how often a copy is there.',
  attributes: {
    mode: word(['push', 'pull'], 'Whether we put the copies there, or it fetches what is missing.'),
    ttl: time('How long a copy may be served.'),
    time: serviceTime('Time to answer from a copy.'),
    limit: rate('Requests it lets through; what comes above is refused.'),
    tls: flag('Whether it ends TLS.'),
  },
  defaults: {
    availability: { value: '99.99%', source: 'Azure Front Door SLA: 99.99% a month' },
    time: { value: '1 ms', source: 'assumption: an answer from memory at the edge; the way there is the network table’s' },
  },
  build: (said, common) => ({ ...common, is: 'cdn', mode: said.mode, ttl: said.ttl, time: said.time, limit: said.limit, tls: said.tls }),
});
