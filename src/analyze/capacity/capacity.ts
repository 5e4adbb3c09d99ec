import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, FlowId, ZoneId } from '#model/ids.js';
import { squaredCv } from '#model/service-time.js';
import { Seconds } from '#model/units.js';
import { holdersOf, livesInside } from '../inside.js';
import { holdings, place, regionOf, tierSize } from '../reliability/placement.js';
import { carriedBy, departures, sentBy } from './carried.js';
import { cachesOf, withoutCache } from './cold.js';
import type { ComponentCapacity, FullAt } from './component-capacity.js';
import { type Arrival, type Demand, demandOf } from './demand.js';
import { allenCunneen } from './erlang.js';
import { type FirstFull, firstFull, fullAt } from './full-first.js';
import { heldUpIn, lineUse } from './held-up.js';
import { ownLimitUse } from './own-limit.js';
import { passedOn } from './passed-on.js';
import { pooledAt } from './pools.js';
import { spreadOf } from './spread.js';
import { type Aside, type Fleet, servers, type Usage, type UsageName, usageOf } from './station.js';

export type { ComponentCapacity, FullAt } from './component-capacity.js';

/** Saturation at peak of every component that a loss concerns. */
export type AfterLoss = { readonly lost: ComponentId | ZoneId; readonly saturation: ReadonlyMap<ComponentId, number> };

export type Capacity = {
  readonly components: ReadonlyMap<ComponentId, ComponentCapacity>;
  /** What is full first as load grows; null when nothing has a known limit. */
  readonly first: FirstFull | null;
  /** What is full at ten times the peak, worst first. */
  readonly tenfold: readonly FullAt[];
  readonly afterCacheLoss: readonly AfterLoss[];
  readonly afterZoneLoss: readonly AfterLoss[];
  /** Mean seconds of each flow's answer with no queueing at all. */
  readonly floors: ReadonlyMap<FlowId, number>;
};

/** The most servers an instance may have for its waiting to be worked out; beyond, there is none worth the name. */
const MOST_SERVERS = 20_000;

export function capacityOf(model: DesignModel): Capacity {
  const demand = demandOf(model, { at: 'peak' });
  const usual = demandOf(model, { at: 'mean' });
  const peak = loads(model, demand);
  const mean = loads(model, usual);
  const heldUp = heldUpIn(model, { mean: usual, peak: demand }, (at) => {
    const load = loads(model, at);
    return (each, side) => lineUse(each, load(each).arrivals, { ...fleetAt(model, each, at), ...(side && { side }) }, load(each).aside);
  });
  const components = new Map<ComponentId, ComponentCapacity>();
  for (const component of model.components.values()) {
    if (component.is === 'client') continue;
    const found = componentCapacity(component, fleetAt(model, component, demand), peak(component), mean(component));
    components.set(component.id, { ...found, heldUp: heldUp(component.id) });
  }
  return {
    components,
    first: firstFull(components),
    tenfold: fullAt(components, 10),
    afterCacheLoss: cachesOf(model).map((lost) => {
      const cold = withoutCache(model, demand, lost);
      const others = (each: Component): Fleet | undefined => (each.id === lost ? undefined : fleetAt(model, each, demand));
      return { lost, saturation: saturations(model, loads(model, cold.demand), others, cold.touched) };
    }),
    afterZoneLoss: [...model.zones.keys()].map((lost) => ({
      lost,
      saturation: saturations(model, peak, (each) => fleetWithout(model, each, demand, lost)),
    })),
    floors: demand.floors,
  };
}

/** What a component has to do. */
type Load = { readonly arrivals: readonly Arrival[]; readonly aside: Aside };

function loads(model: DesignModel, demand: Demand): (component: Component) => Load {
  const leaving = departures(demand);
  const passed = passedOn(model, demand);
  const carried = ({ call }: Arrival): number => carriedBy(model, call) ?? 0;
  return (component) => {
    const arrivals = arrivalsAt(component, demand).map((each) => ({ ...each, spread: spreadOf(model, component, each.call) }));
    const sent = sentBy(model, leaving.get(component.id) ?? []);
    const pooled = pooledAt(model, component, arrivals, fleetOf);
    return { arrivals, aside: { carried, sent, pooled, passed: passed.get(component.id) ?? 0 } };
  };
}

/** Arrivals at a component; a read replica also applies what is written to the store it follows. */
function arrivalsAt(component: Component, { arrivals }: Demand): readonly Arrival[] {
  const own = arrivals.get(component.id) ?? [];
  if (component.is !== 'database' || component.replicaOf === undefined) return own;
  const followed = (arrivals.get(component.replicaOf) ?? []).flatMap((each) => {
    const { call } = each;
    return call?.operation?.kind === 'write' ? [{ ...each, waits: 0 }] : [];
  });
  return [...own, ...followed];
}

/** All instances, the autoscaler's most included: at peak it has had time to start them. */
export function fleetOf(component: Component): Fleet {
  const held = holdings(component);
  const regions = Math.max(1, component.regions.length);
  if (held !== undefined) return { ...held, instances: held.shards * held.copies * regions, regions };
  const most = 'autoscale' in component && component.autoscale !== undefined ? component.autoscale.max : (tierSize(component) ?? 1);
  const active = 'mode' in component && component.mode === 'active-passive' ? 1 : most;
  return { instances: active, shards: 1, copies: 1, regions: 1 };
}

/** A cache inside the instances of its callers is as many caches as those are; each is filled by its own instance. */
export function fleetAt(model: DesignModel, component: Component, { arrivals }: Demand): Fleet {
  if (!livesInside(component)) return fleetOf(component);
  const holders = holdersOf(model.components, arrivals.get(component.id) ?? []);
  return insideOf(holders.reduce((sum, each) => sum + fleetOf(each).instances, 0));
}

const insideOf = (holders: number): Fleet => ({ instances: Math.max(1, holders), shards: Math.max(1, holders), copies: 1, regions: 1 });

/** What is left of it without a zone: those in the instances that are left. */
function fleetWithout(model: DesignModel, component: Component, demand: Demand, zone: ZoneId): Fleet | undefined {
  if (!livesInside(component)) return without(component, zone);
  const holders = holdersOf(model.components, demand.arrivals.get(component.id) ?? []);
  if (holders.every(({ zones }) => !zones.includes(zone))) return undefined;
  const left = holders.map((each) => (each.zones.includes(zone) ? without(each, zone) : fleetOf(each))?.instances ?? 0);
  const instances = left.reduce((sum, each) => sum + each, 0);
  return instances === 0 ? undefined : insideOf(instances);
}

/** What is left without a zone; undefined where nothing is, or nothing was there: no question of capacity. */
function without(component: Component, zone: ZoneId): Fleet | undefined {
  const { sets, zones, instances } = place(component);
  if (!zones.includes(zone)) return undefined;
  const fleet = fleetOf(component);
  const lost = (places: readonly { readonly zone: ZoneId | undefined; readonly count: number }[]): number =>
    places.find((each) => each.zone === zone)?.count ?? 0;
  if (holdings(component) === undefined) {
    const left = Math.floor(fleet.instances * (1 - lost(sets[0]![0]!.places) / instances));
    return left <= 0 || ('mode' in component && component.mode === 'active-passive') ? undefined : { ...fleet, instances: left };
  }
  const region = sets.length > 1 ? sets[component.regions.indexOf(regionOf(zone))] : sets[0];
  const copies = Math.min(...(region ?? []).map((kind) => kind.copies - lost(kind.places)));
  return copies <= 0 || !Number.isFinite(copies) ? undefined : { ...fleet, copies };
}

function saturations(
  model: DesignModel,
  load: (component: Component) => Load,
  fleet: (component: Component) => Fleet | undefined,
  ids: Iterable<ComponentId> = model.components.keys(),
): ReadonlyMap<ComponentId, number> {
  const found = new Map<ComponentId, number>();
  for (const id of ids) {
    const component = model.components.get(id);
    const left = component === undefined || component.is === 'client' ? undefined : fleet(component);
    if (component === undefined || left === undefined) continue;
    const { arrivals, aside } = load(component);
    const full = fullest(usageOf(component, arrivals, left, aside));
    if (full !== undefined) found.set(component.id, full.value);
  }
  return found;
}

const USES: readonly UsageName[] = ['work', 'slots', 'connections', 'partitions', 'hottest', 'bandwidth', 'quota'];

function fullest(usage: Usage): { readonly name: UsageName; readonly value: number } | undefined {
  let found: { readonly name: UsageName; readonly value: number } | undefined;
  for (const name of USES) {
    const value = usage[name];
    if (value !== undefined && (found === undefined || value > found.value)) found = { name, value };
  }
  return found;
}

function componentCapacity(component: Component, fleet: Fleet, peak: Load, mean: Load): Omit<ComponentCapacity, 'heldUp'> {
  const use = ({ arrivals, aside }: Load): Usage => usageOf(component, arrivals, fleet, aside);
  const usage = use(peak);
  const full = fullest(usage);
  const total = rateOn(peak.arrivals);
  const byFlow = new Map<FlowId, number>();
  for (const { flow, rate } of peak.arrivals) byFlow.set(flow, (byFlow.get(flow) ?? 0) + rate / total);
  const own = use({ ...peak, arrivals: peak.arrivals.map((each) => ({ ...each, waits: 0 })) }).slots;
  return {
    demand: { mean: rateOn(mean.arrivals), peak: total },
    repeated: total === 0 ? 0 : peak.arrivals.reduce((sum, each) => sum + each.rate * each.repeated, 0) / total,
    byFlow,
    utilisation: usage.work ?? null,
    held: usage.slots === undefined || own === undefined ? null : usage.slots - own,
    saturation: full?.value ?? null,
    meanSaturation: fullest(use(mean))?.value ?? null,
    limit: full?.name ?? null,
    headroom: full === undefined || full.value === 0 ? null : 1 / full.value,
    limited: limitedOf(component, rateOn(mean.arrivals), total),
    waiting: waitingOf(component, usage),
    instances: fleet.instances,
    deferred: peak.arrivals.length > 0 && peak.arrivals.every(({ buffered, batch }) => buffered || batch),
    certain: full === undefined ? null : { mean: certainly(component, mean, fleet), peak: certainly(component, peak, fleet) },
    byCopy: byCopy(component, peak, fleet),
    copied: 'shards' in component ? { mean: copied(component, mean, fleet), peak: copied(component, peak, fleet) } : null,
    carries: peak.arrivals.reduce((sum, each) => sum + each.rate * peak.aside.carried(each), peak.aside.sent),
    bandwidth: usage.bandwidth ?? null,
    connections: usage.connections ?? null,
    pooled: peak.aside.pooled,
    hottest: hottestOf(peak.arrivals, fleet),
  };
}

function limitedOf(component: Component, mean: number, peak: number): ComponentCapacity['limited'] {
  const use = ownLimitUse(component, peak);
  return use === null ? null : { mean: ownLimitUse(component, mean) ?? 0, peak: use };
}

const rateOn = (arrivals: readonly Arrival[]): number => arrivals.reduce((sum, { rate }) => sum + rate, 0);

/** Share of its most skewed data's requests that the busiest shard gets, at least. */
const hottestOf = (arrivals: readonly Arrival[], { shards }: Fleet): number | null =>
  shards <= 1 ? null : 1 / shards + Math.max(0, ...arrivals.map(({ spread }) => spread?.surplus ?? 0));

/** Fullest of own work and slots at the leader and at a follower, where a store has both. */
function byCopy(component: Component, { arrivals, aside }: Load, fleet: Fleet): ComponentCapacity['byCopy'] {
  if (component.is !== 'database' || fleet.copies < 2 || component.replicaOf !== undefined) return null;
  if (component.replication.mode !== 'single-leader' && component.replication.mode !== 'chain') return null;
  const at = (side: 'leader' | 'follower') => {
    const { work, slots } = usageOf(component, arrivals, { ...fleet, side }, aside);
    return work === undefined && slots === undefined ? null : Math.max(work ?? 0, slots ?? 0);
  };
  const [leader, follower] = [at('leader'), at('follower')];
  return leader === null || follower === null ? null : { leader, follower };
}

function copied(component: Component, { arrivals, aside }: Load, fleet: Fleet): number {
  const { work, slots } = usageOf(component, arrivals, { ...fleet, copies: Number.MAX_SAFE_INTEGER }, aside);
  return Math.max(work ?? 0, slots ?? 0);
}

function certainly(component: Component, { arrivals, aside }: Load, fleet: Fleet): number {
  if (component.written.has('time')) return fullest(usageOf(component, arrivals, fleet, aside))?.value ?? 0;
  const free = 'time' in component ? { ...component, time: { shape: 'constant', mean: Seconds(0) } as const } : component;
  return fullest(usageOf(free as Component, arrivals, fleet, aside))?.value ?? 0;
}

/** Waiting at the busiest instance, whose arrivals are taken as Poisson. */
function waitingOf(component: Component, usage: Usage): number | null {
  const width = servers(component);
  const time = 'time' in component ? component.time : undefined;
  if (usage.work === undefined || width === undefined || time === undefined || usage.work >= 1 || width > MOST_SERVERS) return null;
  const variation = squaredCv(time);
  if (usage.work === 0 || time.mean === 0) return 0;
  return Number.isFinite(variation) ? allenCunneen((usage.work * width) / time.mean, time.mean, width, 1, variation) : null;
}
