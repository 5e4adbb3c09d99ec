import type { Fault } from '#model/design.js';
import { CAUSE, UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import type { World } from '../kernel/world.js';
import { countFailure } from '../stations/autoscale.js';
import { emptyPools } from '../stations/borrow.js';
import { STATE } from '../stations/fleet.js';
import { rebalance } from '../stations/rebalance.js';
import { comesBack, isReplaced, replace } from '../stations/replaced.js';
import { COUNT } from '../statistics/station-counts.js';
import { divide } from './partition.js';

type What = Fault['what'];

/** Instances that a failure takes down. What is somebody else's stands in no zone of ours. */
export function victims(program: Program, what: What): readonly number[] {
  const { stations, instances, zones, regions } = program;
  const all = Array.from({ length: instances.count }, (_, i) => i);
  const standing = all.filter((i) => instances.zone[i]! < zones.length);
  switch (what.kind) {
    case 'component':
      return all.filter((i) => stations.ids[instances.of[i]!] === what.component);
    case 'instance':
      return all.filter((i) => stations.ids[instances.of[i]!] === what.component).slice(0, what.instances);
    case 'zone':
      return standing.filter((i) => zones[instances.zone[i]!] === what.zone);
    case 'region':
      return standing.filter((i) => regions[instances.region[i]!] === what.region);
    default:
      return [];
  }
}

/** Caches that lose what they hold by a failure, of those that some step reads with a hit ratio. */
export function emptied(program: Program, what: What): readonly number[] {
  const read = new Set(program.hits.map(({ station }) => station));
  if (what.kind === 'cold') return [...read].filter((station) => program.stations.ids[station] === what.component);
  const down = new Set(victims(program, what).map((instance) => program.instances.of[instance]!));
  return [...read].filter((station) => down.has(station)).sort((a, b) => a - b);
}

/** Sets the condition of a component that is slow or whose copies are gone, of the network, or of the load. */
export function afflict(world: World, what: What, on: boolean): void {
  if (what.kind === 'partition') return divide(world, what.between, on);
  if (what.kind === 'load') {
    world.surge[0] = on ? world.surge[0]! * what.factor : world.surge[0]! / what.factor;
    return;
  }
  if (what.kind !== 'slow' && what.kind !== 'cold') return;
  const station = world.program.stations.ids.indexOf(what.component);
  if (what.kind === 'slow') world.slow[station] = (on ? what.factor : 1) * world.stations.stretch[station]!;
  else {
    world.cold[station] = on ? 1 : 0;
    if (on) world.caches?.empty(station);
  }
}

/**
 * The instance dies: who works there or waits in its line gets no answer. `alone`: nothing is wrong with the place where it stood, so that
 * what an autoscaler looks after is replaced there.
 */
export function kill(world: World, instance: number, alone: boolean): void {
  const replaced = alone && isReplaced(world, instance);
  if (!replaced) world.failures[instance] = world.failures[instance]! + 1;
  if (world.alive[instance] === 0) return;
  const { counts, program } = world;
  const { stations, instances } = program;
  const station = instances.of[instance]!;
  counts.settle(station, world.clock);
  countFailure(world, instance, -1);
  world.alive[instance] = 0;
  world.downAt[instance] = world.now;
  world.epoch[instance] = world.epoch[instance]! + 1;
  world.connections[instance] = 0;
  world.held.lose(instance);
  world.caches?.lose(instance, world.alive);
  world.open[instance] = 0;
  world.coldStarts.lastUsed[instance] = -Infinity;
  if (replaced) replace(world, instance);
  emptyPools(world, instance);
  if (stations.finite[station] === 0) return;
  const busy = stations.slots[station]! - world.free[instance]!;
  counts.add(station, COUNT.inSlots, -busy);
  counts.add(station, COUNT.working, -(stations.cores[station]! - world.coresFree[instance]!));
  if (stations.shared[station] === 1) world.taken[station] = Math.max(0, world.taken[station]! - busy);
  emptyLine(world, station, instance, false);
  emptyLine(world, station, world.coreLines + instance, true);
}

function emptyLine(world: World, station: number, line: number, holding: boolean): void {
  const { tokens, program, counts } = world;
  while (world.length[line]! > 0) {
    const token = world.dequeue(line);
    const site = program.a[tokens.pc[token]!]!;
    counts.add(station, COUNT.waiting, -1);
    if (holding) counts.add(station, COUNT.inSlots, 1);
    tokens.outcome[token] = CAUSE.reset;
    tokens.pc[token] = holding ? world.sites.leave[site]! : world.sites.after[site]!;
    world.wake(token);
  }
}

/** One failure of the instance is over. When no other keeps it down it is back, with nothing in it. */
export function revive(world: World, instance: number, alone: boolean): void {
  if (alone && isReplaced(world, instance)) return comesBack(world, instance);
  world.failures[instance] = world.failures[instance]! - 1;
  if (world.failures[instance]! > 0) return;
  // The autoscaler has given it up, or never started it.
  if (world.fleet.state[instance]! < STATE.serving) return;
  const { stations, instances } = world.program;
  const station = instances.of[instance]!;
  if (world.alive[instance] === 0) countFailure(world, instance, 1);
  world.alive[instance] = 1;
  world.free[instance] = Math.min(UNLIMITED, stations.slots[station]!);
  world.coresFree[instance] = stations.cores[station]!;
  world.connections[instance] = 0;
  const copies = stations.copies[station]!;
  const offset = instance - stations.first[station]!;
  const group = stations.firstLeader[station]! + Math.floor(offset / copies);
  if (copies > 1 && world.leader[group] === offset % copies) world.losses.back(group);
  if (stations.shared[station] === 1) rebalance(world, station);
}

/** Puts the lead of a component on copies that are up, where the leading one is down. */
export function elect(world: World, station: number): void {
  const { stations } = world.program;
  const store = stations.copies[station]! > 1;
  const copies = store ? stations.copies[station]! : stations.count[station]!;
  const groups = stations.count[station]! / copies;
  for (let group = 0; group < groups; group++) {
    const first = stations.first[station]! + group * copies;
    const at = stations.firstLeader[station]! + group;
    if (world.alive[first + world.leader[at]!] === 1) continue;
    for (let copy = 0; copy < copies; copy++) {
      if (world.alive[first + copy] === 1) {
        if (store) world.losses.taken(at, station, world.downAt[first + world.leader[at]!]!);
        world.leader[at] = copy;
        break;
      }
    }
  }
}
