import { uniform } from '#base/random.js';
import { PART } from '../statistics/spent-table.js';
import { CAUSE, CONDITION, FIRST_UNKNOWN } from './instructions.js';
import { setTimer, startBeside } from './lifecycle.js';
import { NOBODY } from './tokens.js';
import type { World } from './world.js';

/** Each of these answers where the token goes on, or -1 when it stops here. */

const drawStream = (world: World, token: number): number => world.flowStream(world.requests.flow[world.tokens.request[token]!]!, 1);

/** The counter of a call's attempts keeps the worst outcome so far above these bits. */
const TRIED_BITS = 8;
const TRIED = (1 << TRIED_BITS) - 1;

/** Judges how a call or group ended. */
export function result(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  const { endings } = program;
  const ending = program.a[pc]!;
  const depth = endings.depth[ending]!;
  const at = token * tokens.depth + depth;
  if (depth > 0 && tokens.heldEpoch[at] !== world.epoch[tokens.held[at]!]) {
    const register = token * tokens.registers + endings.undo[ending]!;
    if (endings.undo[ending]! >= 0 && tokens.outcome[token] === 0) tokens.register[register]!++;
    tokens.outcome[token] = CAUSE.reset;
    return endings.fail[ending]!;
  }
  const outcome = tokens.outcome[token]!;
  if (outcome === 0) {
    const registers = token * tokens.registers;
    if (endings.purpose[ending]! >= 0) tokens.register[registers + endings.purpose[ending]!] = 0;
    if (endings.undo[ending]! >= 0) tokens.register[registers + endings.undo[ending]!]!++;
    return pc + 1;
  }
  if (endings.retries[ending]! === 0) return fallBack(world, token, pc, ending, outcome);
  const counter = token * tokens.registers + endings.tried[ending]!;
  const tried = tokens.register[counter]! & TRIED;
  const before = tokens.register[counter]! >> TRIED_BITS;
  if (tried < endings.retries[ending]! && outcome !== CAUSE.circuitOpen && affords(world, token, ending)) {
    tokens.register[counter] = (tried + 1) | (Math.max(before, outcome) << TRIED_BITS);
    return tryAgain(world, token, ending, tried);
  }
  return fallBack(world, token, pc, ending, worst(before, outcome));
}

/**
 * How a call ended after several attempts: nobody knows if nobody knows it of one of them; else as the last one that was made, an
 * open breaker only refusing to make another.
 */
function worst(before: number, outcome: number): number {
  if (outcome === CAUSE.circuitOpen && before > 0) return before;
  return before >= FIRST_UNKNOWN ? Math.max(before, outcome) : outcome;
}

/** Whether the budget for retries, if there is one, pays for another. */
function affords(world: World, token: number, ending: number): boolean {
  const { endings } = world.program;
  const budget = endings.budget[ending]!;
  return budget < 0 || world.budgets.withdraw(budget, world.tokens.held[token * world.tokens.depth + endings.depth[ending]!]!);
}

/** A first attempt pays into its budget for retries. */
export function deposit(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  world.budgets.deposit(program.a[pc]!, tokens.held[token * tokens.depth + program.d[pc]!]!);
  return pc + 1;
}

function tryAgain(world: World, token: number, ending: number, tried: number): number {
  const { tokens, program, requests, flows } = world;
  const { endings } = program;
  const request = tokens.request[token]!;
  tokens.outcome[token] = 0;
  const flow = requests.flow[request]!;
  if (world.measured(requests.start[request]!)) flows.retried[flow] = flows.retried[flow]! + 1;
  let wait = Math.min(endings.longest[ending]!, endings.base[ending]! * endings.factor[ending]! ** tried);
  if (endings.jitter[ending] === 1) wait *= uniform(world.random, drawStream(world, token));
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, endings.station[ending]!, wait, PART.tries);
  return wait > 0 ? world.sleep(token, endings.again[ending]!, wait) : endings.again[ending]!;
}

/** The last attempt failed: a miss, an optional step, something a later step takes care of, or the end of the visit. */
function fallBack(world: World, token: number, pc: number, ending: number, outcome: number): number {
  const { tokens, program } = world;
  const { endings } = program;
  const kind = outcome >= FIRST_UNKNOWN ? 2 : 1;
  const registers = token * tokens.registers;
  tokens.outcome[token] = outcome;
  // Nobody knows whether it was done: it has to be taken back as if it had been.
  if (kind === 2 && endings.undo[ending]! >= 0) tokens.register[registers + endings.undo[ending]!]!++;
  if (endings.miss[ending]! >= 0) tokens.register[registers + endings.miss[ending]!] = 1;
  else if ((endings.handled[ending]! & kind) !== 0) tokens.register[registers + endings.purpose[ending]!] = kind;
  else if (endings.optional[ending] === 0) return endings.fail[ending]!;
  tokens.outcome[token] = 0;
  return pc + 1;
}

/** Waits for `count` children, of which `need` must succeed. */
export function wait(world: World, token: number, pc: number, count: number, need: number, spare: number, more = 0): -1 {
  const { tokens } = world;
  tokens.left[token] = count;
  tokens.need[token] = need;
  tokens.done[token] = 0;
  tokens.spare[token] = spare;
  tokens.more[token] = more;
  tokens.debt[token] = 0;
  tokens.pc[token] = pc;
  return -1;
}

/** Two attempts at a call, the second one only when the first takes longer than timer `b`: the first success counts. */
export function hedge(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  world.wake(startBeside(world, token, program.a[pc]!, program.d[pc]!, token));
  setTimer(world, program.b[pc]!, token, tokens.age[token]!);
  return wait(world, token, pc + 1, 1, 1, 0);
}

export function fork(world: World, token: number, pc: number): number {
  const { program } = world;
  const branches = program.branches[program.a[pc]!]!;
  if (branches.length === 0) return pc + 1;
  for (let i = 0; i < branches.length; i++) world.wake(startBeside(world, token, branches[i]!, program.d[pc]!, token));
  const need = program.b[pc] === 0 ? branches.length : program.b[pc]!;
  return wait(world, token, pc + 1, branches.length, need, branches.length);
}

export function repeat(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const total = tokens.register[token * tokens.registers + program.b[pc]!]!;
  const side = Math.min(total, program.c[pc]!);
  for (let i = 0; i < side; i++) world.wake(startBeside(world, token, program.a[pc]!, program.d[pc]!, token));
  tokens.target[token] = program.a[pc]!;
  return wait(world, token, pc + 1, side, total, total, total - side);
}

export function spawn(world: World, token: number, pc: number): number {
  const { program } = world;
  world.wake(startBeside(world, token, program.a[pc]!, program.d[pc]!, NOBODY));
  return pc + 1;
}

export function when(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const { conditions } = program;
  const index = program.a[pc]!;
  const holds =
    conditions.kind[index] === CONDITION.share
      ? uniform(world.random, drawStream(world, token)) < conditions.share[index]!
      : tokens.register[token * tokens.registers + conditions.register[index]!] === conditions.equals[index];
  return holds ? pc + 1 : program.c[pc]!;
}

export function draw(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const { register, upTo } = program.draws[program.a[pc]!]!;
  const drawn = uniform(world.random, drawStream(world, token));
  let index = 0;
  while (index < upTo.length - 1 && drawn >= upTo[index]!) index++;
  tokens.register[token * tokens.registers + register] = index;
  return pc + 1;
}

/** At least one of the keys is missing with probability 1 - ratio^items. */
export function hit(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const { register, ratio, items, station } = program.hits[program.a[pc]!]!;
  const keys = varying(world, token, items);
  const all = keys === 1 ? ratio : ratio ** keys;
  const found = world.cold[station] === 1 ? 0 : all;
  if (uniform(world.random, world.stationStream(station, 2)) >= found) tokens.register[token * tokens.registers + register] = 1;
  return pc + 1;
}

/** How often: a fraction is a chance of one more. */
export function count(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const value = varying(world, token, program.a[pc]!);
  const whole = Math.floor(value);
  const times = value > whole && uniform(world.random, drawStream(world, token)) < value - whole ? whole + 1 : whole;
  tokens.register[token * tokens.registers + program.b[pc]!] = times;
  return times > 0 ? pc + 1 : program.c[pc]!;
}

export function next(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const at = token * tokens.registers + program.b[pc]!;
  const left = tokens.register[at]! - 1;
  tokens.register[at] = left;
  return left > 0 ? program.c[pc]! : pc + 1;
}

export function mark(world: World, token: number, pc: number): number {
  const { tokens, requests, program } = world;
  if (tokens.outcome[token] === 0) {
    requests.reached[tokens.request[token]! * requests.marks + program.a[pc]!] = world.now + tokens.debt[token]!;
  }
  return pc + 1;
}

export function varying(world: World, token: number, index: number): number {
  const { register, values } = world.program.varying[index]!;
  return values[register < 0 ? 0 : world.tokens.register[token * world.tokens.registers + register]!]!;
}
