import type { Component, Database } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { place } from '../reliability/placement.js';

/** What becomes of a write that was acknowledged. */
export type Durability = {
  readonly store: ComponentId;
  readonly copies: number | null;
  /** Copies that have a write when it is acknowledged; null: not said, or a provider's. */
  readonly acknowledgedBy: number | null;
  /** The largest failure after which some copy still has every acknowledged write; null: not known. */
  readonly survives: 'nothing' | 'instance' | 'zone' | 'region' | null;
  /** Seconds of acknowledged writes that the loss of the serving copy may take: 0 none. Null: not known. */
  readonly exposure: number | 'unbounded' | null;
  /** Seconds between backups; null: none, or not said. */
  readonly backup: number | null;
};

/** The promise of the store a data item lives in. */
export function durabilityOf(model: DesignModel, { in: id }: DataItem): Durability | undefined {
  const store = model.components.get(id);
  if (store === undefined) return undefined;
  const unknown = { store: id, copies: null, acknowledgedBy: null, survives: null, exposure: null, backup: null } as const;
  switch (store.is) {
    case 'database':
      return databaseDurability(store);
    case 'cache':
      return { ...unknown, copies: store.copies, acknowledgedBy: 0, survives: 'nothing', exposure: 'unbounded' };
    case 'queue':
    case 'stream':
    case 'pubsub':
      return messages(store);
    default:
      return unknown;
  }
}

function databaseDurability(store: Database): Durability {
  const { copies, lag } = store.replication;
  const acknowledgedBy = acknowledges(store);
  const flushed = store.flush === undefined || store.flush === 0;
  const mirrored = store.raid !== undefined && store.raid !== '0';
  const spared = acknowledgedBy !== null && acknowledgedBy > 1;
  const exposure = acknowledgedBy === null ? null : spared ? 0 : copies > 1 ? (lag ?? 'unbounded') : mirrored && flushed ? 0 : 'unbounded';
  return {
    store: store.id,
    copies,
    acknowledgedBy,
    survives: acknowledgedBy === null ? null : reach(store, acknowledgedBy),
    exposure,
    backup: store.backup ?? null,
  };
}

/** Copies that have a write before its writer is answered. */
function acknowledges({ replication: { mode, copies, sync, write } }: Database): number | null {
  if (copies <= 1 || mode === 'none') return 1;
  if (mode === 'chain') return copies;
  if (mode === 'leaderless') return write ?? null;
  if (mode === 'multi-leader') return sync === 'sync' ? copies : sync === 'semi-sync' ? 2 : 1;
  return sync === undefined ? null : sync === 'sync' ? copies : sync === 'semi-sync' ? 2 : 1;
}

/** What so many copies outlive: copies stand one zone after another, and each region keeps its own. */
function reach(component: Component, acknowledgedBy: number): Durability['survives'] {
  if (acknowledgedBy <= 1) return 'nothing';
  const across = component.is === 'database' ? component.replication.across?.mode : undefined;
  if (component.regions.length > 1 && across === 'sync') return 'region';
  const sets = place(component).sets.flat();
  const fewest = Math.min(...sets.map(({ places }) => new Set(places.map(({ zone }) => zone)).size));
  const most = Math.max(...sets.flatMap(({ places }) => places.map(({ count }) => count)));
  return fewest >= 2 && acknowledgedBy > most ? 'zone' : 'instance';
}

function messages(channel: Extract<Component, { is: 'queue' | 'stream' | 'pubsub' }>): Durability {
  const { copies, sync } = channel;
  const acknowledgedBy = copies <= 1 ? 1 : sync === undefined ? null : sync === 'sync' ? copies : sync === 'semi-sync' ? 2 : 1;
  const survives = acknowledgedBy === null ? null : reach(channel, acknowledgedBy);
  const exposure = acknowledgedBy === null ? null : acknowledgedBy > 1 ? 0 : 'unbounded';
  return { store: channel.id, copies, acknowledgedBy, survives, exposure, backup: null };
}
