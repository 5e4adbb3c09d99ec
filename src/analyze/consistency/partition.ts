import type { Component, Database } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import type { Placed } from './calls.js';
import { quorums } from './hop.js';

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
};

type Verdict = Pick<PartitionRecord, 'stance' | 'answers'>;
const UNKNOWN: Verdict = { stance: null, answers: null };
const EVERY: Verdict = { stance: 'AP', answers: 'every side' };

export function partitionOf(model: DesignModel, { call, flow }: Placed): PartitionRecord | undefined {
  const target = model.components.get(call.visit.component);
  const kind = call.operation?.kind;
  if (target === undefined || (kind !== 'read' && kind !== 'write')) return undefined;
  return { flow: flow.id, component: target.id, operation: kind, ...verdict(target, call, kind) };
}

function verdict(target: Component, call: Call, kind: 'read' | 'write'): Verdict {
  switch (target.is) {
    case 'database':
      return storeVerdict(target, call, kind);
    case 'cache':
    case 'cdn':
      return kind === 'read' ? EVERY : UNKNOWN;
    case 'lock-service':
    case 'coordinator':
    case 'registry':
      return { stance: 'CP', answers: target.copies > 1 ? 'the larger side' : 'the only copy' };
    default:
      return UNKNOWN;
  }
}

function storeVerdict(store: Database, call: Call, kind: 'read' | 'write'): Verdict {
  const { mode, copies, sloppy, failover, across } = store.replication;
  if (store.replicaOf !== undefined) return EVERY;
  if (mode === 'multi-leader') return EVERY;
  const near = store.regions.length > 1 && across?.mode === 'async' && call.route !== 'home';
  if (mode === 'leaderless') return near || sloppy === true ? EVERY : quorumVerdict(store, call, kind);
  if (kind === 'read' && (call.target === 'any' || call.target === 'replica') && (copies > 1 || store.regions.length > 1)) return EVERY;
  if (copies <= 1 || mode === 'none') return { stance: 'CP', answers: 'the only copy' };
  if (failover === undefined) return { stance: 'CP', answers: 'the side of the leader' };
  return { stance: 'CP', answers: failover === 'automatic' ? 'the larger side' : 'the side of the leader' };
}

/** Two sides can both gather `need` of the copies only where twice as many are there. */
function quorumVerdict(store: Database, call: Call, kind: 'read' | 'write'): Verdict {
  const { copies } = store.replication;
  const { read, write } = quorums(store, call);
  const need = kind === 'read' ? read : write;
  if (copies <= 1) return { stance: 'CP', answers: 'the only copy' };
  if (need === undefined) return UNKNOWN;
  return 2 * need > copies ? { stance: 'CP', answers: 'a side with a quorum' } : EVERY;
}
