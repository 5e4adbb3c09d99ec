import { drawKey, drop, look, put } from '../caches/access.js';
import { filled, join, renew } from '../caches/fetches.js';
import { guard, judged } from '../calls/breaker-gate.js';
import { hold } from '../calls/hold.js';
import { compensate, done, undoing, undone } from '../calls/undo.js';
import { copies } from '../stations/ask-copies.js';
import { borrow, giveBack } from '../stations/borrow.js';
import { drawLane } from '../stations/draw-lane.js';
import { close, limit, open, passed } from '../stations/gate.js';
import { acknowledge, expire, post } from '../stations/redelivery.js';
import { acked, applied, evicted, regions, ship, shipped, written } from '../stations/replicate.js';
import { scatter } from '../stations/scatter.js';
import { admit, consume } from '../stations/shared-line.js';
import { again } from '../stations/visit.js';
import { count, deposit, draw, fork, hedge, hit, mark, next, repeat, spawn } from './control.js';
import { OP } from './instructions.js';
import type { World } from './world.js';

/** What happens less often, or does more at a time. */
export function other(world: World, token: number, pc: number, op: number): number {
  if (op >= OP.drawKey) return ofKeys(world, token, pc, op);
  switch (op) {
    case OP.hit:
      return hit(world, token, pc);
    case OP.fork:
      return fork(world, token, pc);
    case OP.repeat:
      return repeat(world, token, pc);
    case OP.copies:
      return copies(world, token, pc);
    case OP.spawn:
      return spawn(world, token, pc);
    case OP.consume:
      return consume(world, token, pc);
    case OP.admit:
      return admit(world, token, pc);
    case OP.limit:
      return limit(world, token, pc);
    case OP.passed:
      return passed(world, token, pc);
    case OP.open:
      return open(world, token, pc);
    case OP.close:
      return close(world, token, pc);
    case OP.borrow:
      return borrow(world, token, pc);
    case OP.post:
      return post(world, token, pc);
    case OP.acknowledge:
      return acknowledge(world, token, pc);
    case OP.expire:
      return expire(world, token, pc);
    case OP.lane:
      return drawLane(world, token, pc);
    case OP.giveBack:
      return giveBack(world, token, pc);
    case OP.again:
      return again(world, token, pc);
    case OP.pause:
      world.tokens.debt[token]! += world.program.pauses[world.program.a[pc]!]!;
      return pc + 1;
    case OP.draw:
      return draw(world, token, pc);
    case OP.count:
      return count(world, token, pc);
    case OP.next:
      return next(world, token, pc);
    case OP.mark:
      return mark(world, token, pc);
    default:
      return op >= OP.written && op <= OP.scatter ? ofCopies(world, token, pc, op) : ofCalls(world, token, pc, op);
  }
}

/** What becomes of writes after the copy that took them. */
function ofCopies(world: World, token: number, pc: number, op: number): number {
  switch (op) {
    case OP.written:
      return written(world, token, pc);
    case OP.ship:
      return ship(world, token, pc);
    case OP.shipped:
      return shipped(world, token, pc);
    case OP.applied:
      return applied(world, token, pc);
    case OP.acked:
      return acked(world, token, pc);
    case OP.regions:
      return regions(world, token, pc);
    case OP.scatter:
      return scatter(world, token, pc);
    default:
      return evicted(world, token, pc);
  }
}

/** What calls do besides asking and waiting. */
function ofCalls(world: World, token: number, pc: number, op: number): number {
  switch (op) {
    case OP.guard:
      return guard(world, token, pc);
    case OP.judged:
      return judged(world, token, pc);
    case OP.hedge:
      return hedge(world, token, pc);
    case OP.deposit:
      return deposit(world, token, pc);
    case OP.hold:
      return hold(world, token, pc);
    case OP.done:
      return done(world, token, pc);
    case OP.compensate:
      return compensate(world, token, pc);
    case OP.undoing:
      return undoing(world, token, pc);
    default:
      return undone(world, token, pc);
  }
}

/** What is done with keys and the copies of caches. */
function ofKeys(world: World, token: number, pc: number, op: number): number {
  switch (op) {
    case OP.drawKey:
      return drawKey(world, token, pc);
    case OP.look:
      return look(world, token, pc);
    case OP.put:
      return put(world, token, pc);
    case OP.drop:
      return drop(world, token, pc);
    case OP.join:
      return join(world, token, pc);
    case OP.fill:
      return filled(world, token, pc);
    default:
      return renew(world, token, pc);
  }
}
