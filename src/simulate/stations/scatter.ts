import { below } from '#base/random.js';
import { wait } from '../kernel/control.js';
import { startBeside } from '../kernel/lifecycle.js';
import type { World } from '../kernel/world.js';

/** Visits shards of one store side by side, one after another from one drawn at random, and waits for all of them. */
export function scatter(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const branches = program.branches[program.a[pc]!]!;
  const register = program.b[pc]!;
  const station = program.c[pc]!;
  const shards = program.stations.shards[station]!;
  let shard = below(world.random, world.stationStream(station, 1), shards);
  for (let i = 0; i < branches.length; i++) {
    const child = startBeside(world, token, branches[i]!, program.d[pc]!, token);
    tokens.register[child * tokens.registers + register] = shard;
    shard = shard + 1 === shards ? 0 : shard + 1;
    world.wake(child);
  }
  return wait(world, token, pc + 1, branches.length, branches.length, branches.length);
}
