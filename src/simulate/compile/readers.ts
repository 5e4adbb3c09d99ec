import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call, Flow } from '#model/flow.js';
import type { CopiesOfAnswers, Reader } from '../kernel/replication.js';
import { callsOf, type Stepped } from './flow-steps.js';
import type { Leads } from './leads.js';
import { type Standing, sharesBack } from './standing.js';
import type { StationSpec } from './station-spec.js';
import { storeAccess } from './store-access.js';

/** A step that reads a store or a cache in front of it, before it is known what it reads in the end. */
export type ReadersNeeds = {
  readonly model: DesignModel;
  readonly specs: readonly StationSpec[];
  readonly stationOf: ReadonlyMap<string, number>;
  readonly standing: Standing;
  readonly leads: Leads;
};

/** Every step of a flow that reads data of which there may be an older copy. What was not in a cache is read behind it: that is one step. */
export function readersOf(flow: Flow, shares: Float64Array, needs: ReadersNeeds): Reader[] {
  const steps = callsOf(flow, needs.stationOf);
  const reads = steps.filter(({ call }) => call.operation?.kind === 'read');
  return reads.flatMap((step) => {
    const { call } = step;
    const target = needs.model.components.get(call.visit.component)!;
    const kept = isCopy(target) && needs.model.data.get(call.operation!.data)?.in !== target.id;
    if (!kept) {
      const behind = reads.some(({ call: other }) => isBehind(other, step) && isCopy(needs.model.components.get(other.visit.component)));
      return behind ? [] : (readerOf(flow, step, shares, needs, undefined) ?? []);
    }
    const store = reads.find((each) => isBehind(call, each));
    const cache = store && copiesOf(target, call, needs);
    return cache === undefined ? [] : (readerOf(flow, { ...store!, call: store!.call }, shares, needs, cache, call) ?? []);
  });
}

/** Whether `step` reads what `cached` did not find. */
const isBehind = (cached: Call, { call, above }: Stepped): boolean =>
  call !== cached &&
  call.operation?.data === cached.operation?.data &&
  ((call.when.kind === 'miss' && call.when.of === cached.id) || above.includes(cached));

function readerOf(
  flow: Flow,
  { call, path }: Stepped,
  shares: Float64Array,
  { specs, stationOf, standing, model, leads }: ReadersNeeds,
  cache: CopiesOfAnswers | undefined,
  first = call,
): Reader | undefined {
  const station = stationOf.get(call.visit.component)!;
  const spec = specs[station]!;
  const data = model.data.get(call.operation!.data);
  if (spec.layout !== 'store' || data === undefined) return undefined;
  const access = storeAccess(spec.component, call, spec.copies);
  const route = leads.routeOf(call);
  return {
    data: data.id,
    flow: flow.id,
    step: first.origin.path.join('.'),
    station,
    pick: access.kind === 'one' ? access.pick : -1,
    ask: access.kind === 'one' ? 1 : Math.max(1, access.need),
    shares,
    at: Int32Array.from(shares, (_, region) => (route >= 2 ? route - 2 : standing.along(path, region))),
    roaming: route === 1,
    cache,
  };
}

const isCopy = (component: Component | undefined): boolean => component?.is === 'cache' || component?.is === 'cdn';

/** `undefined`: what is there is never old. */
function copiesOf(target: Component, call: Call, { model, stationOf, specs }: ReadersNeeds): CopiesOfAnswers | undefined {
  if (target.is !== 'cache' && target.is !== 'cdn') return undefined;
  const data = model.data.get(call.operation!.data);
  if (data === undefined || data.changes === 'never') return undefined;
  if (data.changes === 'append' && call.by === undefined && (data.key.length < 2 || call.items === 1)) return undefined;
  const station = stationOf.get(target.id)!;
  const callers = specs[stationOf.get(call.from)!]!.instances;
  return {
    station,
    call,
    hit: call.hit,
    ttl: target.ttl ?? Infinity,
    through: target.is === 'cache' && (target.pattern === 'write-through' || target.pattern === 'write-behind'),
    byRegion: target.is === 'cache' && target.regions.length > 1,
    instances: target.is === 'cache' && target.local === true ? Math.max(1, callers) : 1,
  };
}

/** By region in which the one who calls a store stands: the regions of the users it stands there for, as shares that add up to 1. */
export function writersOf(path: readonly number[], shares: Float64Array, standing: Standing): Float64Array[] {
  return Array.from(shares, (_, region) => sharesBack(shares, (user) => standing.along(path, user) === region));
}
