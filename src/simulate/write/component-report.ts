import { secondsOf } from '../kernel/course.js';
import type { Course } from '../kernel/drive.js';
import { UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import type { HeldUp } from '../plan/held-up.js';
import { turnsAway } from '../plan/turns-away.js';
import type { Outlook } from '../plan/utilisation.js';
import type { ComponentReport, PoolReport, Stability } from '../report.js';
import type { FleetCounts } from '../stations/fleet.js';
import { steadyGrowth } from '../statistics/stability.js';
import { COUNT } from '../statistics/station-counts.js';
import { messageReport } from './message-report.js';

/** What was measured at every component, in the order of the design. Of a slice (one k-th) the whole is told. */
export function componentReports(
  program: Program,
  course: Course,
  outlook: Outlook,
  heldUp: ReadonlyMap<number, HeldUp>,
  slice: number,
): Record<string, ComponentReport> {
  const { counts } = course;
  const seconds = secondsOf(course);
  const part = seconds / slice;
  const reports: Record<string, ComponentReport> = {};
  program.stations.ids.forEach((id, i) => {
    const begun = counts.of(i, COUNT.begun);
    const scale = program.scales.findIndex(({ station }) => station === i);
    const fleet = course.fleets[scale];
    const slots = slotsOf(program, i, counts.of(i, COUNT.slotArea) / seconds, fleet?.mean);
    const capacity = Math.min(slots, coresOf(program, i, fleet?.mean));
    const messages = messageReport(program, course, i, slice);
    reports[id] = {
      utilisation: share(counts.of(i, COUNT.workingArea) / seconds, capacity),
      held: share(Math.max(0, counts.of(i, COUNT.slotArea) - counts.of(i, COUNT.workingArea)) / seconds, slots),
      queueLength: counts.of(i, COUNT.waitingArea) / part,
      waiting: begun === 0 ? 0 : counts.of(i, COUNT.waited) / begun,
      throughput: counts.of(i, COUNT.visits) / part,
      dropped: counts.of(i, COUNT.dropped) / part,
      connections: (course.calls.connections[i] ?? 0) * slice,
      ...(messages === undefined ? {} : { messages }),
      demand: outlook.demand[i] ?? null,
      ...heldUpReport(heldUp.get(i)),
      ...(program.stations.coldStart[i]! > 0 ? { coldStarts: course.coldStarts[i]! / part } : {}),
      ...poolsOf(program, course, i, slice, fleet?.mean),
      ...(fleet === undefined ? {} : { instances: instancesOf(fleet, slice * program.scales[scale]!.worth) }),
    };
  });
  return reports;
}

const heldUpReport = (heldUp: HeldUp | undefined): Pick<ComponentReport, 'heldUp'> =>
  heldUp === undefined ? {} : { heldUp: { by: heldUp.by, demand: Number.isFinite(heldUp.demand) ? heldUp.demand : null } };

/** Of what has no limit, and of what was down all the time, nothing is in use. */
const share = (used: number, of: number): number => (Number.isFinite(of) && of > 0 ? used / of : 0);

/** `mean`: instances that an autoscaler let serve on average. */
function poolsOf(
  { pools, stations }: Program,
  course: Course,
  station: number,
  slice: number,
  mean?: number,
): Pick<ComponentReport, 'pools'> {
  const seconds = secondsOf(course);
  const own = course.pools.flatMap((counts, pool): [string, PoolReport][] => {
    if (pools.from[pool] !== station) return [];
    const connections = pools.size[pool]! * (mean ?? stations.count[station]!);
    const report = {
      utilisation: share(counts.busyArea / seconds, connections),
      queueLength: (counts.waitingArea / seconds) * slice,
      waiting: counts.begun === 0 ? 0 : counts.waited / counts.begun,
    };
    return [[stations.ids[pools.to[pool]!]!, report]];
  });
  return own.length === 0 ? {} : { pools: Object.fromEntries(own) };
}

/** `part`: instances of the design that one of those that were followed stands for. */
const instancesOf = ({ mean, least, most }: FleetCounts, part: number) => ({
  mean: mean * part,
  least: Math.round(least * part),
  most: Math.round(most * part),
});

/**
 * Slots that can be in use. No more messages are in hand than order allows, but for those that are given out while somebody is still at
 * work on them, and for what comes from elsewhere: `used` slots were in use on average.
 */
function slotsOf(program: Program, i: number, used: number, mean?: number): number {
  const { slots, count, shared, parallel } = program.stations;
  const all = slots[i]! >= UNLIMITED ? Infinity : slots[i]! * (mean ?? count[i]!);
  return shared[i] === 1 && parallel[i]! < UNLIMITED ? Math.min(all, Math.max(parallel[i]!, used)) : all;
}

function coresOf(program: Program, i: number, mean?: number): number {
  const { cores, count } = program.stations;
  return cores[i]! >= UNLIMITED ? Infinity : cores[i]! * (mean ?? count[i]!);
}

/**
 * By how many a second the line in front of each component grows, where it does so steadily. `settled`: the run has come to its
 * equilibrium; before, only what the closed forms call full counts. Users who wait for their answers are never more than they are.
 */
export function growthOf(
  program: Program,
  course: Course,
  view: Outlook,
  settled: boolean,
  afterFault: boolean,
): ReadonlyMap<number, number> {
  const growing = new Map<number, number>();
  const full = fullOf(view);
  const users = (i: number) =>
    view.openDemand[i] === 0 && program.flows.some(({ kind }, flow) => kind === 'closed' && view.waitedForBy[flow]!.has(i));
  for (let i = 0; i < program.stations.ids.length; i++) {
    if ((!settled && full.length === 0) || (users(i) && !full.includes(i))) continue;
    const came = Math.max(course.counts.of(i, COUNT.begun) + course.counts.of(i, COUNT.dropped), course.counts.of(i, COUNT.visits));
    const inflow = came / secondsOf(course);
    const growth = steadyGrowth(course, (sample) => sample.waiting[i]!, inflow, afterFault ? 0.3 : 0.6);
    if (growth !== undefined) growing.set(i, growth);
  }
  return growing;
}

/** Above this share of its capacity a component is full for work that nobody waits for, rounding aside. */
const OVER = 1.001;

/** Components that more comes to than they can serve, by the closed forms: from open flows, or handed over by anybody. */
export const fullOf = ({ demand, openDemand }: Outlook): number[] =>
  openDemand.flatMap((open, i) => (open >= 1 || (demand[i] ?? 0) > OVER ? [i] : []));

/** Whether work piles up somewhere, and where it does so fastest: as measured, or else as the closed forms say. */
export function stabilityOf(
  program: Program,
  course: Course,
  growing: ReadonlyMap<number, number>,
  view: Outlook,
  slice: number,
): Stability {
  const { counts } = course;
  if (view.rates.every((rate) => rate === 0)) return { verdict: 'idle' };
  if (course.end === 'stuck')
    return { verdict: 'stuck', basis: 'measured', flows: program.flows.flatMap((flow) => (neverRest(flow) ? [flow.id] : [])) };
  let station = -1;
  let growth = 0;
  for (const [i, each] of growing) {
    if (each <= growth) continue;
    growth = each;
    station = i;
  }
  if (course.end === 'overflow' && station < 0) {
    station = 0;
    for (let i = 1; i < counts.components; i++) if (counts.of(i, COUNT.waiting) > counts.of(station, COUNT.waiting)) station = i;
    growth = counts.of(station, COUNT.waiting) / Math.max(1e-9, course.measured);
  }
  if (station < 0) return expectedOf(program, view);
  const verdict = course.end === 'overflow' ? 'overflow' : 'unstable';
  return { verdict, basis: 'measured', component: program.stations.ids[station]!, growth: growth * slice };
}

const neverRest = ({ kind, think, users }: Program['flows'][number]): boolean => kind === 'closed' && think === 0 && users > 0;

/** A short run may not show it: more than the whole capacity cannot be served for long. */
function expectedOf(program: Program, view: Outlook): Stability {
  const full = fullOf(view);
  if (full.length === 0) return { verdict: 'stable' };
  const away = full.filter((i) => view.refuses.has(i) || turnsAway(program, i));
  const demand = (i: number): number => view.demand[i] ?? 0;
  const worst = (away.length > 0 ? away : full).reduce((most, i) => (demand(i) > demand(most) ? i : most));
  const component = program.stations.ids[worst]!;
  if (away.length > 0) return { verdict: 'overloaded', basis: 'closed form', component };
  return { verdict: 'unstable', basis: 'closed form', component, growth: view.visitRates[worst]! * (1 - 1 / Math.max(1, demand(worst))) };
}
