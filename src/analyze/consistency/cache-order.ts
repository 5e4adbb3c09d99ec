import type { DesignModel, ReadGuarantee } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import type { Placed } from './calls.js';
import type { Consistency } from './consistency.js';
import { allCalls } from './deliveries.js';
import { isCopy } from './hop.js';
import { weakReads } from './weak-reads.js';

/** A cache that is put right, or filled, before the store has the write, and not again after it. */
export type EarlyRepair = {
  readonly kind: 'invalidate' | 'write';
  readonly call: Call;
  readonly cache: ComponentId;
  readonly store: ComponentId;
  readonly data: DataId;
  readonly flows: readonly FlowId[];
  /** What is asked of reads that may then find the old value; null where nothing is. Seconds, where it is how old they may be. */
  readonly asked: ReadGuarantee | number | null;
};

/** Steps on a cache that come before the write of the store in their flow. */
export function earlyRepairs(model: DesignModel, consistency: Consistency): readonly EarlyRepair[] {
  const broken = new Map(weakReads(model, consistency, ['cache']).map((each) => [`${each.data} ${each.hop.component}`, each]));
  const found = new Map<string, EarlyRepair>();
  const calls = allCalls(model);
  for (const [index, repair] of calls.entries()) {
    const { call, flow } = repair;
    const cache = model.components.get(call.visit.component);
    const { kind, data } = call.operation ?? {};
    if (cache === undefined || !isCopy(cache) || data === undefined) continue;
    if ((kind !== 'invalidate' && kind !== 'write') || call.when.kind === 'miss' || throughCache(cache)) continue;
    const store = model.data.get(data)?.in;
    const later = calls.slice(index + 1).filter((each) => each.flow === flow && each.call.operation?.data === data);
    const write = later.findIndex((each) => each.call.visit.component === store && isWrite(each) && each.call.from !== cache.id);
    const again = later.slice(write + 1).some((each) => each.call.visit.component === cache.id && repairs(each));
    if (store === undefined || store === cache.id || write < 0 || again) continue;
    const key = `${call.origin.line}:${call.origin.column} ${cache.id}`;
    const flows = [...new Set([...(found.get(key)?.flows ?? []), flow.id])];
    const weak = kind === 'invalidate' ? broken.get(`${data} ${cache.id}`) : undefined;
    found.set(key, { kind, call, cache: cache.id, store, data, flows, asked: weak?.asked ?? weak?.fresh ?? null });
  }
  return [...found.values()];
}

const isWrite = ({ call }: Placed): boolean => call.operation?.kind === 'write';
const repairs = (placed: Placed): boolean => isWrite(placed) || placed.call.operation?.kind === 'invalidate';
/** A cache that writes to the store by itself decides the order by itself. */
const throughCache = (cache: { readonly is: string; readonly pattern?: string | undefined }): boolean =>
  cache.pattern === 'write-through' || cache.pattern === 'write-behind';
