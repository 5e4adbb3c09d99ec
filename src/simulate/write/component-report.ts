import { secondsOf } from '../kernel/course.js';
import type { Course } from '../kernel/drive.js';
import { UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import type { HeldUp } from '../plan/held-up.js';
import type { Outlook } from '../plan/utilisation.js';
import type { ComponentReport, PoolReport } from '../report.js';
import type { FleetCounts } from '../stations/fleet.js';
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
      inUse: share(counts.of(i, COUNT.slotArea) / seconds, slots),
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
