import { CAUSE } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';

/** The pass of a call that does not count for a breaker: its instance died. */
const UNCOUNTED = -1;

/** Asks breaker `a` before an attempt: it goes on, with what it needs to know in register `b`, or fails at once and jumps to `c`. */
export function guard(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const at = token * tokens.depth + program.d[pc]!;
  const instance = tokens.held[at]!;
  const register = token * tokens.registers + program.b[pc]!;
  if (tokens.heldEpoch[at] !== world.epoch[instance]) {
    tokens.register[register] = UNCOUNTED;
    return pc + 1;
  }
  const pass = world.breakers.admit(program.a[pc]!, instance, world.epoch[instance]!);
  if (pass < 0) {
    tokens.outcome[token] = CAUSE.circuitOpen;
    return program.c[pc]!;
  }
  tokens.register[register] = pass;
  return pc + 1;
}

/** Tells breaker `a` how the attempt ended that it let through. */
export function judged(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const at = token * tokens.depth + program.d[pc]!;
  const instance = tokens.held[at]!;
  const pass = tokens.register[token * tokens.registers + program.b[pc]!]!;
  if (pass !== UNCOUNTED && tokens.heldEpoch[at] === world.epoch[instance]) {
    world.breakers.judge(program.a[pc]!, instance, pass, tokens.outcome[token] === 0 ? 0 : 1);
  }
  return pc + 1;
}
