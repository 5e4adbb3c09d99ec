import { startBeside } from '../kernel/lifecycle.js';
import type { World } from '../kernel/world.js';
import { PART } from '../statistics/spent-table.js';

/** A second attempt goes out beside the first, which has not answered in time; the token still waits for either. */
export function sendSecond(world: World, token: number, seconds: number): void {
  const { tokens, program, requests, flows } = world;
  const pc = tokens.pc[token]! - 1;
  const child = startBeside(world, token, program.a[pc]!, program.d[pc]!, token);
  tokens.left[token] = tokens.left[token]! + 1;
  tokens.spare[token] = tokens.spare[token]! + 1;
  const request = tokens.request[token]!;
  if (world.measured(requests.start[request]!)) flows.hedged[requests.flow[request]!]!++;
  if (tokens.trace[child]! >= 0) world.trace.add(tokens.trace[child]!, program.c[pc]!, seconds, PART.tries);
  world.wake(child);
}
