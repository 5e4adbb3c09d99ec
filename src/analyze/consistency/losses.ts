import type { Origin } from '#diagnostics/span.js';
import type { Cache, Component, Database } from '#model/component.js';
import type { DataItem, DesignModel, QualityTarget } from '#model/design.js';
import type { ComponentId, DataId } from '#model/ids.js';
import { callsOf, type Placed, touching } from './calls.js';

/** A way in which a crash takes a write that was acknowledged. */
export type Loss = {
  readonly kind: 'writeBehind' | 'inMemory' | 'oneCopy' | 'asyncFollowers' | 'asyncLeaders' | 'oneAcknowledgement';
  readonly data: DataId;
  readonly component: ComponentId;
  readonly at: Origin;
};

/** Data whose targets allow no loss, with the ways in which the design loses it all the same. */
export function lossesOf(model: DesignModel): {
  readonly losses: readonly Loss[];
  readonly unsaid: readonly { data: DataId; store: ComponentId }[];
} {
  const calls = [...model.flows.values()].filter(({ workload }) => workload.kind !== 'part').flatMap(callsOf);
  const strict = new Set(model.requirements.quality.filter(({ loss }) => loss === 'none').flatMap((target) => dataUnder(target, calls)));
  const losses: Loss[] = [];
  const unsaid: { data: DataId; store: ComponentId }[] = [];
  for (const id of strict) {
    const data = model.data.get(id);
    const home = data && model.components.get(data.in);
    if (data === undefined || home === undefined) continue;
    const written = new Set(touching(calls, 'write', id).map(({ call }) => call.visit.component));
    for (const target of written) losses.push(...cacheLoss(model.components.get(target), data));
    if (home.is === 'cache') losses.push({ kind: 'inMemory', data: id, component: home.id, at: home.origin });
    if (home.is === 'database') losses.push(...storeLoss(home, data));
    if (home.is === 'database' && followsSomehow(home)) unsaid.push({ data: id, store: home.id });
  }
  return { losses, unsaid };
}

/** The data a target speaks of: the one it names, or all that the flow it names has written when it answers. */
function dataUnder(target: QualityTarget, calls: readonly Placed[]): readonly DataId[] {
  if (target.data !== undefined) return [target.data];
  const written = calls.filter(({ call, flow, awaited }) => flow.id === target.flow && awaited && call.operation?.kind === 'write');
  return written.flatMap(({ call }) => call.operation?.data ?? []);
}

function cacheLoss(target: Component | undefined, data: DataItem): readonly Loss[] {
  if (target?.is !== 'cache' || target.pattern !== 'write-behind' || data.in === target.id) return [];
  return [{ kind: 'writeBehind', data: data.id, component: target.id, at: placeOfPattern(target) }];
}

const placeOfPattern = (cache: Cache): Origin => cache.written.get('pattern') ?? cache.origin;

/** Several copies, and nobody says how many of them have a write when it is acknowledged. */
const followsSomehow = ({ replication: { mode, copies, sync, write } }: Database): boolean =>
  copies > 1 &&
  (((mode === 'single-leader' || mode === 'multi-leader') && sync === undefined) || (mode === 'leaderless' && write === undefined));

function storeLoss(store: Database, data: DataItem): readonly Loss[] {
  const { mode, copies, sync, write } = store.replication;
  const about = { data: data.id, component: store.id };
  const at = (...names: readonly string[]): Origin =>
    names.map((name) => store.written.get(name)).find((each) => each !== undefined) ?? store.origin;
  const mirrored = store.raid !== undefined && store.raid !== '0';
  if (copies <= 1 && !mirrored) return [{ ...about, kind: 'oneCopy', at: at('replication.copies', 'replication', 'raid') }];
  if (mode === 'single-leader' && sync === 'async') return [{ ...about, kind: 'asyncFollowers', at: at('replication.sync') }];
  if (mode === 'multi-leader' && sync === 'async') return [{ ...about, kind: 'asyncLeaders', at: at('replication.sync') }];
  if (mode === 'leaderless' && copies > 1 && write === 1)
    return [{ ...about, kind: 'oneAcknowledgement', at: at('replication.write', 'replication') }];
  return [];
}
