import { unreachable } from '#base/invariant.js';
import type { Fault } from '#model/design.js';
import type { TimedFault } from '../faults/agenda.js';
import { emptied } from '../faults/apply.js';
import type { Course } from '../kernel/drive.js';
import type { Program } from '../kernel/program.js';
import type { World } from '../kernel/world.js';
import type { FaultReport, SliceFlow, TimelineSlice } from '../report.js';
import type { FleetCounts } from '../stations/fleet.js';
import { faultFlow } from './fault-flow.js';
import { waitingAt } from './waiting-at.js';

/** The run slice by slice, as far as it came; empty when nothing was made to happen. */
export function timelineReport(world: World, course: Course, duration: number, part: number): TimelineSlice[] {
  const { fleets, measured } = course;
  const { timeline, program } = world;
  if (timeline === undefined) return [];
  const width = duration / timeline.slices;
  const came = Math.min(timeline.slices, Math.floor(measured / width + 1e-6));
  return Array.from({ length: came }, (_, slice) => ({
    from: slice * width,
    to: (slice + 1) * width,
    flows: Object.fromEntries(program.flows.map((flow, i) => [flow.id, whole(timeline.slice(i, slice), part)])),
    waiting: waitingAt(course, (slice + 1) * width) * part,
    ...(fleets.length === 0 ? {} : { instances: instancesIn(program, fleets, slice * width, (slice + 1) * width, part) }),
    ...(program.keys.caches.length === 0
      ? {}
      : {
          hits: Object.fromEntries(
            program.keys.caches.map(({ station }, i) => [program.stations.ids[station]!, timeline.hitRatio(i, slice)]),
          ),
        }),
  }));
}

/** Instances that autoscalers let serve between two moments, on average. */
function instancesIn({ scales, stations }: Program, fleets: readonly FleetCounts[], from: number, to: number, part: number) {
  const means = fleets.map(({ changes }, scale) => {
    const area = changes.reduce((sum, { at, count }, i) => {
      const until = Math.min(to, changes[i + 1]?.at ?? Infinity);
      return sum + count * Math.max(0, until - Math.max(from, at));
    }, 0);
    return (area / (to - from)) * part * scales[scale]!.worth;
  });
  return Object.fromEntries(means.map((mean, i) => [stations.ids[scales[i]!.station]!, mean]));
}

const whole = (of: SliceFlow, part: number): SliceFlow => ({
  offered: of.offered * part,
  served: of.served * part,
  errors: of.errors * part,
  p99: of.p99,
});

export type Seen = {
  readonly program: Program;
  readonly slices: readonly TimelineSlice[];
  /** Seconds that were measured. */
  readonly measured: number;
  /** Components that the answers of each flow wait for. */
  readonly waitedForBy: readonly ReadonlySet<number>[];
  /** One k-th of the design was followed. */
  readonly part: number;
  /** Acknowledged writes that were lost: where, and when the leader died. */
  readonly lost: readonly { readonly component: string; readonly at: number; readonly count: number }[];
};

/** Before, during and after each failure. */
export function faultReports(seen: Seen, faults: readonly TimedFault[]): FaultReport[] {
  const { program, measured, waitedForBy } = seen;
  const lost = faults.flatMap((fault) => emptied(program, fault.what));
  return faults.map((fault) => {
    const caches = emptied(program, fault.what);
    return {
      kind: fault.what.kind,
      what: nameFault(fault.what),
      at: fault.at,
      for: fault.for,
      began: measured > fault.at,
      ended: measured >= fault.at + fault.for,
      emptied: caches.map((station) => program.stations.ids[station]!),
      lostWrites: lostBy(seen, fault),
      flows: Object.fromEntries(
        program.flows.map(({ id }, i) => {
          const known = !lost.some((station) => waitedForBy[i]!.has(station));
          return [id, faultFlow(seen, id, fault, known, faults)];
        }),
      ),
    };
  });
}

/** What was lost by the deaths at the beginning of a failure. */
const lostBy = ({ lost, part }: Seen, { at }: TimedFault): Record<string, number> =>
  Object.fromEntries(
    lost.filter((each) => Math.abs(each.at - at) <= 1e-9 * (1 + at)).map(({ component, count }) => [component, count * part]),
  );

/** Acknowledged writes that went with their leaders, on the clock that begins after the warm-up. */
export const lossesOf = ({ losses, program }: World, warmup: number): Seen['lost'] =>
  losses.entries.map(({ station, diedAt, count }) => ({ component: program.stations.ids[station]!, at: diedAt - warmup, count }));

export function nameFault(what: Fault['what']): string {
  switch (what.kind) {
    case 'component':
      return `component ${what.component} down`;
    case 'instance':
      return `${what.instances} instance${what.instances === 1 ? '' : 's'} of ${what.component} down`;
    case 'zone':
      return `zone ${what.zone} down`;
    case 'region':
      return `region ${what.region} down`;
    case 'slow':
      return `${what.component} ${what.factor}x slower`;
    case 'cold':
      return `${what.component} loses its contents`;
    case 'partition':
      return `${what.between[0]} and ${what.between[1]} apart`;
    case 'load':
      return `${what.factor}x the requests`;
    default:
      return unreachable(what);
  }
}
