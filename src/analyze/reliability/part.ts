import type { Component } from '#model/component.js';
import type { ZoneId } from '#model/ids.js';
import { livesInside } from '../inside.js';
import type { Access } from './access.js';
import { atLeast, everyKeyUp, everyKeyUpAcross } from './binomial.js';
import { type Place, type Placement, place, type ShardClass, switchTime } from './placement.js';

/** What is assumed to be up when the states of a part are weighed. */
export type World = {
  readonly zoneUp: (zone: ZoneId) => boolean;
  /** Nothing fails but what is named: instances are perfect and no switch is under way. */
  readonly calm: boolean;
  /** Components that have lost something, each once. */
  readonly lost?: readonly Loss[] | undefined;
};

/** One instance, two of the same shard, all of those in some zones, or all. */
export type Loss = { readonly component: string; readonly what: 'one' | 'two' | 'all' | ReadonlySet<ZoneId> };

const lossOf = (part: Part, world: World): Loss['what'] | undefined =>
  world.lost?.find(({ component }) => component === part.component.id)?.what;

const singly = (what: Loss['what'] | undefined): number => (what === 'one' ? 1 : what === 'two' ? 2 : 0);

/**
 * The random states of one component as a flow sees them: of the shard that holds the request's key, whether its leader is up
 * and how many of the thresholds its live copies pass; of the other shards, how many of the key counts find all they need.
 */
export type Part = {
  readonly component: Component;
  readonly placement: Placement;
  /** Rising numbers of live copies that some call needs. */
  readonly thresholds: readonly number[];
  /** Rising numbers of keys, above one, that some call asks for. */
  readonly keys: readonly number[];
  /** Live copies each shard must have for the calls with several keys: the most that any asks. */
  readonly manyNeed: number;
  readonly tracksLeader: boolean;
  /** Probability that a stand-in is just taking over; undefined when no call minds or its figures are not known. */
  readonly switching: number | undefined;
  readonly availability: number;
  /** Shares of the requests that only one region each can serve, in the order of the sets; undefined: any region serves. */
  readonly homes: readonly number[] | undefined;
};

/** What a part needs to know of the design around it: how often a zone fails a second, and the share of the users in each region. */
export type Surroundings = {
  readonly zoneFailureRate: (zone: ZoneId) => number;
  readonly usersIn: (region: string) => number | undefined;
};

/** Users are not ours to keep up, and what lives inside an instance of its caller is up as long as that is. */
export const failsByItself = (component: Component): boolean => component.is !== 'client' && !livesInside(component);

export function partOf(component: Component, accesses: readonly Access[], around: Surroundings): Part {
  const rising = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);
  const many = accesses.filter((access) => access.keys > 1);
  const placement = place(component);
  const homes = placement.sets.length > 1 && accesses.some(({ home }) => home === true) ? homesOf(component, around.usersIn) : undefined;
  return {
    component,
    placement,
    thresholds: rising(accesses.map((access) => access.need)),
    keys: placement.shards > 1 || homes !== undefined ? rising(many.map((access) => access.keys)) : [],
    manyNeed: Math.max(1, ...many.map((access) => access.need)),
    tracksLeader: accesses.some((access) => access.leader),
    switching: accesses.some((access) => access.switching) ? switchingShare(component, placement, around.zoneFailureRate) : undefined,
    availability: component.availability ?? 1,
    homes,
  };
}

/** Where nobody says where the users are, they are spread evenly. Where some calls go home and some do not, all are taken to: a lower bound. */
function homesOf({ regions }: Component, usersIn: Surroundings['usersIn']): readonly number[] {
  const said = regions.map((region) => usersIn(region) ?? 0);
  const total = said.reduce((sum, each) => sum + each, 0);
  return regions.map((_, i) => (total > 0 ? said[i]! / total : 1 / regions.length));
}

/**
 * Share of time spent switching: how often the serving instance fails, by itself or with its zone, times how long a stand-in
 * takes. An instance of availability a and mean repair r fails (1 - a) / r times a second.
 */
function switchingShare(component: Component, placement: Placement, zoneFailureRate: (zone: ZoneId) => number): number | undefined {
  const time = switchTime(component);
  const { availability, repair } = component;
  if (time === undefined || availability === undefined || repair === undefined || repair <= 0) return undefined;
  const zones =
    placement.zones.length === 0 ? 0 : placement.zones.reduce((sum, zone) => sum + zoneFailureRate(zone), 0) / placement.zones.length;
  return Math.min(1, ((1 - availability) / repair + zones) * time);
}

/** Number of states of the source that {@link ownWeights} weighs. */
export const ownStates = (part: Part): number => (part.thresholds.length + 1) * (part.tracksLeader ? 2 : 1);

/** State number of the own shard: thresholds passed, doubled by whether the leader is up. */
export const passes = (part: Part, state: number, access: Access): boolean => {
  const passed = part.tracksLeader ? state >> 1 : state;
  if (access.leader && (state & 1) === 0) return false;
  return passed > part.thresholds.indexOf(access.need);
};

/** Number of the region in which something is lost: what is lost is lost where it is missed most. */
const busiestOf = ({ homes }: Part): number => (homes === undefined ? 0 : homes.indexOf(Math.max(...homes)));

/** Probabilities of the states of the request's own shard. */
export function ownWeights(part: Part, world: World): number[] {
  const busiest = busiestOf(part);
  const sets = part.placement.sets.map((set, i) => setWeights(part, set, world, i === busiest));
  if (sets.length === 1) return sets[0]!;
  if (part.homes !== undefined) return sets[0]!.map((_, state) => sets.reduce((sum, set, i) => sum + part.homes![i]! * set[state]!, 0));
  // The best of the regions serves: states are ordered by what they can do, so the maximum is taken over distributions.
  const below = sets.map((weights) => weights.map((_, i) => weights.slice(0, i + 1).reduce((sum, w) => sum + w, 0)));
  const joint = below[0]!.map((_, i) => below.reduce((product, cdf) => product * cdf[i]!, 1));
  return joint.map((value, i) => value - (joint[i - 1] ?? 0));
}

function setWeights(part: Part, set: readonly ShardClass[], world: World, first: boolean): number[] {
  const weights = new Array<number>(ownStates(part)).fill(0);
  const gone = first ? singly(lossOf(part, world)) : 0;
  for (const kind of set) {
    addShard(weights, part, live(part, kind, world), kind.share, world);
  }
  if (gone === 0) return weights;
  const shards = set.reduce((sum, kind) => sum + kind.shards, 0);
  const wounded = new Array<number>(weights.length).fill(0);
  const whole = new Array<number>(weights.length).fill(0);
  const weakest = live(part, set[weakestOf(part, set, world)]!, world);
  addShard(wounded, part, without(weakest, gone), 1, world);
  addShard(whole, part, weakest, 1, world);
  return weights.map((weight, i) => weight + (wounded[i]! - whole[i]!) / shards);
}

/** Number of the class whose shards have the fewest live copies: where one more is missed most. */
const weakestOf = (part: Part, set: readonly ShardClass[], world: World): number => {
  const counts = set.map((kind) => live(part, kind, world).count);
  return counts.indexOf(Math.min(...counts));
};

/** Instances in zones that are up; `leader` says whether the first one is among them. */
type Live = { readonly count: number; readonly leader: boolean };

function live(part: Part, kind: ShardClass, world: World): Live {
  const lost = lossOf(part, world);
  const stands = ({ zone }: Place): boolean =>
    lost !== 'all' && (zone === undefined || (world.zoneUp(zone) && !(lost instanceof Set && lost.has(zone))));
  const count = kind.places.reduce((sum, each) => sum + (stands(each) ? each.count : 0), 0);
  return { count, leader: kind.places[0] !== undefined && stands(kind.places[0]) };
}

const without = (alive: Live, gone: number): Live => ({ count: Math.max(0, alive.count - gone), leader: false });

function addShard(weights: number[], part: Part, alive: Live, share: number, world: World): void {
  const a = world.calm ? 1 : part.availability;
  const add = (leader: 0 | 1, probability: number, count: number, base: number): void => {
    const reach = part.thresholds.map((need) => atLeast(count, a, need - base));
    for (let passed = 0; passed <= reach.length; passed++) {
      const exactly = (passed === 0 ? 1 : reach[passed - 1]!) - (reach[passed] ?? 0);
      weights[part.tracksLeader ? passed * 2 + leader : passed]! += share * probability * exactly;
    }
  };
  if (part.tracksLeader && alive.leader) {
    add(1, a, alive.count - 1, 1);
    add(0, 1 - a, alive.count - 1, 0);
  } else add(0, 1, alive.count, 0);
}

/**
 * Probabilities that, given that the own shard serves, the other keys of each count do too; falling with the count. Where any region
 * serves, one serves all keys of a request; where each key has a home, they lie in the regions by the shares of the users.
 */
export function manyKeysUp(part: Part, world: World): number[] {
  const busiest = busiestOf(part);
  const sets = part.placement.sets.map((set, i) => keyGroups(part, set, world, i === busiest));
  const reach = (keys: number): number => {
    if (part.homes !== undefined && sets.length > 1)
      return everyKeyUpAcross(
        sets.map((groups, i) => ({ share: part.homes![i]!, groups })),
        keys,
      );
    const up = sets.map((groups) => everyKeyUp(groups, keys));
    if (up.length === 1) return up[0]!;
    return 1 - up.reduce((product, each) => product * (1 - each), 1);
  };
  const own = reach(1);
  return part.keys.map((keys) => (own === 0 ? 0 : Math.min(1, reach(keys) / own)));
}

/** Shards of one region by the probability that enough of their copies are up. */
function keyGroups(part: Part, set: readonly ShardClass[], world: World, first: boolean): { shards: number; up: number }[] {
  const a = world.calm ? 1 : part.availability;
  const gone = first ? singly(lossOf(part, world)) : 0;
  const weakest = weakestOf(part, set, world);
  return set.flatMap((kind, i) => {
    const alive = live(part, kind, world);
    const up = atLeast(alive.count, a, part.manyNeed);
    if (gone === 0 || i !== weakest) return [{ shards: kind.shards, up }];
    return [
      { shards: kind.shards - 1, up },
      { shards: 1, up: atLeast(without(alive, gone).count, a, part.manyNeed) },
    ];
  });
}
