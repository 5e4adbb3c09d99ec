import { NOBODY } from '../kernel/tokens.js';
import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';

/** The message is given out: it is hidden until its clock says otherwise. */
export function deliver(world: World, token: number, at: number, message: number): void {
  const { messages, program, counts, tokens } = world;
  const { clock, queue } = program.deliveries;
  if (messages.hands[message]! > 1) counts.add(queue[at]!, COUNT.twice, 1);
  messages.deliveries[message] = messages.deliveries[message]! + 1;
  messages.holder[message] = token;
  tokens.message[token] = message;
  messages.overdue[message] = 0;
  if (clock[at]! >= 0) wind(world, clock[at]!, message);
}

function wind(world: World, clock: number, message: number): void {
  const { messages, tokens, heap } = world;
  const ring = messages.rings[clock]!;
  ring.set(world.now, message, messages.age[message]!);
  if (ring.armed) return;
  ring.armed = true;
  if (messages.pumps[clock]! < 0) messages.pumps[clock] = tokens.allocate(-1, world.program.clocks[clock]!.pc, NOBODY);
  heap.schedule(ring.firstEnd(), messages.pumps[clock]!);
}
