import { CAUSE } from '../kernel/instructions.js';
import { closeToken, setTimer } from '../kernel/lifecycle.js';
import { GIVEN_UP } from '../kernel/tokens.js';
import type { World } from '../kernel/world.js';
import { PART } from '../statistics/spent-table.js';

/** One attempt of a call that has a timeout: what follows, up to the instruction that `a` names, is part of it. */
export function attempt(world: World, token: number, pc: number): number {
  const { tokens, attempts, program } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const made = attempts.allocate(token, tokens.attempt[token]!, pc);
  tokens.attempt[token] = made;
  const { registers, keyed } = tokens;
  const flow = world.requests.flow[tokens.request[token]!]!;
  const to = world.registerTo[flow]!;
  for (let i = world.registerFrom[flow]!; i < to; i++) attempts.register[made * registers + i] = tokens.register[token * registers + i]!;
  // What is done within it is counted apart: it alone is taken back if it fails.
  const { undoRegisters } = program.calls;
  for (let i = 0; i < undoRegisters.length; i++) tokens.register[token * registers + undoRegisters[i]!] = 0;
  for (let i = 0; i < keyed; i++) attempts.keys[made * keyed + i] = tokens.keys[token * keyed + i]!;
  attempts.trace[made] = tokens.trace[token]!;
  if (tokens.trace[token]! >= 0) tokens.trace[token] = world.trace.allocate();
  setTimer(world, program.b[pc]!, made, attempts.age[made]!);
  return pc + 1;
}

/** The attempt ended in time, or nobody waits any more for how it ends. */
export function attempted(world: World, token: number, pc: number): number {
  const { tokens, attempts } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const made = tokens.attempt[token]!;
  if (attempts.givenUp[made] === 1) {
    attempts.release(made);
    closeToken(world, token);
    return -1;
  }
  tokens.attempt[token] = attempts.outer[made]!;
  const { registers, keyed } = tokens;
  const { undoRegisters } = world.program.calls;
  for (let i = 0; i < undoRegisters.length; i++) {
    const at = token * registers + undoRegisters[i]!;
    tokens.register[at] = tokens.register[at]! + attempts.register[made * registers + undoRegisters[i]!]!;
  }
  for (let i = 0; i < keyed; i++) tokens.keys[token * keyed + i] = attempts.keys[made * keyed + i]!;
  if (tokens.trace[token]! >= 0) {
    world.trace.merge(attempts.trace[made]!, tokens.trace[token]!);
    world.trace.release(tokens.trace[token]!);
    tokens.trace[token] = attempts.trace[made]!;
  }
  attempts.release(made);
  return pc + 1;
}

/**
 * An attempt took too long: all the time it was waited for is gone. Its caller goes on as a token of its own, as it was before; the
 * work goes on as well, where it stands, and nobody waits for it.
 */
export function giveUp(world: World, made: number, seconds: number): void {
  const { tokens, attempts, program, requests } = world;
  const left = attempts.token[made]!;
  const pc = attempts.pc[made]!;
  const caller = tokens.allocate(tokens.request[left]!, program.a[pc]! + 1, tokens.parent[left]!);
  tokens.parentAge[caller] = tokens.parentAge[left]!;
  tokens.target[caller] = tokens.target[left]!;
  tokens.outcome[caller] = CAUSE.timeout;
  const { depth, registers, keyed } = tokens;
  for (let i = 0; i < depth; i++) {
    tokens.held[caller * depth + i] = tokens.held[left * depth + i]!;
    tokens.heldEpoch[caller * depth + i] = tokens.heldEpoch[left * depth + i]!;
    tokens.since[caller * depth + i] = tokens.since[left * depth + i]!;
  }
  for (let i = 0; i < registers; i++) tokens.register[caller * registers + i] = attempts.register[made * registers + i]!;
  for (let i = 0; i < keyed; i++) tokens.keys[caller * keyed + i] = attempts.keys[made * keyed + i]!;
  tokens.trace[caller] = attempts.trace[made]!;
  if (tokens.trace[caller]! >= 0) world.trace.add(tokens.trace[caller]!, program.c[pc]!, seconds, PART.tries);
  tokens.attempt[caller] = attempts.outer[made]!;
  for (let outer = attempts.outer[made]!; outer >= 0; outer = attempts.outer[outer]!) attempts.token[outer] = caller;
  attempts.outer[made] = -1;
  attempts.givenUp[made] = 1;
  attempts.age[made] = attempts.age[made]! + 1;
  tokens.parent[left] = GIVEN_UP;
  world.messages.passOn(left, caller, tokens);
  requests.tokens[tokens.request[left]!] = requests.tokens[tokens.request[left]!]! + 1;
  world.wake(caller);
}

/** Whether nobody waits any more for what the token does: the timeout of who asked for it is over, or another one answered first. */
export function isGivenUp({ tokens, attempts }: World, token: number): boolean {
  const made = tokens.attempt[token]!;
  if (made >= 0) return attempts.givenUp[made] === 1;
  const parent = tokens.parent[token]!;
  return parent >= 0 && tokens.age[parent] !== tokens.parentAge[token];
}
