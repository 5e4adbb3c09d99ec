import { setAttribute } from '#analyze/fix.js';
import type { Operator } from '../operator.js';
import { callsOf, onStep, quality, set, stores } from '../parts.js';

export const CONSISTENCY: readonly Operator[] = [
  {
    name: 'one-of-each',
    what: 'One copy answers a read and one acknowledges a write.',
    meant: 'consistency/quorum-overlap:disjoint',
    on: (design) =>
      asked(design).flatMap(({ id }) => [
        { element: id, edits: [setAttribute(id, 'replication.read', 1), setAttribute(id, 'replication.write', 1)] },
      ]),
  },
  {
    name: 'sloppy-quorum',
    what: 'Stand-in nodes may make up a quorum.',
    meant: 'consistency/quorum-overlap:sloppy',
    on: (design) => set(asked(design), 'replication.sloppy', true),
  },
  {
    name: 'read-committed',
    what: 'A store isolates its transactions less than is asked.',
    meant: 'consistency/isolation',
    on: (design) => {
      const strict = new Set(quality(design).flatMap(({ data, isolation }) => (isolation ? [design.model.data.get(data!)?.in] : [])));
      return set(
        stores(design).filter(({ id }) => strict.has(id)),
        'isolation',
        'read-committed',
      );
    },
  },
  {
    name: 'read-from-a-follower',
    what: 'What must be the last value is read from a follower that lags.',
    meant: 'consistency/stale-read',
    on: (design) => {
      const strict = new Set(quality(design).flatMap(({ data, reads }) => (reads && reads !== 'eventual' ? [String(data)] : [])));
      return callsOf(design).flatMap(({ call }) => {
        const store = stores(design, 'single-leader').find(({ id }) => id === call.visit.component);
        if (!store || call.operation?.kind !== 'read' || !strict.has(call.operation.data)) return [];
        const edits = [{ set: onStep(call, 'from'), value: 'replica' }, setAttribute(store.id, 'replication.sync', 'async')];
        return [{ element: store.id, edits }];
      });
    },
  },
  {
    name: 'cached-and-changed',
    what: 'What is cached changes, and nobody puts the cache right.',
    meant: 'consistency/stale-read:cache',
    on: (design) =>
      callsOf(design).flatMap(({ call }) => {
        const data = call.hit === undefined ? undefined : call.operation?.data;
        return data === undefined ? [] : [{ element: call.visit.component, edits: [{ set: ['data', data, 'changes'], value: 'update' }] }];
      }),
  },
];

/** Leaderless stores of data of which more than eventual reads is asked. */
const asked = (design: Parameters<Operator['on']>[0]) => {
  const strict = quality(design).flatMap(({ data, reads }) => (reads && reads !== 'eventual' ? [design.model.data.get(data!)?.in] : []));
  return stores(design, 'leaderless').filter(({ id }) => strict.includes(id));
};
