import type { Operator } from '../operator.js';
import { answering, callsOf, quality, set, stepOf, stores, target } from '../parts.js';

export const SPOF: readonly Operator[] = [
  {
    name: 'one-instance',
    what: 'A tier that requests wait for runs one instance.',
    meant: 'spof/lone-instance:instance',
    on: (design) => set(answering(design), 'replicas', 1),
  },
  {
    name: 'tier-in-one-zone',
    what: 'All instances of a tier stand in one zone.',
    meant: 'spof/one-zone:part',
    on: (design) => set(answering(design), 'zones', ['a']),
  },
  {
    name: 'store-in-one-zone',
    what: 'All copies of a store stand in one zone.',
    meant: 'spof/one-zone:part',
    on: (design) => set(stores(design), 'zones', ['a']),
  },
  {
    name: 'quorum-in-two-zones',
    what: 'The copies of a quorum stand in two zones, so that one zone holds most of them.',
    meant: 'spof/one-zone:part',
    on: (design) => set(stores(design, 'leaderless'), 'zones', ['a', 'b']),
  },
  {
    name: 'manual-take-over',
    what: 'Nobody takes over by itself when a leader fails.',
    meant: 'spof/lone-instance:leader',
    on: (design) => set(stores(design, 'single-leader'), 'replication.failover', 'manual'),
  },
  {
    name: 'one-copy',
    what: 'A store keeps one copy.',
    meant: 'spof/lone-instance',
    on: (design) => set(stores(design), 'replication', { mode: 'none', copies: 1 }),
  },
  {
    name: 'no-second-provider',
    what: 'The provider that stands in after an error is taken out.',
    meant: 'spof/lone-instance:provider',
    on: (design) =>
      callsOf(design).flatMap(({ call }) => {
        const { when } = call;
        const first = when.kind === 'error' && callsOf(design).find((each) => each.call.id === when.of && each.call.from === call.from);
        return first ? [{ element: first.call.visit.component, edits: [{ remove: stepOf(call) }] }] : [];
      }),
  },
  {
    name: 'region-to-survive',
    what: 'A flow must survive the loss of a region, and there is one.',
    meant: 'spof/one-region:undeclared',
    on: (design) =>
      quality(design).flatMap(({ id, flow, survives }) =>
        flow !== undefined && survives === 'zone' ? [{ element: flow, edits: [{ set: target(id, 'survives'), value: 'region' }] }] : [],
      ),
  },
];
