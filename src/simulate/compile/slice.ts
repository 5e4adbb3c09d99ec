import { reachOf } from '../plan/scaling.js';
import { slicedLimit } from './limits.js';
import type { Crowd } from './scattered.js';
import type { StationSpec } from './station-spec.js';

/** Capacity of a slice may be off by a share that depends on how much it is used; what does next to nothing may have more. */
const TOLERANCE: readonly (readonly [demand: number, share: number])[] = [
  [0.2, 0.25],
  [0.5, 0.12],
  [Infinity, 0.05],
];
/** Fewer slots than this make a line of another kind, where it is used: instances are taken away, not slots. */
const FEW_SLOTS = 16;
const SPARED = 0.4;
/** An autoscaler with fewer instances than this takes too large steps. */
const FEW_INSTANCES = 4;
const IDLE = 0.1;
/** Partitions of a slice may be off by this share where they hold their consumers up. */
const LANES_OFF = 0.12;

export type SliceNeeds = {
  /** Demand over capacity by component. */
  readonly demand: readonly (number | undefined)[];
  /** By component with an autoscaler: instances that are busy. */
  readonly busy?: readonly (number | undefined)[];
  /** Whether autoscalers have anything to follow: then a handful of instances is too few to take away and add one. */
  readonly following?: boolean;
  /** Whether something happens to a zone: then each has its share of what is left. */
  readonly zonal?: boolean;
  /** Components that some answer waits for, and those whose pace is seen by somebody else. */
  readonly waitedFor: ReadonlySet<number>;
  readonly hurried?: ReadonlySet<number>;
  /** By component: how long a slot is held for each second of own work. */
  readonly heldOverWork?: readonly number[];
  /** By component: messages that it may have in hand at once, for their order; `Infinity`: any number. */
  readonly lanes?: readonly number[];
  /** Components all of whose instances must stay, because one of them will fail. */
  readonly whole: ReadonlySet<string>;
  /** Visits that one call makes to several shards at once, by component. */
  readonly crowds?: ReadonlyMap<string, Crowd>;
  /** Queues and streams whose order holds their consumers up: all keys alike (`count`), so that fewer partitions do, or not (`keys`). */
  readonly ordered?: ReadonlyMap<number, 'count' | 'keys'> | undefined;
};

/**
 * A slice of a design: one k-th of its load on one k-th of its capacity, so that a large system can be followed for minutes. Fewer
 * instances and shards, spread over as many zones as before; what cannot be divided that way gets fewer slots. Lines in front of
 * fewer slots are a little longer than in the whole: a slice errs on the careful side. What no answer waits for and cannot be
 * divided (a handful of consumers) keeps its slots and works more slowly instead.
 *
 * `undefined` when no such slice exists.
 */
export function sliceSpecs(specs: readonly StationSpec[], k: number, about: SliceNeeds): StationSpec[] | undefined {
  const sliced: StationSpec[] = [];
  for (const [i, design] of specs.entries()) {
    const used = usedOf(design, about, i);
    const spec = atRest(design, about, i);
    const one = sliceOne(spec, k, about);
    const ordered = about.ordered?.get(i);
    if (ordered === 'keys' || (ordered === 'count' && Math.abs(one.partitions * k - spec.partitions) > LANES_OFF * spec.partitions))
      return undefined;
    const within = tolerance(used);
    const fits = Math.abs(capacity(one) * k - capacity(spec)) <= within * capacity(spec) && scalesAlike(spec, one, k, about, i, within);
    const alike = one.slots === spec.slots || one.slots >= FEW_SLOTS || used < SPARED;
    const idle = used < IDLE && capacity(one) * k > capacity(spec);
    if (crowded(spec, one, about.crowds?.get(design.component.id))) return undefined;
    if (!Number.isFinite(capacity(spec)) || (fits && alike) || idle) sliced.push(one);
    else {
      const slower = slowed(spec, { ...one, slots: spec.slots, cores: spec.cores }, k, about, i);
      if (slower === undefined) return undefined;
      sliced.push(slower);
    }
  }
  return sliced;
}

/** Whether visits that are side by side on the shards of the whole would wait for each other on those of a slice, and somebody would see it. */
function crowded(spec: StationSpec, one: StationSpec, crowd: Crowd | undefined): boolean {
  if (crowd === undefined || one.shards >= spec.shards) return false;
  const rounds = crowd.visits / one.shards / one.slots;
  return rounds > 1 && (rounds - 1) * crowd.seconds > SEEN * crowd.answer;
}
const SEEN = 0.03;

/**
 * The same slots, each held for longer: what they wait for takes no longer in a slice, so that own work has to take the time of both.
 * Where slots are what is full first, cores bind nobody. `undefined` where somebody would see it, or where there is nothing to stretch.
 */
function slowed(spec: StationSpec, whole: StationSpec, k: number, about: SliceNeeds, i: number): StationSpec | undefined {
  if (about.waitedFor.has(i) || about.hurried?.has(i) === true || spec.scale !== undefined) return undefined;
  const held = about.heldOverWork?.[i] ?? 1;
  const lanes = about.lanes?.[i] ?? Infinity;
  const bySlots = held / spec.slots > 1 / spec.cores;
  const width = (of: StationSpec) => units(of) * (bySlots ? of.slots : each(of));
  const stretch = (Math.min(width(whole), Math.max(1, Math.round(lanes / k))) * k) / Math.min(width(spec), lanes);
  if (!(stretch >= 1) || !Number.isFinite(held)) return undefined;
  return bySlots ? { ...whole, cores: Infinity, stretch: stretch + (stretch - 1) * (held - 1) } : { ...whole, stretch };
}

/** Where nothing changes, an autoscaler keeps the number that it has come to. */
function atRest(spec: StationSpec, { busy, following }: SliceNeeds, i: number): StationSpec {
  if (spec.scale === undefined || busy?.[i] === undefined || following === true) return spec;
  const instances = reachOf(spec.scale, busy[i]);
  return { ...spec, instances, scale: { ...spec.scale, min: instances, max: instances } };
}

/** Demand over capacity; of what an autoscaler chooses, over what it comes to. */
const usedOf = ({ scale }: StationSpec, { demand, busy }: SliceNeeds, i: number): number =>
  Math.max(demand[i] ?? 0, scale === undefined ? 0 : (busy?.[i] ?? 0) / reachOf(scale, busy?.[i] ?? 0));

const tolerance = (demand: number): number => TOLERANCE.find(([most]) => demand < most)![1];
const units = (spec: StationSpec): number => (spec.layout === 'store' ? spec.shards : spec.layout === 'tier' ? spec.instances : 1);
const each = (spec: StationSpec): number => Math.min(spec.cores, spec.slots);
const capacity = (spec: StationSpec): number => units(spec) * each(spec);

/** Whether the autoscaler of a slice comes to about as much capacity: of few instances it has to take whole ones. */
function scalesAlike(spec: StationSpec, one: StationSpec, k: number, about: SliceNeeds, i: number, within: number): boolean {
  const busy = about.busy?.[i];
  if (spec.scale === undefined || one.scale === undefined || busy === undefined) return true;
  const reach = reachOf(spec.scale, busy);
  const whole = reach * each(spec);
  const reached = reachOf(one.scale, (busy * each(spec)) / k / each(one));
  const part = reached * each(one);
  const enough = about.following !== true || reached >= Math.min(reach, FEW_INSTANCES);
  return enough && Math.abs(part * k - whole) <= within * whole;
}

function sliceOne(spec: StationSpec, k: number, { whole, following, zonal }: SliceNeeds): StationSpec {
  const had = units(spec);
  const zones = zonesOf(spec);
  // One of few zones takes more of a slice with it than of the whole.
  const uneven = zonal === true && zones > 1 && had < zones;
  const step = zonal === true ? zones : spec.layout === 'store' && following !== true ? 1 : had % zones === 0 ? zones : 1;
  const all = uneven || whole.has(spec.component.id);
  const count = all ? had : fewer(had, k, step, spec.layout === 'store' ? 1 : spec.component.regions.length);
  const share = had / count / k;
  const scaled = (value: number) => (Number.isFinite(value) ? Math.max(1, Math.round(value * share)) : value);
  return {
    ...spec,
    ...(spec.layout === 'store' ? { shards: count } : { instances: spec.layout === 'tier' ? count : spec.instances }),
    slots: scaled(spec.slots),
    cores: Math.min(scaled(spec.cores), scaled(spec.slots)),
    connections: scaled(spec.connections),
    pool: scaled(spec.pool),
    limit: slicedLimit(spec.limit, k, share),
    scale: spec.scale && {
      ...spec.scale,
      max: count,
      min: Math.max(1, Math.min(count, Math.round((spec.scale.min * count) / had))),
      worth: share,
    },
    population: spec.population === 0 ? 0 : Math.max(1, Math.round(spec.population / k)),
    line: Number.isFinite(spec.line) ? Math.round(spec.line * share) : spec.line,
    bound: Number.isFinite(spec.bound) ? Math.max(1, Math.round(spec.bound / k)) : spec.bound,
    partitions: Number.isFinite(spec.partitions) ? Math.max(1, Math.round(spec.partitions / k)) : spec.partitions,
  };
}

/** Zones that one set of instances is spread over: what holds data has a set in each region. */
function zonesOf({ component, layout }: StationSpec): number {
  const regions = new Set(component.zones.map((zone) => zone.slice(0, zone.indexOf('/')))).size;
  return layout === 'store' && regions > 1 ? component.zones.length / regions : component.zones.length;
}

/** About one k-th of `count`, in steps of as many as there are zones where they are to be even, or at least one in each region. */
function fewer(count: number, k: number, step: number, regions: number): number {
  return Math.min(count, Math.max(step, regions, step * Math.round(count / k / step)));
}

/** Candidates are tried in steps of this share: near enough, and few even where k is large. */
const STEP = 0.02;

/** A slice of about one `k`-th that exists, as its k, or the smallest one found that is larger; 1: the whole. */
export function findSlice(specs: readonly StationSpec[], k: number, about: SliceNeeds): number {
  const wanted = Math.ceil(k);
  for (let tried = wanted; tried <= 1.5 * wanted + 1; tried = Math.max(tried + 1, Math.ceil(tried * (1 + STEP)))) {
    if (sliceSpecs(specs, tried, about)) return tried;
  }
  for (let tried = wanted - 1; tried > 1; tried = Math.min(tried - 1, Math.floor(tried * (1 - STEP)))) {
    if (sliceSpecs(specs, tried, about)) return tried;
  }
  return 1;
}
