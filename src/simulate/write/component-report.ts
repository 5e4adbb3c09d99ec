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

/** Whether work piles up somewhere, and where it does so fastest. */
export function stabilityOf(program: Program, course: Course, afterFault: boolean, slice: number): Stability {
  const { counts } = course;
  let component: string | undefined;
  let growth = 0;
  program.stations.ids.forEach((id, i) => {
    const inflow = (counts.of(i, COUNT.begun) + counts.of(i, COUNT.dropped)) / (course.measured || 1);
    const grows = steadyGrowth(course, (sample) => sample.waiting[i]!, inflow, afterFault ? 0.3 : 0.6);
    if (grows !== undefined && grows > growth) {
      growth = grows;
      component = id;
    }
  });
  if (course.end === 'overflow' && component === undefined) {
    let longest = 0;
    for (let i = 1; i < counts.components; i++) if (counts.of(i, COUNT.waiting) > counts.of(longest, COUNT.waiting)) longest = i;
    component = program.stations.ids[longest];
    growth = counts.of(longest, COUNT.waiting) / Math.max(1e-9, course.measured);
  }
  if (component === undefined) return { verdict: 'stable' };
  return { verdict: course.end === 'overflow' ? 'overflow' : 'unstable', component, growth: growth * slice };
}
