import type { Program } from './program.js';

/** Events in one moment beyond which it is no crowd that comes at once, and so many more for each user who may come then. */
const CROWD = 1 << 19;
const OF_EACH = 50;
/** ... and how many there are of each at least where no more events may be taken. */
const ROUNDS = 10;

/**
 * Tells where the clock stands still: users who do not think, and whose requests end in the moment in which they begin, come back again
 * and again, and no time passes.
 */
export class Standstill {
  private readonly users: number;
  private clock = 0;
  private events = 0;

  constructor({ flows }: Program, factors: readonly number[]) {
    this.users = flows.reduce((sum, { kind, think, users }, i) => sum + (kind === 'closed' && think === 0 ? users * factors[i]! : 0), 0);
  }

  /** Takes note of so many `events`, after which it is `now`. `last`: no more may be taken. Answers whether the clock stands still for good. */
  isSeen(now: number, events: number, last: boolean): boolean {
    this.events = now > this.clock ? 0 : this.events + events;
    this.clock = now;
    if (this.users === 0) return false;
    return this.events > CROWD + OF_EACH * this.users || (last && this.events > ROUNDS * this.users);
  }
}
