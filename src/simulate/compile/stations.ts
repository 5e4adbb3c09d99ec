import { UNLIMITED } from '../kernel/instructions.js';
import type { Instances, Stations } from '../kernel/program.js';
import { WHEN_FULL } from '../kernel/when-full.js';
import { clientPlace, insidePlace, nearbyPlace, type Places } from './places.js';
import { livesInside, type StationSpec } from './station-spec.js';

type Instance = { readonly of: number; readonly place: number; readonly region: number };

const WHEN_FULL_OF = {
  refuse: WHEN_FULL.refuse,
  wait: WHEN_FULL.wait,
  'drop-oldest': WHEN_FULL.dropOldest,
  'drop-newest': WHEN_FULL.dropNewest,
} as const;

const capped = (value: number): number => Math.min(value, UNLIMITED);

/** Stands every component's instances in their zones and writes them down as arrays. */
export function compileStations(specs: readonly StationSpec[], places: Places): { stations: Stations; instances: Instances } {
  const instances: Instance[] = [];
  const first: number[] = [];
  const home: number[] = [];
  const firstLeader: number[] = [];
  let leaders = 0;
  specs.forEach((spec, of) => {
    first.push(instances.length);
    const sets = stand(spec, of, places, instances);
    for (let region = 0; region < places.regions.length; region++)
      home.push(sets.get(nearest(places, [...sets.keys()], region)) ?? first[of]!);
    firstLeader.push(leaders);
    leaders += spec.layout === 'store' ? sets.size * spec.shards : 1;
  });
  const lists = regionLists(specs, instances, first, places.regions.length);
  const ints = (of: (spec: StationSpec) => number) => Int32Array.from(specs, (spec) => capped(of(spec)));
  const stations: Stations = {
    ids: specs.map((spec) => spec.component.id),
    first: Int32Array.from(first),
    count: Int32Array.from(specs, (_, i) => (first[i + 1] ?? instances.length) - first[i]!),
    most: Int32Array.from(specs, ({ scale }, i) => scale?.max ?? (first[i + 1] ?? instances.length) - first[i]!),
    slots: ints((spec) => spec.slots),
    cores: ints((spec) => (spec.cores >= spec.slots ? Infinity : spec.cores)),
    finite: Uint8Array.from(specs, (spec) => (Number.isFinite(spec.slots) || Number.isFinite(spec.cores) ? 1 : 0)),
    connections: ints((spec) => spec.connections),
    coldStart: Float64Array.from(specs, (spec) => spec.coldStart),
    line: ints((spec) => spec.line),
    shared: new Uint8Array(specs.length),
    parallel: new Int32Array(specs.length).fill(UNLIMITED),
    evenly: new Float64Array(specs.length).fill(Infinity),
    bound: ints((spec) => spec.bound),
    whenFull: Uint8Array.from(specs, ({ component }) => ('whenFull' in component ? WHEN_FULL_OF[component.whenFull ?? 'refuse'] : 0)),
    shards: ints((spec) => spec.shards),
    copies: ints((spec) => spec.copies),
    firstLeader: Int32Array.from(firstLeader),
    leaders,
    failover: Float64Array.from(specs, (spec) => spec.failover),
    stretch: Float64Array.from(specs, (spec) => spec.stretch),
    home: Int32Array.from(home),
    ...lists,
  };
  return {
    stations,
    instances: {
      count: instances.length,
      of: Int32Array.from(instances, (each) => each.of),
      zone: Int32Array.from(instances, (each) => each.place),
      region: Int32Array.from(instances, (each) => each.region),
      weight: new Float64Array(instances.length).fill(1),
    },
  };
}

/** Of these regions the one with the shortest way from `region`; the first of equals. */
function nearest({ count, roundTrip, regions, regionOf }: Places, among: readonly number[], region: number): number {
  if (among.includes(region)) return region;
  const way = (other: number) => roundTrip[(regionOf.length + region) * count + regionOf.length + regions.length + other]!;
  return among.reduce((best, each) => (way(each) < way(best) ? each : best), among[0] ?? region);
}

/** Adds the instances of one component; answers where the set of each region begins. */
function stand(spec: StationSpec, of: number, places: Places, out: Instance[]): Map<number, number> {
  const sets = new Map<number, number>();
  if (spec.layout === 'place') {
    const placeIn = spec.component.is === 'client' ? clientPlace : nearbyPlace;
    for (let region = 0; region < places.regions.length; region++) {
      sets.set(region, out.length);
      out.push({ of, place: placeIn(places, region), region });
    }
    return sets;
  }
  const zones = spec.component.zones.map((zone) => Math.max(0, places.zones.indexOf(zone)));
  if (zones.length === 0) zones.push(0);
  if (spec.layout !== 'store') {
    // An autoscaler finds room for all that it may start in the zones that are left.
    const rows = spec.scale === undefined ? spec.instances : spec.scale.max * zones.length;
    for (let i = 0; i < Math.max(1, rows); i++) {
      const place = zones[i % zones.length]!;
      const region = places.regionOf[place]!;
      if (!sets.has(region)) sets.set(region, out.length);
      out.push({ of, place, region });
    }
    return sets;
  }
  for (const region of new Set(zones.map((zone) => places.regionOf[zone]!))) {
    const own = zones.filter((zone) => places.regionOf[zone] === region);
    sets.set(region, out.length);
    for (let shard = 0; shard < spec.shards; shard++)
      for (let copy = 0; copy < spec.copies; copy++) {
        const place = livesInside(spec.component) ? insidePlace(places, region) : own[(shard + copy) % own.length]!;
        out.push({ of, place, region });
      }
  }
  return sets;
}

/** For each component and region the instances in it, and for every region the list of all of them. */
function regionLists(specs: readonly StationSpec[], instances: readonly Instance[], first: readonly number[], regions: number) {
  const list: number[] = [];
  const listFrom: number[] = [];
  const listTo: number[] = [];
  specs.forEach((_, of) => {
    const from = first[of]!;
    const to = first[of + 1] ?? instances.length;
    for (let region = 0; region <= regions; region++) {
      const start = list.length;
      for (let i = from; i < to; i++) if (region === regions || instances[i]!.region === region) list.push(i);
      if (list.length === start) for (let i = from; i < to; i++) list.push(i);
      listFrom.push(start);
      listTo.push(list.length);
    }
  });
  return { list: Int32Array.from(list), listFrom: Int32Array.from(listFrom), listTo: Int32Array.from(listTo) };
}
