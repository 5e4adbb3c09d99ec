import { secondsOf } from '../kernel/course.js';
import type { Course } from '../kernel/drive.js';
import { UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import { type Excess, fullOf } from '../plan/excess.js';
import type { HeldUp } from '../plan/held-up.js';
import type { Outlook } from '../plan/utilisation.js';
import type { Stability } from '../report.js';
import { steadyGrowth } from '../statistics/stability.js';
import { COUNT } from '../statistics/station-counts.js';

/**
 * By how many a second the line in front of each component grows, where it does so steadily. `settled`: the run has come to its
 * equilibrium; before, only what the closed forms call full counts. Users who wait for their answers are never more than they are.
 * `since`: seconds from the end of the last failure to the end of the run; `Infinity`: there was none. Messages that somebody had who died are
 * hidden until their time is over, and those behind them in order wait: that ends by itself.
 */
export function growthOf(program: Program, course: Course, view: Outlook, settled: boolean, since: number): ReadonlyMap<number, number> {
  const growing = new Map<number, number>();
  const full = fullOf(view);
  const afterFault = since < Infinity;
  const hidden = since < Math.max(0, ...program.clocks.map(({ seconds }) => seconds));
  const users = (i: number) =>
    view.openDemand[i] === 0 && program.flows.some(({ kind }, flow) => kind === 'closed' && view.waitedForBy[flow]!.has(i));
  for (let i = 0; i < program.stations.ids.length; i++) {
    if ((!settled && full.length === 0) || (users(i) && !full.includes(i))) continue;
    if (hidden && program.stations.shared[i] === 1 && !full.includes(i)) continue;
    const came = Math.max(course.counts.of(i, COUNT.begun) + course.counts.of(i, COUNT.dropped), course.counts.of(i, COUNT.visits));
    const inflow = came / secondsOf(course);
    const waiting = (sample: Sample): number => sample.waiting[i]!;
    const waves = settled && full.length > 0 && !afterFault && program.stations.shared[i] === 1;
    const growth =
      steadyGrowth(course, waiting, inflow, afterFault ? 0.3 : 0.6) ?? (waves ? growthInWaves(course, waiting, inflow) : undefined);
    if (growth !== undefined) growing.set(i, growth);
  }
  return growing;
}

type Sample = Course['samples'][number];

/** Longest lines that differ by less than this factor, and by less than this share of what came meanwhile, are told apart by chance alone. */
const HIGHER = 1.5;
const LEFT = 0.005;
/** Fewer than these are no line that grows. */
const MANY = 50;

/**
 * By how many a second the longest line of the second half of a run is longer than that of the first, whatever it did in between: messages
 * that are given out again come in waves. `undefined`: it is not.
 */
function growthInWaves({ samples }: Course, of: (sample: Sample) => number, inflow: number): number | undefined {
  const half = Math.floor(samples.length / 2);
  if (half < 3) return undefined;
  const longest = (part: Course['samples']): number => Math.max(...part.map(of));
  const [before, last] = [longest(samples.slice(-2 * half, -half)), longest(samples.slice(-half))];
  const growth = (last - before) / (samples.at(-1)!.time - samples.at(-1 - half)!.time);
  return last >= MANY && last > HIGHER * before && growth > LEFT * inflow ? growth : undefined;
}

/** A run as far as it shows whether work piles up. `excess`: of the whole design; `growing`, and the counts, of the slice that was followed. */
export type Shown = {
  readonly program: Program;
  readonly course: Course;
  readonly growing: ReadonlyMap<number, number>;
  /** Whether the run has come to its equilibrium, and nothing changes in it. */
  readonly settled: boolean;
  readonly view: Outlook;
  readonly excess: Excess;
  readonly heldUp: ReadonlyMap<number, HeldUp>;
  readonly slice: number;
};

/** What the closed forms say becomes of what is too much, without the lines that should grow and were seen not to. */
export const believed = (shown: Shown): Excess => ({
  ...shown.excess,
  piles: new Map([...shown.excess.piles].filter(([i, growth]) => !standsStill(shown, i, growth))),
});

/** Whether work piles up somewhere, and where it does so fastest: as measured, or else as the closed forms say. */
export function stabilityOf(shown: Shown): Stability {
  const { program, course, view, slice } = shown;
  const { counts } = course;
  if (view.rates.every((rate) => rate === 0)) return { verdict: 'idle' };
  if (course.end === 'stuck')
    return { verdict: 'stuck', basis: 'measured', flows: program.flows.flatMap((flow) => (neverRest(flow) ? [flow.id] : [])) };
  let [station, growth] = fastest([...shown.growing].filter(([i]) => !fillsUp(shown, i)));
  if (course.end === 'overflow' && station < 0) {
    station = 0;
    for (let i = 1; i < counts.components; i++) if (counts.of(i, COUNT.waiting) > counts.of(station, COUNT.waiting)) station = i;
    // It may have been too much before anything was measured.
    growth = course.measured > 0 ? counts.of(station, COUNT.waiting) / course.measured : (shown.excess.piles.get(station) ?? 0) / slice;
  }
  if (station < 0) return expectedOf(shown);
  const verdict = course.end === 'overflow' ? 'overflow' : 'unstable';
  return { verdict, basis: 'measured', component: program.stations.ids[station]!, ...(growth > 0 ? { growth: growth * slice } : {}) };
}

const neverRest = ({ kind, think, users }: Program['flows'][number]): boolean => kind === 'closed' && think === 0 && users > 0;

/** Where it grows by most a second; -1: nowhere. */
const fastest = (growing: readonly (readonly [number, number])[]): readonly [number, number] =>
  growing.reduce((most, each) => (each[1] > most[1] ? each : most), [-1, 0] as const);

const waitingIn = ({ course }: Shown, i: number): number => course.samples.at(-1)?.waiting[i] ?? 0;

/**
 * Whether a line that grows does so for a while and no longer: by the closed forms all that is too much is turned away once the slots of
 * its callers are taken, and there are not yet as many in it.
 */
function fillsUp(shown: Shown, i: number): boolean {
  const { program, excess, heldUp } = shown;
  if (excess.piles.size > 0 || excess.turnsAway.length === 0) return false;
  const { slots, count } = program.stations;
  let room = 0;
  for (const [caller, { demand }] of heldUp) if (demand === Infinity && slots[caller]! < UNLIMITED) room += slots[caller]! * count[caller]!;
  return waitingIn(shown, i) < room;
}

/** A short run may not show it: more than the whole capacity cannot be served for long. */
function expectedOf(shown: Shown): Stability {
  const { program, excess } = shown;
  if (excess.full === undefined) return { verdict: 'stable' };
  const ids: readonly string[] = program.stations.ids;
  const [station, growth] = fastest([...excess.piles]);
  if (station >= 0) return { verdict: 'unstable', basis: 'closed form', component: ids[station]!, growth };
  const component = ids[excess.full]!;
  const by = refusing(shown, excess.full).map((i) => ids[i]!);
  return { verdict: 'overloaded', basis: 'closed form', component, ...(by.length === 0 ? {} : { turnedAwayBy: by }) };
}

/** Less than this share of all that is refused on the way to what is full is no part of an answer. */
const PART = 0.01;
/** So many visits must have been too many for nobody to be seen refusing any. */
const SEEN = 100;

/** Who was seen to turn away what comes to a component, or, where the run is too short for that, is to be expected to. */
function refusing(shown: Shown, full: number): readonly number[] {
  const { course, excess, view, growing, slice } = shown;
  const dropped = (i: number): number => course.counts.of(i, COUNT.dropped);
  const all = [...excess.before].reduce((sum, i) => sum + dropped(i), 0);
  const seen = [...excess.before].filter((i) => dropped(i) > PART * all).sort((a, b) => a - b);
  const excessive = (view.visitRates[full]! / slice) * (1 - 1 / Math.max(1, view.demand[full] ?? 0)) * course.measured;
  return seen.length > 0 || (excessive > SEEN && growing.size === 0) ? seen : excess.turnsAway;
}

/** What came after so many visits may differ from what was to be expected by so many standard deviations of their number. */
const CHANCE = 10;
/** A line shorter than this share of what should be in it does not grow. */
const SHORT = 0.1;

/**
 * Whether the line that should grow by so many a second was seen not to, in a run that was long enough to tell: something that the
 * closed forms do not know keeps work away from it, such as a circuit breaker.
 */
function standsStill(shown: Shown, i: number, growth: number): boolean {
  const { course, settled, slice, view } = shown;
  const expected = (growth / slice) * course.measured;
  const byChance = CHANCE * Math.sqrt((2 * view.visitRates[i]! * course.measured) / slice);
  // Who is made to wait by a queue stands in no line.
  const pending = course.after.reduce((sum, each) => sum + each, 0);
  const few = Math.max(waitingIn(shown, i), pending) < SHORT * expected;
  return settled && shown.growing.size === 0 && course.end !== 'interrupted' && expected > byChance && few;
}
