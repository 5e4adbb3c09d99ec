import { startBeside } from '../kernel/lifecycle.js';
import { NOBODY } from '../kernel/tokens.js';
import type { World } from '../kernel/world.js';
import { isGivenUp } from './attempt.js';

/** Who asks for the undo: a visit that fails, or the end of a branch of `any`, or of another one. */
export const UNDO_OF = { visit: 0, alternative: 1, branch: 2 } as const;

/**
 * Something failed, or not. If so, what was done in it is taken back, handed over: the token does not wait for it, and jumps to `c`.
 * A branch that fails leaves this to whoever waits for all branches; one for which nobody waits any more sees to it itself.
 */
export function compensate(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  const failed = tokens.outcome[token] !== 0;
  const of = program.b[pc]!;
  if (of === UNDO_OF.visit) {
    if (!failed) return pc + 1;
    undoAll(world, token, program.a[pc]!, program.d[pc]!);
    return program.c[pc]!;
  }
  if (isGivenUp(world, token) || (failed && of === UNDO_OF.alternative)) undoAll(world, token, program.a[pc]!, program.d[pc]!);
  return pc + 1;
}

/** Hands the counts of what was done to a token of its own that takes it back. */
function undoAll(world: World, token: number, index: number, depth: number): void {
  const { tokens, program } = world;
  const { registers, code } = program.calls.undos[index]!;
  const from = token * tokens.registers;
  let done = 0;
  for (let i = 0; i < registers.length; i++) done += tokens.register[from + registers[i]!]!;
  if (done === 0) return;
  const child = startBeside(world, token, code, depth, NOBODY);
  const to = child * tokens.registers;
  for (let i = 0; i < registers.length; i++) {
    tokens.register[to + registers[i]!] = tokens.register[from + registers[i]!]!;
    tokens.register[from + registers[i]!] = 0;
  }
  world.wake(child);
}

/** Goes on where the step that register `b` counts is to be taken back from component `a`, else jumps to `c`. */
export function undoing(world: World, token: number, pc: number): number {
  const { tokens, program, stations } = world;
  if (tokens.register[token * tokens.registers + program.b[pc]!] === 0) return program.c[pc]!;
  const station = program.a[pc]!;
  const first = stations.first[station]!;
  const count = stations.count[station]!;
  const at = token * tokens.depth;
  let instance = tokens.held[at]!;
  // What is known of a saga outlives the instance that ran it: another one of its component takes over.
  if (instance < first || instance >= first + count || world.alive[instance] === 0) {
    instance = first + (tokens.request[token]! % count);
    for (let k = 1; k < count && world.alive[instance] === 0; k++) instance = first + ((tokens.request[token]! + k) % count);
  }
  tokens.held[at] = instance;
  tokens.heldEpoch[at] = world.epoch[instance]!;
  return pc + 1;
}

/** One step was taken back, or could not be; the next one's turn comes in any case. */
export function undone(world: World, token: number, pc: number): number {
  const { tokens, requests, flows } = world;
  const request = tokens.request[token]!;
  const flow = requests.flow[request]!;
  if (world.measured(requests.start[request]!)) {
    if (tokens.outcome[token] === 0) flows.undone[flow]!++;
    else flows.lost[flow]!++;
  }
  tokens.outcome[token] = 0;
  return pc + 1;
}

/** Counts a step that is done, and that register `a` is to remember. */
export function done(world: World, token: number, pc: number): number {
  world.tokens.register[token * world.tokens.registers + world.program.a[pc]!]!++;
  return pc + 1;
}
