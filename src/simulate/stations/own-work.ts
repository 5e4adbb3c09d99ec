import type { World } from '../kernel/world.js';
import { sample } from '../workload/samplers.js';

/** Begins own work on a slot that was just taken, as soon as a core is free. */
export function begin(world: World, token: number, pc: number, site: number, instance: number): number {
  if (world.coresFree[instance]! > 0) {
    world.coresFree[instance] = world.coresFree[instance]! - 1;
    return work(world, token, pc, site);
  }
  const station = world.program.sites.station[site]!;
  world.enqueue(world.coreLines + instance, token);
  world.counts.waiting[station] = world.counts.waiting[station]! + 1;
  world.tokens.pc[token] = pc;
  return -1;
}

function work(world: World, token: number, pc: number, site: number): number {
  const { counts, tokens, program } = world;
  const { sites } = program;
  const station = sites.station[site]!;
  const queue = sites.queue[site]!;
  const waiter = queue < 0 ? station : queue;
  counts.waited[waiter] = counts.waited[waiter]! + world.now - tokens.since[token]!;
  counts.begun[waiter] = counts.begun[waiter]! + 1;
  counts.working[station] = counts.working[station]! + 1;
  const sampler = sites.sampler[site]!;
  if (sampler < 0) return pc;
  const time = sample(program.samplers, sampler, world.random, world.stationStream(station, 0)) * world.slow[station]!;
  if (time <= 0) return pc;
  tokens.pc[token] = pc;
  world.heap.schedule(world.now + time, token);
  return -1;
}

/** Lets another token go on at `pc`, unless it has to wait (-1). */
export function goOn(world: World, token: number, pc: number): void {
  if (pc < 0) return;
  world.tokens.pc[token] = pc;
  world.wake(token);
}
