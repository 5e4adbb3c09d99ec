import type { Component, Database } from '#model/component.js';
import type { Call } from '#model/flow.js';
import { PICK } from '../kernel/instructions.js';

/** How a call reaches the copies of a store. */
export type StoreAccess =
  /** One copy serves; then `followers` of the others must have it as well (-1: all that are up; undefined: the others take no part). */
  | { readonly kind: 'one'; readonly pick: number; readonly followers: number | undefined; readonly strict: boolean }
  /** `ask` copies (-1: all) work side by side and `need` of them must answer. */
  | { readonly kind: 'quorum'; readonly ask: number; readonly need: number };

/** Which copies of a shard a call asks side by side (`ask` of them, -1: all), and how many must answer (-1: all that are up; 0: nobody waits). */
export type CopiesAsked = {
  readonly ask: number;
  readonly need: number;
  readonly skipLeader: boolean;
  readonly strict: boolean;
  readonly sloppy?: boolean;
};

const majority = (copies: number): number => Math.floor(copies / 2) + 1;
const one = (pick: number, followers?: number, strict = false): StoreAccess => ({ kind: 'one', pick, followers, strict });
const ALL = -1;

export const writesTo = (call: Call): boolean => call.operation !== undefined && call.operation.kind !== 'read';

/** What `call` does at the copies of `store`: writes load every copy, reads as many as must answer. */
export function storeAccess(store: Component, call: Call, copies: number): StoreAccess {
  if (copies <= 1) return one(PICK.anyCopy);
  const writes = writesTo(call);
  switch (store.is) {
    case 'database':
      return databaseAccess(store, call, writes, copies);
    case 'lock-service':
    case 'coordinator':
    case 'registry':
      return one(PICK.anyCopy, majority(copies) - 1, true);
    case 'file-system':
      return writes ? one(PICK.anyCopy, ALL) : one(PICK.anyCopy);
    default:
      return writes ? one(PICK.anyCopy, 0) : one(PICK.anyCopy);
  }
}

function databaseAccess(store: Database, call: Call, writes: boolean, copies: number): StoreAccess {
  const { mode, read, write, sync } = store.replication;
  const anywhere = call.target === 'any' || (call.target === 'replica' && mode === 'leaderless');
  if (store.replicaOf !== undefined) return one(PICK.anyCopy);
  if (mode === 'leaderless') {
    if (writes) return { kind: 'quorum', ask: ALL, need: Math.min(copies, write ?? majority(copies)) };
    const wanted = call.target === 'quorum' ? Math.max(read ?? 1, majority(copies)) : (read ?? majority(copies));
    return anywhere || wanted === 1 ? one(PICK.anyCopy) : { kind: 'quorum', ask: Math.min(copies, wanted), need: Math.min(copies, wanted) };
  }
  if (!writes) {
    if (call.target === 'quorum') return { kind: 'quorum', ask: majority(copies), need: majority(copies) };
    if (call.target === 'replica' || (mode === 'chain' && call.target !== 'leader')) return one(PICK.replica);
    return call.target === 'any' || mode === 'multi-leader' || mode === 'none' ? one(PICK.anyCopy) : one(PICK.leader);
  }
  if (mode === 'none' || mode === 'multi-leader') return one(PICK.anyCopy, mode === 'none' ? ALL : 0);
  if (mode === 'chain') return one(PICK.leader, ALL);
  return one(PICK.leader, sync === 'sync' ? ALL : sync === 'semi-sync' ? 1 : 0);
}

/** Stand-ins may make up a sloppy quorum. */
export const quorumSet = (component: Component, { ask, need }: Extract<StoreAccess, { kind: 'quorum' }>): CopiesAsked => ({
  ask,
  need,
  skipLeader: false,
  strict: true,
  sloppy: component.is === 'database' && component.replication.sloppy === true,
});
