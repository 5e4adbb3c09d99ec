import { unreachable } from '#base/invariant.js';
import type { Component, Database } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';

/** What one call needs of the component it names, so that the call is served. */
export type Access = {
  /** Instances (of the shard, where there are shards) that must be up. */
  readonly need: number;
  /** Whether the one leader itself must be up, because nobody takes over by itself. */
  readonly leader: boolean;
  /** Whether it fails while a stand-in takes over. */
  readonly switching: boolean;
  /** Keys asked for, spread over the shards at random; 1: one shard; Infinity: every shard. */
  readonly keys: number;
  /** Only the region that the key calls home can serve it. */
  readonly home?: boolean | undefined;
};

const ONE: Access = { need: 1, leader: false, switching: false, keys: 1 };
const majority = (copies: number): number => Math.floor(copies / 2) + 1;

/** What `call` needs of its target; `keys` is the most keys any case asks for. */
export function accessOf(target: Component, call: Call, keys: number, data: DataItem | undefined): Access {
  const access = { ...kindAccess(target, call), keys: shardKeys(call, keys, data), home: call.route === 'home' && staysHome(target) };
  return target.need === undefined ? access : { ...access, need: target.need };
}

/** Nothing is said of copies in other regions that could stand in for the home of a key. */
const staysHome = (target: Component): boolean => target.is !== 'database' || target.replication.across === undefined;

function kindAccess(target: Component, call: Call): Access {
  switch (target.is) {
    case 'client':
    case 'dns':
    case 'cdn':
    case 'external':
    case 'monitor':
    case 'cache':
    case 'object-store':
    case 'file-system':
      return ONE;
    case 'load-balancer':
    case 'api-gateway':
    case 'reverse-proxy':
    case 'service':
    case 'function':
    case 'worker':
    case 'scheduler':
    case 'identity':
    case 'rate-limiter':
      return target.mode === 'active-passive' ? { ...ONE, switching: true } : ONE;
    case 'queue':
    case 'stream':
    case 'pubsub':
      return ONE;
    // Agreement needs more than half of the members (Ongaro and Ousterhout, "In search of an understandable consensus algorithm", 2014).
    case 'lock-service':
    case 'coordinator':
    case 'registry':
      return { ...ONE, need: majority(target.copies) };
    case 'database':
      return storeAccess(target, call);
    default:
      return unreachable(target);
  }
}

/**
 * Copies a store needs. A leaderless one needs its quorums, W for writes and R for reads. With a leader, any copy that is up can
 * take over where fail-over is automatic (synchronous followers that are down are left out, as stores do), and nothing is served
 * meanwhile; otherwise the leader itself must be up, except for reads that any copy may answer.
 */
function storeAccess(store: Database, call: Call): Access {
  const { mode, copies, read, write, failover } = store.replication;
  const writes = call.operation !== undefined && call.operation.kind !== 'read';
  if (store.replicaOf !== undefined) return ONE;
  if (mode === 'leaderless') return { ...ONE, need: writes ? (write ?? majority(copies)) : quorumRead(call, copies, read) };
  if (mode === 'multi-leader') return ONE;
  if (!writes && (call.target === 'any' || call.target === 'replica')) return ONE;
  if (!writes && call.target === 'quorum') return { ...ONE, need: majority(copies) };
  if (mode === 'none' || copies <= 1) return { ...ONE, leader: copies > 1 };
  return failover === 'automatic' ? { ...ONE, switching: true } : { ...ONE, leader: true };
}

function quorumRead(call: Call, copies: number, read: number | undefined): number {
  if (call.target === 'any' || call.target === 'replica') return 1;
  return call.target === 'quorum' ? Math.max(read ?? 1, majority(copies)) : (read ?? majority(copies));
}

/** A list under one key is in one shard; an index kept beside the rows of each shard asks them all. */
function shardKeys(call: Call, keys: number, data: DataItem | undefined): number {
  if (call.by === undefined || data === undefined) return keys;
  const index = data.indexes.find((each) => each.by[0] === call.by);
  if (index?.scope === 'local' && data.key[0] !== call.by) return Infinity;
  return 1;
}

/** Data item a call reads or writes. */
export const dataOf = (model: DesignModel, call: Call): DataItem | undefined =>
  call.operation === undefined ? undefined : model.data.get(call.operation.data);
