import type { Cache, Component, Database } from '#model/component.js';
import type { Arrival } from './demand.js';
import { meanTime } from './demand.js';

/** What the busiest instance of a component has to do, in instances' worth of each of its limits. 1 is full. */
export type Usage = {
  /** Own work against cores or slots, whichever runs out first; undefined: no limit, or the service time is not known. */
  readonly work: number | undefined;
  /** Slots taken by own work and by waiting on others. */
  readonly slots: number | undefined;
  readonly connections: number | undefined;
  /** Messages in hand against the partitions they come from: one at a time from each. */
  readonly partitions: number | undefined;
  /** The same of the fullest partition, where popular keys make one fuller than the others. */
  readonly hottest: number | undefined;
  /** Bytes that its calls carry against what its network card does. */
  readonly bandwidth: number | undefined;
  /** Against what somebody else lets through. */
  readonly quota: number | undefined;
};

export type UsageName = keyof Usage;

/** Instances that serve: all, or fewer after a loss. `copies` are those left of each shard, in each of `regions`. */
export type Fleet = {
  readonly instances: number;
  readonly shards: number;
  readonly copies: number;
  readonly regions: number;
  /** Which copies of a store with a leader are asked about; undefined: the busiest. */
  readonly side?: 'leader' | 'follower';
};

/** Attributes that some kinds have. */
type Limits = {
  readonly cores?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly connections?: number | undefined;
  readonly bandwidth?: number | undefined;
};

/** What else loads it than visits: bytes of one visit, bytes a second of the calls it makes, connections that its callers keep to an instance or that it passes on. */
export type Aside = {
  readonly carried: (arrival: Arrival) => number;
  readonly sent: number;
  readonly pooled: number;
  /** Connections that it keeps open for those behind it, on all of its instances. */
  readonly passed: number;
};
const NOTHING_ELSE: Aside = { carried: () => 0, sent: 0, pooled: 0, passed: 0 };
const limitsOf = (component: Component): Limits => component as Limits;

/** Requests an instance can work on at one moment; undefined when nothing bounds it. */
export function servers(component: Component): number | undefined {
  const { cores, concurrency } = limitsOf(component);
  if (cores === undefined) return concurrency;
  return concurrency === undefined ? cores : Math.min(cores, concurrency);
}

/** How much of the busiest instance the arrivals take up. */
export function usageOf(component: Component, arrivals: readonly Arrival[], fleet: Fleet, aside: Aside = NOTHING_ELSE): Usage {
  const visits = arrivals.map((each) => (each.together === 1 ? each : { ...each, rate: each.rate / each.together }));
  const known = arrivals.every(({ call }) => meanTime(component, call) !== undefined);
  const own = (each: Arrival): number => meanTime(component, each.call) ?? 0;
  const { concurrency, connections, bandwidth } = limitsOf(component);
  const width = servers(component);
  const share = (first: (each: Arrival) => number, room: number, copy = first, of: readonly Arrival[] = visits): number =>
    busiest(component, of, fleet, { first, copy }) / room;
  const held = arrivals.filter(({ call }) => call?.hold !== undefined);
  return {
    work: known && width !== undefined ? share(own, width) : undefined,
    slots: known && concurrency !== undefined ? share((each) => own(each) + each.waits, concurrency, own) : undefined,
    connections:
      connections !== undefined && (held.length > 0 || aside.pooled > 0 || aside.passed > 0)
        ? share(
            ({ call }) => call?.hold ?? 0,
            connections,
            () => 0,
          ) +
          (aside.pooled + aside.passed / fleet.instances) / connections
        : undefined,
    partitions: known ? partitionsUsed(visits, (each) => own(each) + each.waits) : undefined,
    hottest: known ? hottestPartition(visits, fleet.instances, concurrency ?? Infinity, (each) => own(each) + each.waits) : undefined,
    bandwidth:
      bandwidth === undefined
        ? undefined
        : share(aside.carried, bandwidth, aside.carried, arrivals) + aside.sent / fleet.instances / bandwidth,
    quota: quotaOf(component, visits),
  };
}

/** However many workers there are, each partition of a stream hands out one message after the other. */
function partitionsUsed(arrivals: readonly Arrival[], held: (each: Arrival) => number): number | undefined {
  const streams = new Map(arrivals.map(({ call, partitions }) => [call?.from, partitions]));
  const partitions = [...streams.values()].reduce<number>((sum, each) => sum + (each ?? Number.NaN), 0);
  return partitions > 0 ? arrivals.reduce((sum, each) => sum + each.rate * held(each), 0) / partitions : undefined;
}

/** A key keeps to one partition, and a partition to one instance: no other one helps either of them out. */
function hottestPartition(
  arrivals: readonly Arrival[],
  instances: number,
  slots: number,
  held: (each: Arrival) => number,
): number | undefined {
  const skewed = arrivals.filter(({ hottest, partitions }) => hottest !== undefined && partitions !== undefined);
  if (skewed.length === 0) return undefined;
  const streams = new Set(skewed.map(({ call }) => call?.from));
  return Math.max(
    ...[...streams].map((stream) => {
      const own = skewed.filter(({ call }) => call?.from === stream);
      const { hottest, partitions } = own[0]!;
      const busy = own.reduce((sum, each) => sum + each.rate * held(each), 0);
      return busy * Math.max(hottest!(partitions!), hottest!(Math.min(instances, partitions!)) / slots);
    }),
  );
}

function quotaOf(component: Component, arrivals: readonly Arrival[]): number | undefined {
  if (component.is !== 'external' || component.rateLimit === undefined || component.rateLimit <= 0) return undefined;
  return arrivals.reduce((sum, { rate }) => sum + rate, 0) / component.rateLimit;
}

/** Seconds, bytes or connections of a visit: at the instance that takes the call, and at each copy that applies it. */
type Cost = { readonly first: (each: Arrival) => number; readonly copy: (each: Arrival) => number };

/** Cost a second at the busiest instance, its calls spread as the component spreads them. */
function busiest(component: Component, arrivals: readonly Arrival[], fleet: Fleet, cost: Cost): number {
  if (component.is !== 'database' && component.is !== 'cache')
    return arrivals.reduce((sum, each) => sum + each.rate * atOne(component, each, fleet, cost), 0);
  const times = (factor: (each: Arrival) => number): Cost => ({
    first: (each) => each.rate * cost.first(each) * factor(each),
    copy: (each) => each.rate * cost.copy(each) * factor(each),
  });
  const even =
    onShard(
      component,
      arrivals,
      fleet,
      times(({ spread }) => spread?.visits ?? 1),
    ) / fleet.shards;
  const skewed = new Set(arrivals.flatMap(({ spread }) => (spread !== undefined && spread.surplus > 0 ? [spread.data] : [])));
  // Two data items have their most popular keys in different shards: the worse of them counts.
  const surplus = [...skewed].map((data) => {
    const own = arrivals.filter(({ spread }) => spread?.data === data);
    return onShard(
      component,
      own,
      fleet,
      times(({ spread }) => spread?.surplus ?? 0),
    );
  });
  return even + Math.max(0, ...surplus);
}

const writes = ({ call }: Arrival): boolean => call?.operation !== undefined && call.operation.kind !== 'read';

/** What one instance of many gets of a call: its share, or all of the work where every copy applies it. */
function atOne({ is }: Component, each: Arrival, { instances }: Fleet, { first, copy }: Cost): number {
  const agreed = is === 'lock-service' || is === 'coordinator' || is === 'registry';
  if (!agreed && !(is === 'file-system' && writes(each))) return first(each) / instances;
  return copy(each) + (first(each) - copy(each)) / instances;
}

/** What the busiest copy of a shard gets of `asked`, a cost a second of each arrival. */
function onShard(component: Database | Cache, arrivals: readonly Arrival[], fleet: Fleet, asked: Cost): number {
  if (component.is === 'database') return busiestCopy(component, arrivals, fleet, asked);
  const { copies, regions } = fleet;
  // A cache's copies share its reads; a write goes to each of them. Regions have caches of their own.
  const each = (one: Arrival): number =>
    writes(one) ? asked.copy(one) + (asked.first(one) - asked.copy(one)) / copies : asked.first(one) / copies;
  return arrivals.reduce((sum, one) => sum + each(one), 0) / regions;
}

/**
 * Every copy applies every write; the leader, or the copy that took it, also waits for those that must have it before it answers. A
 * leaderless read loads R copies; where there is a leader, it also answers the reads that do not say they may go elsewhere. Regions
 * share the reads, and each of them gets every write.
 */
function busiestCopy(store: Database, arrivals: readonly Arrival[], fleet: Fleet, cost: Cost): number {
  const { mode, read } = store.replication;
  const led = mode === 'single-leader' || mode === 'chain';
  const load = { write: 0, leader: 0, any: 0, replica: 0, tail: 0 };
  for (const each of arrivals) {
    const target = each.call?.target;
    if (writes(each)) {
      load.write += cost.copy(each);
      // Side by side nobody waits in the place of another.
      if (mode !== 'leaderless') load[led && store.replicaOf === undefined ? 'leader' : 'any'] += cost.first(each) - cost.copy(each);
      continue;
    }
    const spread = !led || store.replicaOf !== undefined;
    const majority = Math.floor(store.copies / 2) + 1;
    const kind =
      target === 'replica' && fleet.copies > 1
        ? 'replica'
        : spread || target === 'any' || target === 'quorum'
          ? 'any'
          : mode === 'chain' && target === undefined
            ? 'tail'
            : 'leader';
    const asked =
      target === 'quorum'
        ? Math.max(read ?? 1, majority)
        : mode === 'leaderless' && target !== 'any' && target !== 'replica'
          ? (read ?? majority)
          : 1;
    const weight = kind === 'any' || kind === 'replica' ? Math.min(asked, fleet.copies) : 1;
    load[kind] += cost.first(each) * weight;
  }
  const shared = load.write + load.any / fleet.copies / fleet.regions;
  // The end of a chain answers the reads: it is where a write has passed all others.
  const follower = shared + load.tail + load.replica / fleet.regions / (led ? Math.max(1, fleet.copies - 1) : fleet.copies);
  if (fleet.side === 'follower') return follower;
  return fleet.side === 'leader' ? shared + load.leader : Math.max(shared + load.leader, follower);
}
