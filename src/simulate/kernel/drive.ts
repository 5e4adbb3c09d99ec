import { measureCalls, restartCalls } from '../calls/measures.js';
import { type Appointment, agenda } from '../faults/agenda.js';
import type { Pieces } from '../pieces.js';
import type { Plan } from '../plan/plan.js';
import { beginScaling, scaleNow, workDone } from '../stations/autoscale.js';
import { settleWrites } from '../stations/followed-writes.js';
import { BATCHES, SECTIONS } from '../statistics/flow-counts.js';
import { COUNT } from '../statistics/station-counts.js';
import { Timeline } from '../statistics/timeline.js';
import { Arrivals } from '../workload/arrivals.js';
import type { Course, Wishes } from './course.js';
import { run, runReady } from './engine.js';
import { Standstill } from './standstill.js';
import { MOST_TOKENS } from './tokens.js';
import type { World } from './world.js';

export type { Course, Wishes } from './course.js';

/** Slices of the timeline of a run in which something happens. */
export const SLICES = 60;
/** Batches begin this many times halved, and are joined as the run goes on: whenever it is stopped, there are enough of them. */
const FINER = 4;
/** Batches after which it is asked whether to go on, beside all of them: it then lasts about half as long again each time. */
const CHECK = 14;
/** The last answers are waited for during this share of the measured time and of its events, in steps. */
const WAIT_SHARE = 0.25;
const WAIT_STEPS = 50;
/** Events after which progress is told and it is asked whether to go on: some hundredths of a second. A multiple of what the loop runs at once. */
const LOOK_UP = 1 << 18;

/** Runs a world through its warm-up and its measurement. */
export function drive(world: World, plan: Plan, wishes: Wishes): Pieces<Course> {
  return new Drive(world, plan, wishes).go();
}

class Drive {
  private readonly arrivals: Arrivals;
  private readonly appointments: Appointment[];
  private samples: Course['samples'][number][] = [];
  private folds = 0;
  /** Events after which it is looked up next. */
  private look = 0;
  private readonly world: World;
  private readonly plan: Plan;
  private readonly wishes: Wishes;
  private events = 0;
  private readonly standstill: Standstill;
  private budget: number;
  private end: Course['end'] = 'done';

  constructor(world: World, plan: Plan, wishes: Wishes) {
    this.world = world;
    this.plan = plan;
    this.wishes = wishes;
    this.budget = plan.events;
    this.standstill = new Standstill(world.program, wishes.factors);
    world.measureFrom = plan.warmup;
    world.flows.batch = plan.duration / BATCHES / 2 ** FINER;
    this.arrivals = new Arrivals(world, wishes.factors, wishes.profiles, wishes.profileFrom);
    world.held.fill(wishes.connections, world.fleet.serves, world.heap, (hold) => world.holdEvent(hold));
    this.appointments = agenda(world, plan.faults, wishes.failures, plan.warmup);
    world.log.all = plan.faults.length > 0 || wishes.failures.length > 0;
    if (wishes.unsteady || plan.faults.length > 0 || wishes.failures.length > 0) {
      world.timeline = new Timeline(
        world.program.flows.length,
        SLICES,
        plan.warmup,
        plan.duration / SLICES,
        world.program.keys.caches.length,
      );
    }
    beginScaling(world, wishes.instances);
    let known = 0;
    world.program.flows.forEach((flow, i) => {
      const users = flow.kind === 'closed' ? Math.round(flow.users * wishes.factors[i]!) : 0;
      world.firstUser[i] = known;
      for (let user = 0; user < users; user++) world.userReturns(i, user, 0);
      known += users;
    });
  }

  *go(): Pieces<Course> {
    const { world, plan } = this;
    this.lookUp();
    yield* this.warmUp();
    world.fleet.restart(world.now, (scale) => workDone(world, scale));
    world.counts.restart(world.now);
    restartCalls(world);
    world.caches?.restart();
    world.pools.restart(world.clock);
    const from = world.now;
    const before = world.flows.pending.slice();
    world.measuring = true;
    let batches = 0;
    while (this.end === 'done' && plan.duration > 0) {
      yield* this.advance(from + ++batches * world.flows.batch);
      this.samples.push({
        ...this.messages(),
        time: world.now,
        pending: world.flows.pending.slice(),
        waiting: this.waiting(),
        seen: this.world.caches?.seen.map((each) => each.slice()) ?? [],
      });
      if (this.wishes.over?.() === true) break;
      if ((batches === CHECK || batches === BATCHES) && this.mayEnd(batches * world.flows.batch)) break;
      if (batches < BATCHES) continue;
      if (this.folds >= FINER && (this.wishes.satisfied() || this.events * 2 > plan.events)) break;
      this.fold();
      batches = BATCHES / 2;
    }
    const counts = world.counts.snapshot(world.clock);
    const pools = world.pools.measured(world.clock);
    const coldStarts = world.coldStarts.count.slice();
    const fleets = world.fleet.measured(world.now);
    const measured = Math.max(0, world.now - from);
    const calls = measureCalls(world, measured);
    const after = world.flows.pending.slice();
    world.measuring = false;
    world.flows.seen = Math.min(SECTIONS, Math.floor(measured / (2 * world.flows.batch) + 1e-9));
    const end = ['overflow', 'interrupted', 'stuck'].includes(this.end) ? this.end : yield* this.waitForAnswers(measured);
    settleWrites(world);
    const share = end === 'interrupted' ? this.share() : 1;
    this.wishes.onProgress(share);
    return {
      began: from,
      events: this.events,
      measured,
      end,
      share,
      counts,
      coldStarts,
      pools,
      fleets,
      calls,
      before,
      after,
      samples: this.samples,
    };
  }

  /** Up to the last moment before the measured time: what begins with it belongs to it. */
  private *warmUp(): Pieces<void> {
    const { warmup } = this.plan;
    if (warmup > 0) yield* this.advance(warmup * (1 - 2 ** -52));
    if (this.end === 'done') this.world.now = warmup;
  }

  /** Whether it has lasted so long, and told so much, that it may end before its time. */
  private mayEnd(seconds: number): boolean {
    const { least, duration } = this.plan;
    return least < duration && seconds >= least * 0.999 && this.wishes.enough(Math.min(1, seconds / duration));
  }

  /** Joins neighbouring batches: with twice as long ones it goes on for as long again. */
  private fold(): void {
    this.folds++;
    this.world.flows.fold();
    this.samples = this.samples.filter((_, i) => i % 2 === 1);
  }

  /** Messages waiting, and the age of the oldest that is not done, by component. */
  private messages(): { depth: Int32Array; oldest: Float64Array } {
    const { messages, program, depth, now } = this.world;
    const came = messages.oldest(program.deliveries.queue, depth.length);
    return { depth: depth.slice(), oldest: came.map((time) => now - time) };
  }

  /** Visits waiting by component; messages wait in front of their consumers, and calls for a connection at who makes them. */
  private waiting(): Float64Array {
    const { counts, depth, messages, program } = this.world;
    const { lines } = program;
    const before = (station: number) =>
      lines.lines.subarray(lines.linesFrom[station], lines.linesFrom[station + 1]).reduce((sum, line) => sum + messages.waiting[line]!, 0);
    const waiting = Float64Array.from({ length: counts.components }, (_, i) => counts.of(i, COUNT.waiting) - depth[i]! + before(i));
    program.pools.from.forEach((from, pool) => {
      waiting[from]! += this.world.pools.waiting[pool]!;
    });
    return waiting;
  }

  /** Lets the last measured requests end while others keep coming: cut off, the slow ones among them would be missed. Answers how the run ended. */
  private *waitForAnswers(measured: number): Pieces<Course['end']> {
    const { world } = this;
    const ended = this.end;
    world.measureTo = world.now;
    this.end = 'done';
    this.budget = Math.ceil(this.events * (1 + WAIT_SHARE));
    const longest = Math.max(WAIT_SHARE * measured, this.plan.patience);
    for (let step = 0; step < WAIT_STEPS && (world.flows.open() > 0 || world.log.underWay() > 0) && this.end === 'done'; step++) {
      yield* this.advance(world.now + longest / WAIT_STEPS);
    }
    return this.ending() === 'interrupted' ? 'interrupted' : ended;
  }

  /** Runs until `time`, keeping the appointments on the way. */
  private *advance(time: number): Pieces<void> {
    for (;;) {
      const failure = this.appointments[0]?.time ?? Infinity;
      const next = Math.min(failure, this.world.fleet.next());
      if (next > time || this.end !== 'done') break;
      yield* this.runTo(next);
      if (this.ending() !== 'done') break;
      if (failure <= next) {
        this.appointments.shift()!.act(this.world);
        this.arrivals.surge();
      } else scaleNow(this.world);
      runReady(this.world);
    }
    if (this.end === 'done') yield* this.runTo(time);
  }

  private *runTo(time: number): Pieces<void> {
    for (let more = true; more && this.end === 'done'; ) {
      const left = this.budget - this.events;
      const events = run(this.world, this.arrivals, time, Math.min(left, LOOK_UP));
      this.events += events;
      more = events >= LOOK_UP;
      if (this.world.tokens.live > MOST_TOKENS) this.end = 'overflow';
      else if (this.standstill.isSeen(this.world.now, events, events >= left)) this.end = 'stuck';
      else if (events >= left) this.end = 'cut short';
      else if (this.events >= this.look) {
        yield;
        this.lookUp();
      }
    }
  }

  /** How it stands: TypeScript does not see that a call changes it. */
  private ending(): Course['end'] {
    return this.end;
  }

  private lookUp(): void {
    this.look = this.events + LOOK_UP;
    this.wishes.onProgress(this.share());
    if (this.wishes.stop?.()) this.end = 'interrupted';
  }

  /** How far it is, by the clock or by the events that it may take. */
  private share(): number {
    const { warmup, duration, events } = this.plan;
    const byTime = this.wishes.lasting ? 0 : this.world.now / (warmup + duration || 1);
    return Math.min(1, Math.max(byTime, this.events / events));
  }
}
