import type { World } from '../kernel/world.js';
import { PART } from '../statistics/spent-table.js';
import { COUNT, RECORD } from '../statistics/station-counts.js';
import { sample } from '../workload/samplers.js';

/**
 * Begins own work on a slot that was just taken, as soon as a core is free. `at` is the place of the visit in the token's table of
 * open visits. Answers where the token goes on, or -1 when it has to wait.
 */
export function begin(world: World, token: number, pc: number, site: number, instance: number, at: number): number {
  const station = world.sites.station[site]!;
  if (world.coresFree[instance]! === 0) {
    world.enqueue(world.coreLines + instance, token);
    world.counts.add(station, COUNT.waiting, 1);
    world.counts.add(station, COUNT.inSlots, -1);
    world.tokens.pc[token] = pc;
    return -1;
  }
  world.coresFree[instance] = world.coresFree[instance]! - 1;
  return work(world, token, pc, site, station, at);
}

function work(world: World, token: number, pc: number, site: number, station: number, at: number): number {
  const { counts, tokens, sites } = world;
  const { values } = counts;
  values[station * RECORD + COUNT.waited]! += world.now - tokens.since[at]!;
  values[station * RECORD + COUNT.begun]!++;
  values[station * RECORD + COUNT.working]!++;
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, station, world.now - tokens.since[at]!);
  const sampler = sites.sampler[site]!;
  if (sampler < 0) return pc;
  const time = sample(world.samplers, sampler, world.random, world.stationStream(station, 0)) * world.slow[station]!;
  if (time <= 0) return pc;
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, station, time, PART.work);
  if (world.byKey[station] === 1 && world.measuring) world.caches!.worked[tokens.held[at]!]! += time;
  tokens.pc[token] = pc;
  world.heap.schedule(world.now + time, token);
  return -1;
}

/** A token that waited for a slot or a core of `instance` begins its work. */
export function beginNext(world: World, token: number, instance: number): void {
  const { tokens, sites, program } = world;
  const pc = tokens.pc[token]!;
  const site = program.a[pc]!;
  goOn(world, token, begin(world, token, pc, site, instance, token * tokens.depth + sites.depth[site]!));
}

/** Lets another token go on at `pc`, unless it has to wait (-1). */
function goOn(world: World, token: number, pc: number): void {
  if (pc < 0) return;
  world.tokens.pc[token] = pc;
  world.wake(token);
}
