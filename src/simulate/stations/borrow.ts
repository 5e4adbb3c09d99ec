import { isGivenUp } from '../calls/attempt.js';
import { CAUSE } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';
import type { Pools } from './pools.js';

const rowOf = ({ program }: World, pool: number, instance: number): number =>
  program.pools.row[pool]! + instance - program.stations.first[program.pools.from[pool]!]!;

/** A call takes a connection of the pool of its caller's instance, or waits for one; the caller keeps its slot meanwhile. */
export function borrow(world: World, token: number, pc: number): number {
  const { tokens, program, pools } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const pool = program.a[pc]!;
  const at = token * tokens.depth + program.d[pc]!;
  if (tokens.heldEpoch[at] !== world.epoch[tokens.held[at]!]) {
    tokens.outcome[token] = CAUSE.reset;
    return program.c[pc]!;
  }
  const row = rowOf(world, pool, tokens.held[at]!);
  pools.settle(pool, world.clock);
  if (pools.free[row]! > 0) {
    pools.free[row] = pools.free[row]! - 1;
    pools.busy[pool] = pools.busy[pool]! + 1;
    pools.begun[pool] = pools.begun[pool]! + 1;
    return pc + 1;
  }
  if (token >= pools.since.length) remember(pools, tokens.pc.length);
  pools.since[token] = world.now;
  pools.waiting[pool] = pools.waiting[pool]! + 1;
  append(world, row, token);
  tokens.pc[token] = pc;
  return -1;
}

function remember(pools: Pools, length: number): void {
  const longer = new Float64Array(length);
  longer.set(pools.since);
  pools.since = longer;
}

/** The call is over, however it ended: the connection goes to who has waited longest and whose caller still waits for an answer. */
export function giveBack(world: World, token: number, pc: number): number {
  const { tokens, program, pools } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const pool = program.a[pc]!;
  const at = token * tokens.depth + program.d[pc]!;
  const instance = tokens.held[at]!;
  if (tokens.heldEpoch[at] !== world.epoch[instance]) return pc + 1;
  const row = rowOf(world, pool, instance);
  pools.settle(pool, world.clock);
  while (pools.length[row]! > 0) {
    const next = take(world, row);
    pools.waiting[pool] = pools.waiting[pool]! - 1;
    if (isGivenUp(world, next)) {
      // It is known not to have asked: nothing of it has to be taken back.
      dismiss(world, next, CAUSE.refused);
      continue;
    }
    handOn(world, pool, next);
    return pc + 1;
  }
  pools.free[row] = pools.free[row]! + 1;
  pools.busy[pool] = pools.busy[pool]! - 1;
  return pc + 1;
}

function handOn(world: World, pool: number, token: number): void {
  const { tokens, pools, program } = world;
  const wait = world.now - pools.since[token]!;
  pools.begun[pool] = pools.begun[pool]! + 1;
  pools.waited[pool] = pools.waited[pool]! + wait;
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, program.pools.from[pool]!, wait);
  tokens.pc[token] = tokens.pc[token]! + 1;
  world.wake(token);
}

/** A call that waited for a connection does without. */
function dismiss(world: World, token: number, outcome: number): void {
  const { tokens, program } = world;
  tokens.outcome[token] = outcome;
  tokens.pc[token] = program.c[tokens.pc[token]!]!;
  world.wake(token);
}

/** An instance died, and with it its pools: who waited there gets no answer. */
export function emptyPools(world: World, instance: number): void {
  const { pools, program } = world;
  const station = program.instances.of[instance]!;
  for (let pool = 0; pool < program.pools.size.length; pool++) {
    if (program.pools.from[pool] !== station) continue;
    const row = rowOf(world, pool, instance);
    pools.settle(pool, world.clock);
    pools.busy[pool] = pools.busy[pool]! - (program.pools.size[pool]! - pools.free[row]!);
    pools.waiting[pool] = pools.waiting[pool]! - pools.length[row]!;
    pools.free[row] = program.pools.size[pool]!;
    while (pools.length[row]! > 0) dismiss(world, take(world, row), CAUSE.reset);
  }
}

function append({ tokens, pools }: World, row: number, token: number): void {
  if (pools.length[row] === 0) pools.head[row] = token;
  else tokens.next[pools.tail[row]!] = token;
  pools.tail[row] = token;
  tokens.next[token] = -1;
  pools.length[row] = pools.length[row]! + 1;
}

function take({ tokens, pools }: World, row: number): number {
  const token = pools.head[row]!;
  pools.head[row] = tokens.next[token]!;
  pools.length[row] = pools.length[row]! - 1;
  return token;
}
