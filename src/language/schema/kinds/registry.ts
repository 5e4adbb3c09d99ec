import { defineKind } from '../define-kind.js';
import { time, word } from '../leaves.js';
import { copiesAttribute, INSTANCE, workAttributes } from '../parts.js';

export const registry = defineKind({
  is: 'registry',
  doc: 'Knows where the instances of each service are (service discovery).',
  example: `
  names: { is: registry, copies: 3, zones: [a, b, c], lookup: server, detection: heartbeat, heartbeat: 5s, ttl: 10s }`,
  attributes: () => ({
    ...workAttributes,
    copies: copiesAttribute,
    lookup: word(['client', 'server'], 'Who looks up: the caller itself, or a balancer for it.'),
    detection: word(
      ['heartbeat', 'gossip', 'probe'],
      'How it learns that an instance is dead: its signs of life stop, its neighbours tell each other, or it is asked.',
    ),
    heartbeat: time('Interval of the signs of life, the rounds of gossip or the probes.'),
    ttl: time('How long callers keep a list of instances.'),
  }),
  defaults: {
    ...INSTANCE,
    copies: { value: '1', source: 'the language: what is not said stands once' },
    time: { value: '2 ms', source: 'assumption: a write that a majority acknowledges' },
  },
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'registry', copies: said.copies ?? 1 }),
});
