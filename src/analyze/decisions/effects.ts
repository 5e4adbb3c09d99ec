import type { Component } from '#model/component.js';
import type { Analysis } from '../analysis.js';
import { takersOf } from '../consistency/takers.js';
import type { About } from './words.js';

/** Why a gain cannot be there, in the words of the model; undefined: it may be. */
type Denied = (about: About) => string | undefined;

const database = ({ component }: About) => (component?.is === 'database' ? component : undefined);
const instances = (component: Component | undefined): number | undefined =>
  component === undefined
    ? undefined
    : component.is === 'database'
      ? component.replication.copies
      : 'replicas' in component
        ? component.replicas
        : undefined;

/** Gains that the model can deny. A gain that is not here is left to people. */
export const GAINS: Readonly<Record<string, Denied>> = {
  durability: (about) => {
    const store = database(about);
    if (store === undefined) return undefined;
    const { copies, mode, sync } = store.replication;
    if (copies <= 1 && (store.raid === undefined || store.raid === '0')) return 'it keeps one copy';
    return mode === 'single-leader' && sync === 'async' ? 'its followers come later than its answers' : undefined;
  },
  'write-availability': (about) => {
    const store = database(about);
    if (store?.replication.mode !== 'single-leader') return undefined;
    const writes = about.calls.filter(({ operation }) => operation?.kind === 'write').map((call) => ({ call }));
    return takersOf(about.model, store, writes) === 'one' ? 'one leader takes all its writes' : undefined;
  },
  availability: ({ component }) => (instances(component) === 1 ? 'there is one instance of it' : undefined),
  consistency: (about) => {
    const { mode, copies, read, write, sloppy } = database(about)?.replication ?? {};
    if (mode === 'multi-leader') return 'several leaders take writes';
    if (mode !== 'leaderless' || copies === undefined || read === undefined || write === undefined) return undefined;
    return sloppy === true
      ? 'stand-ins may make up its quorums'
      : read + write <= copies
        ? 'a read need not meet the last write'
        : undefined;
  },
  'write-latency': (about) => {
    const { copies, sync } = database(about)?.replication ?? {};
    return sync === 'sync' && copies !== undefined && copies > 1 ? 'each write waits for all its copies' : undefined;
  },
  'read-latency': ({ component, calls }) => {
    const reads = calls.filter(({ visit, operation }) => visit.component === component?.id && operation?.kind === 'read');
    return component?.is === 'cache' && reads.every(({ hit }) => hit === undefined || hit === 0)
      ? 'no read of it finds anything'
      : undefined;
  },
};

/** Whether a read of what is kept there may be behind. undefined: nothing is known of its reads. */
export function readsStale({ component }: About, analysis: Analysis): boolean | undefined {
  if (component?.is !== 'database' && component?.is !== 'cache') return undefined;
  const readings = [...analysis.consistency.values()].flatMap((flows) => [...flows.values()]);
  if (readings.some(({ guarantee }) => guarantee === null)) return undefined;
  return readings.some(({ why }) => why.some((hop) => hop.component === component.id && (hop.staleness !== 0 || !hop.readYourWrites)));
}
