import { defineKind } from '../define-kind.js';
import { time, word } from '../leaves.js';

export const dns = defineKind({
  is: 'dns',
  doc: 'Turns the name of the system into the address of one of its entrances.',
  example: `
  dns: { is: dns, routing: geo, ttl: 60s, failover: 90s }`,
  attributes: () => ({
    routing: word(['round-robin', 'geo', 'latency', 'weighted', 'failover', 'anycast'], 'Which address it gives.'),
    ttl: time('How long resolvers may keep the answer.'),
    failover: time('Time until a dead entrance is no longer given out.'),
  }),
  defaults: { availability: { value: '100%', source: 'Amazon Route 53 SLA: 100% monthly uptime' } },
  build: (said, common) => ({ ...common, ...said, is: 'dns' }),
});
