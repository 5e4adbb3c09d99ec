import { setAttribute } from '#analyze/fix.js';
import type { Operator } from '../operator.js';
import { afterPath, callsOf, quality, set, stores, those, unset } from '../parts.js';

/** Stores of data of which nothing may be lost. */
const strict = (design: Parameters<Operator['on']>[0], ...modes: readonly string[]) => {
  const data = new Set<string>(quality(design).flatMap(({ data, loss }) => (loss === 'none' && data !== undefined ? [data] : [])));
  const homes = new Set<string>([...design.model.data.values()].filter(({ id }) => data.has(id)).map((each) => each.in));
  return stores(design, ...modes).filter(({ id }) => homes.has(id));
};

export const DURABILITY: readonly Operator[] = [
  {
    name: 'asynchronous-followers',
    what: 'A leader acknowledges before any follower has the write.',
    meant: 'durability/lost-writes:asyncFollowers',
    on: (design) => set(strict(design, 'single-leader'), 'replication.sync', 'async'),
  },
  {
    name: 'one-acknowledgement',
    what: 'A write counts when one copy has it.',
    meant: 'durability/lost-writes:oneAcknowledgement',
    on: (design) => set(strict(design, 'leaderless'), 'replication', { mode: 'leaderless', copies: 3, read: 3, write: 1 }),
  },
  {
    name: 'only-copy',
    what: 'What must not be lost is kept once.',
    meant: 'durability/lost-writes:oneCopy',
    on: (design) => set(strict(design), 'replication', { mode: 'none', copies: 1 }),
  },
  {
    name: 'striped-only-copy',
    what: 'The only copy is striped over several disks.',
    meant: 'durability/lost-writes:oneCopy',
    on: (design) =>
      strict(design).map(({ id }) => ({
        element: id,
        edits: [setAttribute(id, 'replication', { mode: 'none', copies: 1 }), setAttribute(id, 'raid', '0')],
      })),
  },
  {
    name: 'no-backup',
    what: 'Nothing is said of backups.',
    meant: 'durability/no-backup',
    on: (design) => unset(strict(design), 'backup'),
  },
  {
    name: 'written-behind',
    what: 'A cache takes writes and gives them to the store later.',
    meant: 'durability/lost-writes:writeBehind',
    on: (design) =>
      those(design, 'cache').flatMap((cache) =>
        callsOf(design).flatMap(({ call, flow, awaited }) => {
          const store = strict(design).find(({ id }) => id === call.visit.component);
          if (store === undefined || !awaited || call.operation?.kind !== 'write') return [];
          const step = { [`${call.from} -> ${cache.id}`]: { write: call.operation.data } };
          const edits = [
            setAttribute(cache.id, 'pattern', 'write-behind'),
            setAttribute(cache.id, 'flush', '1s'),
            { set: afterPath(design, flow.id), value: step },
          ];
          return [{ element: cache.id, edits }];
        }),
      ),
  },
  {
    name: 'late-flush',
    what: 'A commit does not wait for the disk, and all copies hang on the power of one zone.',
    meant: 'durability/unflushed',
    on: (design) =>
      strict(design).map(({ id }) => ({ element: id, edits: [setAttribute(id, 'flush', '10s'), setAttribute(id, 'zones', ['a'])] })),
  },
];
