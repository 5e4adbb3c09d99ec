import * as z from 'zod';
import type { Replication } from '#model/component.js';
import { ComponentId } from '#model/ids.js';
import { defineKind } from '../define-kind.js';
import { flag, rate, size, text, time, whole, word } from '../leaves.js';
import { INSTANCE, orUnknown, RAID, SYNC, shards, shardsAttribute, workAttributes } from '../parts.js';

const CONFLICT = ['none', 'last-write-wins', 'merge', 'versions'] as const;

const across = z.strictObject({
  mode: word(['sync', 'async'], 'Whether a write waits for the other regions.'),
  lag: time('How far the other regions may be behind.'),
  conflict: word(CONFLICT, 'What happens when two regions change the same thing.'),
});

const replication = z.strictObject({
  mode: word(['none', 'single-leader', 'multi-leader', 'leaderless', 'chain'], 'Who takes writes.'),
  copies: whole('Instances that hold each shard (N).'),
  read: whole('Copies that must answer a read (R).'),
  write: whole('Copies that must acknowledge a write (W).'),
  sync: word(SYNC, 'Whether the leader waits for all, for one, or for none of its followers.'),
  failover: word(['automatic', 'manual'], 'Who makes a follower the leader.'),
  switch: time('Time until a new leader serves.'),
  lag: time('How far an asynchronous copy may be behind.'),
  sloppy: flag('Whether stand-in nodes may make up a quorum.'),
  conflict: word(
    CONFLICT,
    'What happens when two copies took different writes to the same thing: nothing, the later clock wins, both are merged, or versions tell which came first and which are side by side.',
  ),
  'read-repair': flag('Whether a read that finds a copy behind puts it right.'),
  'anti-entropy': time('How often copies are compared and put right in the background.'),
  'clock-skew': time('How far the clocks of two copies may be apart.'),
  lease: time('How long a leader answers reads alone before it must prove again that it leads.'),
  across: across.optional().meta({ description: 'Replication between regions.' }),
});

export const database = defineKind({
  is: 'database',
  doc: 'Holds data for good, `shards` x copies instances.',
  example: `
  links:
    is: database
    kind: key-value
    engine: lsm
    replication: { mode: leaderless, copies: 3, read: 2, write: 2, read-repair: true, conflict: versions }
    shards: { count: 16, by: consistent-hash, key: code }
    time: 2ms
  books:
    is: database
    kind: sql
    replication: { mode: single-leader, copies: 3, sync: semi-sync, failover: automatic, switch: 20s }
    zones: [a, b, c]
    isolation: serializable
    backup: 1 day`,
  attributes: () => ({
    ...workAttributes,
    kind: word(['sql', 'key-value', 'document', 'wide-column', 'graph', 'time-series', 'search'], 'Its data model.'),
    replication: orUnknown(replication, 'How copies are kept.'),
    shards: shardsAttribute,
    'replica-of': text('A read replica drawn apart: the database it follows.'),
    lag: time('How far this read replica may be behind.'),
    replicas: whole('How many instances this read replica has.'),
    isolation: word(
      ['read-uncommitted', 'read-committed', 'repeatable-read', 'snapshot', 'serializable'],
      'What concurrent transactions see of one another.',
    ),
    locking: word(
      ['pessimistic', 'optimistic'],
      'Whether conflicting transactions wait for a lock, or are found out at commit and done again.',
    ),
    engine: word(
      ['b-tree', 'lsm', 'column', 'memory'],
      'How it lies on disk: pages changed in place, sorted files written once and merged, column by column, or in memory only.',
    ),
    flush: time('How long a committed write may be in memory only; 0s: a commit waits for the disk.'),
    iops: rate('Reads and writes that the disks of one instance do.'),
    disk: size('Storage of one instance.'),
    memory: size('Memory of one instance.'),
    raid: RAID,
    backup: time('Time between backups.'),
    encrypted: flag('Whether data is encrypted on disk.'),
  }),
  defaults: {
    ...INSTANCE,
    kind: { value: 'sql', source: 'the language' },
    time: { value: '5 ms', source: 'assumption: an indexed read or write of one row' },
    concurrency: { value: '32', source: 'PostgreSQL wiki, "Number Of Database Connections": about cores * 2 + disks, at 16 cores' },
  },
  holdsSlots: true,
  build: ({ replicas, lag, replicaOf, ...said }, common) => {
    const copies = said.replication?.copies ?? replicas ?? said.replication?.write ?? 1;
    const mode: Replication['mode'] = replicaOf ? 'none' : (said.replication?.mode ?? (copies > 1 ? 'single-leader' : 'none'));
    const kept: Replication = {
      ...said.replication,
      mode,
      copies,
      lag: lag ?? said.replication?.lag,
      across: crossRegion(said.replication?.across),
    };
    return {
      ...common,
      ...said,
      is: 'database',
      kind: said.kind ?? 'sql',
      shards: shards(said.shards),
      copies,
      replication: kept,
      replicaOf: replicaOf === undefined ? undefined : ComponentId(replicaOf),
    };
  },
});

function crossRegion(said: { readonly mode?: 'sync' | 'async' | undefined } | undefined): Replication['across'] {
  return said && { ...said, mode: said.mode ?? 'async' };
}
