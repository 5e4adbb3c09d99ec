import { startBeside } from '../kernel/lifecycle.js';
import { NOBODY } from '../kernel/tokens.js';
import type { World } from '../kernel/world.js';
import { keyAt, keysOf, nthKey, partOf, setClock } from './access.js';
import { SEEN, SEEN_RECORD } from './caches.js';
import { LOOKUP } from './key-cache.js';
import { type Lookup, STAMPEDE } from './key-program.js';

/** Of fetches, by cache, set and data. */
const ownerOf = ({ cache, data }: Lookup, set: number): number => (((cache << 6) | (data & 63)) << 16) | (set & 0xffff);

/** One fetch of a key at a time, where the others wait for it; its length is measured where copies are fetched before they expire. */
export function join(world: World, token: number, pc: number): number {
  const { program, tokens, caches } = world;
  const lookup = program.keys.lookups[program.a[pc]!]!;
  const set = tokens.register[token * tokens.registers + lookup.part]! - 1;
  if (set < 0) return pc + 1;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const plan = program.keys.caches[lookup.cache]!;
  const rank = tokens.keys[keyAt(world, token, plan.data[lookup.data]!)]!;
  const owner = ownerOf(lookup, set);
  const flight = caches!.flights.find(owner, rank);
  if (flight < 0) {
    if (plan.stampede === STAMPEDE.singleFlight && isThere(world, token, lookup, set, rank))
      return found(world, token, lookup, program.c[pc]!);
    tokens.register[token * tokens.registers + lookup.flight] = caches!.flights.begin(owner, rank, world.clock) + 1;
    return pc + 1;
  }
  if (plan.stampede !== STAMPEDE.singleFlight) return pc + 1;
  if (world.measuring) caches!.seen[lookup.cache]![lookup.data * SEEN_RECORD + SEEN.joined]!++;
  const last = caches!.flights.tail[flight]!;
  if (last < 0) caches!.flights.head[flight] = token;
  else tokens.next[last] = token;
  caches!.flights.tail[flight] = token;
  tokens.next[token] = -1;
  tokens.pc[token] = pc;
  return -1;
}

function isThere(world: World, token: number, { cache, data }: Lookup, set: number, rank: number): boolean {
  setClock(world, token, cache);
  return world.caches!.caches[cache]!.look(partOf(world, cache, set, rank), data, rank) === LOOKUP.hit;
}

function found(world: World, token: number, lookup: Lookup, pc: number): number {
  const registers = token * world.tokens.registers;
  world.tokens.register[registers + lookup.missed] = 0;
  world.tokens.register[registers + lookup.part] = 0;
  return pc;
}

/** The fetch after a miss ended: the copies are there from now on, unless it failed or who keeps them is down. */
export function filled(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const lookup = program.keys.lookups[program.a[pc]!]!;
  const set = tokens.register[token * tokens.registers + lookup.part]! - 1;
  const outcome = tokens.outcome[token]!;
  if (set < 0) return outcome === 0 ? pc + 1 : program.c[pc]!;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  if (outcome === 0 && program.b[pc] === 1) {
    const count = keysOf(world, token, lookup);
    for (let i = 0; i < count; i++) fillKey(world, token, lookup, set, i, count > 1);
  }
  const own = token * tokens.registers + lookup.flight;
  const flight = tokens.register[own]! - 1;
  tokens.register[own] = 0;
  if (flight >= 0) land(world, lookup, flight, outcome);
  return outcome === 0 ? pc + 1 : program.c[pc]!;
}

function fillKey(world: World, token: number, { cache, data }: Lookup, set: number, i: number, several: boolean): void {
  const { program, caches, random } = world;
  const plan = program.keys.caches[cache]!;
  nthKey(world, token, plan.data[data]!, i);
  const rank = caches!.rank[0]!;
  const part = partOf(world, cache, set, rank);
  if (!isUp(world, cache, part)) return;
  const kept = caches!.caches[cache]!;
  setClock(world, token, cache);
  if (several && kept.look(part, data, rank) === LOOKUP.hit) return;
  kept.put(part, data, rank, random, world.stationStream(plan.station, 3));
}

function isUp(world: World, cache: number, part: number): boolean {
  const { first, copies } = world.program.keys.caches[cache]!;
  for (let instance = first[part]!; instance < first[part]! + copies; instance++) if (world.alive[instance] === 1) return true;
  return false;
}

/** A fetch is over: who waited for it has its answer, or its failure. */
function land(world: World, lookup: Lookup, flight: number, outcome: number): void {
  const { tokens, caches, program } = world;
  const { flights, fetchTime } = caches!;
  if (outcome === 0) fetchTime[lookup.cache] = world.now - flights.since[flight]!;
  let token = flights.head[flight]!;
  flights.end(flight);
  while (token >= 0) {
    const next = tokens.next[token]!;
    const own = program.keys.lookups[program.a[tokens.pc[token]!]!]!;
    tokens.outcome[token] = outcome;
    tokens.pc[token] = outcome === 0 ? found(world, token, own, program.c[tokens.pc[token]!]!) : own.after;
    world.wake(token);
    token = next;
  }
}

/** A copy that was found, but is old or soon will be, is fetched anew beside the request that found it, unless somebody does. */
export function renew(world: World, token: number, pc: number): number {
  const { program, tokens, caches } = world;
  const lookup = program.keys.lookups[program.b[pc]!]!;
  const registers = token * tokens.registers;
  const set = tokens.register[registers + lookup.part]! - 1;
  if (set < 0 || tokens.register[registers + lookup.missed] !== 0) return pc + 1;
  const plan = program.keys.caches[lookup.cache]!;
  const rank = tokens.keys[keyAt(world, token, plan.data[lookup.data]!)]!;
  const owner = ownerOf(lookup, set);
  if (caches!.flights.find(owner, rank) < 0) {
    const child = startBeside(world, token, program.a[pc]!, program.d[pc]!, NOBODY);
    tokens.register[child * tokens.registers + lookup.flight] = caches!.flights.begin(owner, rank, world.clock) + 1;
    if (world.measuring) caches!.seen[lookup.cache]![lookup.data * SEEN_RECORD + SEEN.renewed]!++;
    world.wake(child);
  }
  tokens.register[registers + lookup.part] = 0;
  return pc + 1;
}
