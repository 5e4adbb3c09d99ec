import { setAttribute } from '#analyze/fix.js';
import type { Operator } from '../operator.js';
import { callsOf, set, stores, those } from '../parts.js';

const sharded = (design: Parameters<Operator['on']>[0]) => stores(design).filter(({ shards }) => shards.count > 1);
const itemsOf = (design: Parameters<Operator['on']>[0], store: string) =>
  [...design.model.data.values()].filter((each) => each.in === store);

/** Scaling and data. */
export const GROWTH: readonly Operator[] = [
  {
    name: 'ranges-of-rising-keys',
    what: 'Data is split by ranges of keys that are handed out in rising order.',
    meant: 'scaling/sequential-key',
    on: (design) =>
      sharded(design).flatMap(({ id }) =>
        itemsOf(design, id).map((data) => ({
          element: id,
          edits: [setAttribute(id, 'shards.by', 'range'), { set: ['data', data.id, 'sequential'], value: true }],
        })),
      ),
  },
  {
    name: 'shards-by-remainder',
    what: 'A key finds its shard by the rest of a division.',
    meant: 'scaling/modulo',
    on: (design) => set(sharded(design), 'shards.by', 'modulo'),
  },
  {
    name: 'shards-by-something-else',
    what: 'Shards are decided by what is no part of the key.',
    meant: 'data/shard-key',
    on: (design) => set(sharded(design), 'shards.key', 'colour'),
  },
  {
    name: 'more-consumers-than-partitions',
    what: 'Most instances of a consumer have no partition to take from.',
    meant: 'scaling/idle-consumers',
    on: (design) =>
      those(design, 'stream').flatMap(({ id }) =>
        callsOf(design).flatMap(({ call }) =>
          call.from === id ? [{ element: call.visit.component, edits: [setAttribute(call.visit.component, 'replicas', 2000)] }] : [],
        ),
      ),
  },
  {
    name: 'asked-by-no-index',
    what: 'Data is looked up by something that no index has.',
    meant: 'data/no-index',
    on: (design) =>
      callsOf(design).flatMap(({ call, awaited }) =>
        stores(design).some(({ id }) => id === call.visit.component) && call.operation?.kind === 'read' && awaited
          ? [{ element: call.visit.component, edits: [{ set: [...call.origin.path, 'by'], value: 'colour' }] }]
          : [],
      ),
  },
  {
    name: 'small-disks',
    what: 'A store has a gigabyte of disk for terabytes.',
    meant: 'data/disk-full',
    on: (design) =>
      stores(design).flatMap(({ id }) =>
        itemsOf(design, id).some(({ item, keep, count }) => item !== undefined && keep !== undefined && count !== undefined)
          ? set(
              those(design, 'database').filter((each) => each.id === id),
              'disk',
              '1 GB',
            )
          : [],
      ),
  },
  {
    name: 'data-that-nobody-reads',
    what: 'Data is described that no flow touches.',
    meant: 'data/unused',
    on: (design) =>
      stores(design)
        .slice(0, 1)
        .map(({ id }) => ({ element: 'dust', edits: [{ set: ['data', 'dust'], value: { in: id, key: 'id', item: '1 kB' } }] })),
  },
];
