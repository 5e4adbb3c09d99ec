import type { Component, Conflict, Database } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import type { Placed } from './calls.js';
import { quorums } from './hop.js';
import { conflictOf, type Takers } from './takers.js';

/**
 * What happens to one access while the copies cannot reach each other. `CP`: at most one side answers, the others refuse; `AP`: every
 * side that has a copy (or enough of them) answers, with what it has. Null: not said, or somebody else's.
 */
export type PartitionRecord = {
  readonly flow: FlowId;
  readonly component: ComponentId;
  readonly operation: 'read' | 'write';
  readonly stance: 'CP' | 'AP' | null;
  /** Which side answers. */
  readonly answers: 'the only copy' | 'the side of the leader' | 'the larger side' | 'a side with a quorum' | 'every side' | null;
  /** What becomes of writes that two sides took; null where one side takes them, nobody said, or it is a read. */
  readonly conflict: Conflict | null;
};

type Verdict = Pick<PartitionRecord, 'stance' | 'answers' | 'conflict'>;
const UNKNOWN: Verdict = { stance: null, answers: null, conflict: null };
const EVERY: Verdict = { stance: 'AP', answers: 'every side', conflict: null };
const one = (answers: NonNullable<PartitionRecord['answers']>): Verdict => ({ stance: 'CP', answers, conflict: null });

/** `takers`: who takes the writes of what is accessed. */
export function partitionOf(model: DesignModel, { call, flow }: Placed, takers: Takers): PartitionRecord | undefined {
  const target = model.components.get(call.visit.component);
  const kind = call.operation?.kind;
  if (target === undefined || (kind !== 'read' && kind !== 'write')) return undefined;
  return { flow: flow.id, component: target.id, operation: kind, ...verdict(target, call, kind, takers) };
}

function verdict(target: Component, call: Call, kind: 'read' | 'write', takers: Takers): Verdict {
  switch (target.is) {
    case 'database':
      return storeVerdict(target, call, kind, takers);
    case 'cache':
    case 'cdn':
      return kind === 'read' ? EVERY : UNKNOWN;
    case 'lock-service':
    case 'coordinator':
    case 'registry':
      return one(target.copies > 1 ? 'the larger side' : 'the only copy');
    default:
      return UNKNOWN;
  }
}

/**
 * Where several regions or leaders take writes, every side goes on; an access that is sent to the home of its key, or a write that
 * waits for the other regions, has one place to go to.
 */
function storeVerdict(store: Database, call: Call, kind: 'read' | 'write', takers: Takers): Verdict {
  const { mode, copies, failover, across } = store.replication;
  if (store.replicaOf !== undefined) return EVERY;
  const apart: Verdict = { ...EVERY, conflict: kind === 'write' ? (conflictOf(store, takers) ?? null) : null };
  const home = call.route === 'home' && store.regions.length > 1;
  if (takers === 'each-region' && !home) return apart;
  if (takers === 'unsaid' && !home) return UNKNOWN;
  if (mode === 'leaderless') return quorumVerdict(store, call, kind, apart);
  if (mode === 'multi-leader' && !home) return apart;
  if (kind === 'read' && (call.target === 'any' || call.target === 'replica') && (copies > 1 || store.regions.length > 1)) return EVERY;
  if (store.regions.length > 1 && (home || across !== undefined))
    return one(across?.mode === 'sync' && store.regions.length > 2 ? 'the larger side' : 'the side of the leader');
  if (copies <= 1 || mode === 'none') return one('the only copy');
  return one(failover === 'automatic' ? 'the larger side' : 'the side of the leader');
}

/** Two sides can both gather `need` of the copies only where twice as many are there. */
function quorumVerdict(store: Database, call: Call, kind: 'read' | 'write', apart: Verdict): Verdict {
  const { copies, sloppy, across } = store.replication;
  // What stays in its region finds its quorum there, whatever the other regions can reach.
  const near = kind === 'read' && store.regions.length > 1 && across?.mode === 'async' && call.route !== 'home';
  if (near || sloppy === true) return apart;
  const { read, write } = quorums(store, call);
  const need = kind === 'read' ? read : write;
  if (copies <= 1) return one('the only copy');
  if (need === undefined) return UNKNOWN;
  return 2 * need > copies ? one('a side with a quorum') : apart;
}
