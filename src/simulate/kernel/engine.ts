import { attempt, attempted } from '../calls/attempt.js';
import { arrive, leave, visit, worked } from '../stations/visit.js';
import type { Arrivals } from '../workload/arrivals.js';
import { result, when } from './control.js';
import { fireTimer } from './fire-timer.js';
import { OP } from './instructions.js';
import { end, startRequest } from './lifecycle.js';
import { other } from './seldom.js';
import { MOST_TOKENS } from './tokens.js';
import type { World } from './world.js';

/** So many events are run by one call of the inner loop: called often, it is compiled as a whole and not while it runs. */
const AT_ONCE = 4096;

/** Runs the events up to and including time `until`, at most about `most` of them. Answers how many there were; `world.now` says how far it came. */
export function run(world: World, arrivals: Arrivals, until: number, most: number): number {
  let events = 0;
  world.until[0] = until;
  while (events < most && world.tokens.live <= MOST_TOKENS) {
    const came = runSome(world, arrivals);
    events += came;
    if (came === AT_ONCE) continue;
    world.now = until;
    break;
  }
  return events;
}

/** Runs up to {@link AT_ONCE} events that are due; fewer when none is left. */
function runSome(world: World, arrivals: Arrivals): number {
  const { heap } = world;
  const until = world.until[0]!;
  let events = 0;
  while (events < AT_ONCE) {
    const due = heap.nextTime();
    if (arrivals.time[0]! < due) {
      if (arrivals.time[0]! > until) break;
      world.now = arrivals.time[0]!;
      const { flow } = arrivals;
      execute(world, startRequest(world, flow, arrivals.client(flow)));
      arrivals.advance();
      if (world.readyTo > 0) runReady(world);
    } else {
      if (due > until) break;
      world.now = due;
      const payload = heap.take();
      if (payload >= 0) execute(world, payload);
      else special(world, arrivals, -1 - payload);
      if (world.readyTo > 0) runReady(world);
      heap.settle();
    }
    events++;
  }
  return events;
}

/** Timers, users of closed flows who come back, and ends of held connections. */
function special(world: World, arrivals: Arrivals, number: number): void {
  const rings = world.timers.length + world.deadlines.length;
  if (number < rings) fireTimer(world, number);
  else if (number < world.firstUserEvent) endHeld(world, number - rings);
  else comeBack(world, arrivals, number - world.firstUserEvent);
}

/** A user of a closed flow, counted through all of them, asks again. */
function comeBack(world: World, arrivals: Arrivals, user: number): void {
  const flow = world.flowOfUser(user);
  const token = startRequest(world, flow, arrivals.client(flow));
  world.requests.user[world.tokens.request[token]!] = user - world.firstUser[flow]!;
  execute(world, token);
}

function endHeld(world: World, hold: number): void {
  world.held.end(hold);
  world.held.arm(hold, world.heap, world.holdEvent(hold));
}

/** Tokens that can go on without time passing. */
export function runReady(world: World): void {
  while (world.readyFrom < world.readyTo) execute(world, world.ready[world.readyFrom++]!);
  world.readyFrom = 0;
  world.readyTo = 0;
}

/** Walks one token through its code until it has to wait or ends. */
function execute(world: World, token: number): void {
  const { op } = world.program;
  let pc = world.tokens.pc[token]!;
  while (pc >= 0) {
    switch (op[pc]) {
      case OP.visit:
        pc = visit(world, token, pc);
        break;
      case OP.arrive:
        pc = arrive(world, token, pc);
        break;
      case OP.worked:
        pc = worked(world, token, pc);
        break;
      case OP.end:
        pc = end(world, token, pc);
        break;
      case OP.leave:
        pc = leave(world, token, pc);
        break;
      case OP.result:
        pc = result(world, token, pc);
        break;
      case OP.attempt:
        pc = attempt(world, token, pc);
        break;
      case OP.attempted:
        pc = attempted(world, token, pc);
        break;
      case OP.when:
        pc = when(world, token, pc);
        break;
      case OP.clear:
        world.tokens.register[token * world.tokens.registers + world.program.a[pc]!] = 0;
        pc++;
        break;
      default:
        pc = other(world, token, pc, op[pc]!);
    }
  }
}
