import { setAttribute } from '#analyze/fix.js';
import type { Operator } from '../operator.js';
import { callsOf, set, those, unset } from '../parts.js';

const edges = (design: Parameters<Operator['on']>[0]) => those(design, 'load-balancer', 'api-gateway', 'reverse-proxy');

/** Network and security. */
export const EDGE: readonly Operator[] = [
  {
    name: 'no-limit',
    what: 'Nothing limits what a client may send.',
    meant: 'network/no-limit',
    on: (design) => unset(edges(design), 'limit'),
  },
  {
    name: 'nobody-asks-who',
    what: 'Nothing on the way asks users who they are.',
    meant: 'security/no-auth',
    on: (design) => unset(edges(design), 'auth'),
  },
  {
    name: 'plain-at-the-edge',
    what: 'What clients send crosses the open network in plain text.',
    meant: 'security/plain-edge',
    on: (design) => set(edges(design), 'tls', false),
  },
  {
    name: 'store-in-the-open',
    what: 'Clients ask a database themselves.',
    meant: 'security/exposed-store',
    on: (design) =>
      those(design, 'database').flatMap(({ id }) => {
        const data = [...design.model.data.values()].find((each) => each.in === id);
        const client = those(design, 'client')[0];
        if (data === undefined || client === undefined) return [];
        const path = [{ [`${client.id} -> ${id}`]: { read: data.id } }];
        return [{ element: id, edits: [{ set: ['flows', 'peek'], value: { rate: '1 /s', path } }] }];
      }),
  },
  {
    name: 'plain-on-disk',
    what: 'A store does not encrypt what a law protects.',
    meant: 'security/plain-at-rest',
    on: (design) =>
      design.model.requirements.constraints.some(({ kind }) => kind === 'legal')
        ? set(
            those(design, 'database').filter(({ encrypted }) => encrypted === true),
            'encrypted',
            false,
          )
        : [],
  },
  {
    name: 'keys-by-counting',
    what: 'Keys are handed out in rising order, although nobody may guess them.',
    meant: 'security/guessable-id',
    on: (design) =>
      design.model.requirements.constraints.some(({ text }) => text.includes('guessed'))
        ? [...design.model.data.values()].flatMap(({ id }) =>
            callsOf(design).some(({ call }) => call.hit !== undefined && call.operation?.data === id)
              ? [{ element: id, edits: [{ set: ['data', id, 'sequential'], value: true }] }]
              : [],
          )
        : [],
  },
  {
    name: 'plain-to-the-provider',
    what: 'A call to somebody else’s system is not encrypted.',
    meant: 'security/plain-transit',
    on: (design) =>
      callsOf(design).flatMap(({ call }) =>
        those(design, 'external').some(({ id }) => id === call.visit.component)
          ? [{ element: call.visit.component, edits: [{ set: [...call.origin.path, 'encrypted'], value: false }] }]
          : [],
      ),
  },
  {
    name: 'back-door',
    what: 'An entrance is put beside the one that limits and asks.',
    meant: 'network/no-limit',
    on: (design) => {
      const [client] = those(design, 'client');
      const [service] = those(design, 'service');
      if (client === undefined || service === undefined) return [];
      const edits = [
        setAttribute('back', 'is', 'load-balancer'),
        setAttribute('back', 'replicas', 2),
        { set: ['flows', 'back-door'], value: { rate: '1 /s', path: [`${client.id} -> back -> ${service.id}`] } },
      ];
      return [{ element: 'back', edits }];
    },
  },
];
