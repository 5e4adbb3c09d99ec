import type { Course } from '../kernel/drive.js';
import { type Program, UNLIMITED } from '../kernel/program.js';
import type { Outlook } from '../plan/utilisation.js';
import type { ComponentReport, Stability } from '../report.js';
import { steadyGrowth } from '../statistics/stability.js';
import { COUNT } from '../statistics/station-counts.js';

/** What was measured at every component, in the order of the design. Of a slice (one k-th) the whole is told. */
export function componentReports(program: Program, course: Course, outlook: Outlook, slice: number): Record<string, ComponentReport> {
  const { counts } = course;
  const seconds = course.measured || 1;
  const part = seconds / slice;
  const reports: Record<string, ComponentReport> = {};
  program.stations.ids.forEach((id, i) => {
    const begun = counts.of(i, COUNT.begun);
    const slots = slotsOf(program, i);
    const capacity = Math.min(slots, coresOf(program, i));
    reports[id] = {
      utilisation: Number.isFinite(capacity) ? counts.of(i, COUNT.workingArea) / seconds / capacity : 0,
      held: Number.isFinite(slots) ? Math.max(0, counts.of(i, COUNT.slotArea) - counts.of(i, COUNT.workingArea)) / seconds / slots : 0,
      queueLength: counts.of(i, COUNT.waitingArea) / part,
      waiting: begun === 0 ? 0 : counts.of(i, COUNT.waited) / begun,
      throughput: counts.of(i, COUNT.visits) / part,
      dropped: counts.of(i, COUNT.dropped) / part,
      demand: outlook.demand[i] ?? null,
    };
  });
  return reports;
}

function slotsOf(program: Program, i: number): number {
  const { slots, count, shared, parallel } = program.stations;
  const all = slots[i]! >= UNLIMITED ? Infinity : slots[i]! * count[i]!;
  return shared[i] === 1 && parallel[i]! < UNLIMITED ? Math.min(all, parallel[i]!) : all;
}

function coresOf(program: Program, i: number): number {
  const { cores, count } = program.stations;
  return cores[i]! >= UNLIMITED ? Infinity : cores[i]! * count[i]!;
}

/** By how many a second the line in front of each component grows, where it does so steadily. */
export function growthOf(program: Program, course: Course, afterFault: boolean): ReadonlyMap<number, number> {
  const growing = new Map<number, number>();
  for (let i = 0; i < program.stations.ids.length; i++) {
    const came = Math.max(course.counts.of(i, COUNT.begun) + course.counts.of(i, COUNT.dropped), course.counts.of(i, COUNT.visits));
    const inflow = came / (course.measured || 1);
    const growth = steadyGrowth(course, (sample) => sample.waiting[i]!, inflow, afterFault ? 0.3 : 0.6);
    if (growth !== undefined) growing.set(i, growth);
  }
  return growing;
}

/** Whether work piles up somewhere, and where it does so fastest. */
export function stabilityOf(program: Program, course: Course, growing: ReadonlyMap<number, number>, slice: number): Stability {
  const { counts } = course;
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
  if (station < 0) return { verdict: 'stable' };
  const verdict = course.end === 'overflow' ? 'overflow' : 'unstable';
  return { verdict, component: program.stations.ids[station]!, growth: growth * slice };
}
