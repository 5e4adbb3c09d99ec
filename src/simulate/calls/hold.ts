import type { World } from '../kernel/world.js';
import { isGivenUp } from './attempt.js';

/** The call succeeded: its connection stays open, at the component it reached and at those that pass it on. */
export function hold(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  if (tokens.outcome[token] !== 0 || isGivenUp(world, token)) return pc + 1;
  const index = program.a[pc]!;
  const { station, through } = program.calls.holds[index]!;
  const depth = program.d[pc]!;
  open(world, token, index, station, depth + 1);
  for (let i = 0; i < through.length; i++) open(world, token, index, through[i]!.station, depth - through[i]!.depth);
  world.held.arm(index, world.heap, world.holdEvent(index));
  return pc + 1;
}

/** `depth`: where the token keeps the instance; one that another token of the request keeps is taken for any of its component. */
function open(world: World, token: number, hold: number, station: number, depth: number): void {
  const { tokens, stations } = world;
  const seen = depth >= 0 ? tokens.held[token * tokens.depth + depth]! : -1;
  const first = stations.first[station]!;
  const count = stations.count[station]!;
  const instance = seen >= first && seen < first + count ? seen : first + (tokens.request[token]! % count);
  if (world.alive[instance] === 1) world.held.begin(hold, instance);
}
