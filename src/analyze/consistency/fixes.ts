import type { Database, Isolation } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { DataId } from '#model/ids.js';
import { type Fix, setAttribute, setOnCall } from '../fix.js';
import type { Hop } from './hop.js';
import type { Loss } from './losses.js';

/** R + W > N by reading from more copies, or no stand-ins in a quorum. What a call chose for itself is changed at the call. */
export function overlap(store: Database, hop: Hop): Fix | undefined {
  const { copies, write = 0, read = 0, sloppy } = store.replication;
  if (hop.kind === 'sloppy-quorum' && sloppy === true)
    return { title: `No stand-ins in the quorums of "${store.id}"`, edits: [setAttribute(store.id, 'replication.sloppy', false)] };
  if (hop.kind === 'quorum' && !hop.monotonicReads)
    return { title: `Let reads of "${store.id}" repair what they find`, edits: [setAttribute(store.id, 'replication.read-repair', true)] };
  if (hop.kind !== 'quorum-without-overlap' || write === 0) return undefined;
  if (hop.call.target === 'any' && read + write > copies)
    return { title: `Read "${store.id}" by quorum`, edits: [setOnCall(hop.call, 'from', 'quorum')] };
  if (hop.call.target !== undefined) return undefined;
  const needed = copies - write + 1;
  return {
    title: `Read from ${needed} of ${copies} copies of "${store.id}", so that R + W > N`,
    edits: [setAttribute(store.id, 'replication.read', needed)],
  };
}

/** Reads that want the last write go to whoever has it: the leader, or the home of the key where that is where writes go. */
export function upToDate(model: DesignModel, data: DataId, { call, kind }: Hop): Fix | undefined {
  if (kind === 'other-region' && model.data.get(data)?.home !== undefined && call.route === undefined)
    return { title: `Read "${data}" in the region that its key calls home`, edits: [setOnCall(call, 'route', 'home')] };
  const store = model.components.get(call.visit.component);
  if (kind !== 'async-replica' || store?.is !== 'database' || store.replication.mode !== 'single-leader' || store.replicaOf !== undefined)
    return undefined;
  return { title: `Read from the leader of "${store.id}"`, edits: [setOnCall(call, 'from', 'leader')] };
}

export const isolate = (store: Database, asked: Isolation): Fix => ({
  title: `Run the transactions of "${store.id}" at ${asked}`,
  edits: [setAttribute(store.id, 'isolation', asked)],
});

/** A key by which the receiver knows a repetition: that of what is written, or one the client makes up. */
export function knowRepetition(model: DesignModel, call: Call, data: readonly string[]): Fix {
  const written = [...model.data.values()].find(({ id }) => id === data[0]);
  const client = model.components.get(call.from)?.is === 'client';
  // The first part of a longer key is shared: with `event-id`, the second seat of an event would pass for the first.
  const own = written?.key.length === 1 ? written.key[0]!.replace(/^-/, '') : '';
  // A plain `id` may be what the call is to hand out; `payment-id` is there before the payment is.
  const key = !client && data.length === 1 && own.endsWith('-id') ? own : 'request-id';
  return {
    title: `Send ${key} with the call, by which "${call.visit.component}" knows a repetition`,
    edits: [setOnCall(call, 'once', key)],
  };
}

/** Acknowledged only when more than one machine has it. */
export function keepWrites({ kind, component }: Loss): Fix | undefined {
  if (kind === 'asyncFollowers')
    return {
      title: `A write to "${component}" waits for one follower`,
      edits: [setAttribute(component, 'replication.sync', 'semi-sync')],
    };
  if (kind === 'asyncLeaders')
    return {
      title: `A write to "${component}" waits for a second leader`,
      edits: [setAttribute(component, 'replication.sync', 'semi-sync')],
    };
  if (kind === 'oneAcknowledgement')
    return { title: `A write to "${component}" waits for two copies`, edits: [setAttribute(component, 'replication.write', 2)] };
  if (kind === 'writeBehind')
    return {
      title: `"${component}" writes through to the store before it answers`,
      edits: [setAttribute(component, 'pattern', 'write-through')],
    };
  return undefined;
}

/** What to do about a quorum whose numbers are right and whose reads are weak all the same. */
export const QUORUM_HELP: Record<string, string> = {
  sloppy: 'Switch stand-in nodes off for this data (`sloppy: false`), or ask less of its reads.',
  repair: 'Let reads bring the copies they find behind up to date before they answer (`read-repair: true`).',
  weak: 'Read from the leader, or keep it in a store with consensus; or ask less of its reads.',
};

/** What to do about a copy that is behind, by the sort of it. */
export const STALE_HELP: Record<string, string> = {
  cache: 'Take the copy out of the cache in the same step as the write, and after it; or go past the cache where it matters.',
  replica: 'Read from the leader where it matters, pin the user for a while, or let writes wait for the followers.',
  region:
    'Send the reads, and the writes, to the region that the key calls home (`route: home`); let writes wait for the other regions (`across: { mode: sync }`); or ask less.',
  synchronous: 'Read from the leader where it matters.',
};
