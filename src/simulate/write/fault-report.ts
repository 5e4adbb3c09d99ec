import { unreachable } from '#base/invariant.js';
import type { Fault } from '#model/design.js';
import type { TimedFault } from '../faults/agenda.js';
import type { World } from '../kernel/world.js';
import type { FaultReport, SliceFlow, TimelineSlice } from '../report.js';

/** Served again as before: at least this share of the rate, at most this many times the p99. */
const RATE_BACK = 0.95;
const P99_BACK = 2;

/** The run slice by slice, as far as it came; empty when nothing was made to happen. */
export function timelineReport(world: World, duration: number, measured: number, part: number): TimelineSlice[] {
  const { timeline, program } = world;
  if (timeline === undefined) return [];
  const width = duration / timeline.slices;
  const came = Math.min(timeline.slices, Math.floor(measured / width + 1e-6));
  return Array.from({ length: came }, (_, slice) => ({
    from: slice * width,
    to: (slice + 1) * width,
    flows: Object.fromEntries(program.flows.map((flow, i) => [flow.id, whole(timeline.slice(i, slice), part)])),
  }));
}

const whole = (of: SliceFlow, part: number): SliceFlow => ({
  offered: of.offered * part,
  served: of.served * part,
  errors: of.errors * part,
  p99: of.p99,
});

/** Before, during and after each failure. */
export function faultReports(slices: readonly TimelineSlice[], faults: readonly TimedFault[], part: number): FaultReport[] {
  const flows = Object.keys(slices[0]?.flows ?? {});
  return faults.map((fault) => {
    const end = fault.at + fault.for;
    const within = (from: number, to: number) => slices.filter((slice) => slice.from >= from - 1e-9 && slice.to <= to + 1e-9);
    const before = within(0, fault.at);
    const during = within(fault.at, end);
    const after = slices.filter((slice) => slice.from >= end - 1e-9);
    return {
      what: nameFault(fault.what),
      at: fault.at,
      for: fault.for,
      flows: Object.fromEntries(
        flows.map((flow) => {
          const usual = meanOf(before, flow);
          return [
            flow,
            {
              before: usual,
              during: meanOf(during, flow),
              after: meanOf(after, flow),
              recovery: recoveryOf(after, flow, usual, end, part),
            },
          ];
        }),
      ),
    };
  });
}

/** Mean rates over the slices, and the worst p99 among them. */
function meanOf(slices: readonly TimelineSlice[], flow: string): SliceFlow {
  const each = slices.map((slice) => slice.flows[flow]!);
  const mean = (of: (slice: SliceFlow) => number) =>
    each.length === 0 ? 0 : each.reduce((sum, slice) => sum + of(slice), 0) / each.length;
  const p99s = each.flatMap((slice) => slice.p99 ?? []);
  return {
    offered: mean((slice) => slice.offered),
    served: mean((slice) => slice.served),
    errors: mean((slice) => slice.errors),
    p99: p99s.length === 0 ? null : Math.max(...p99s),
  };
}

/** Seconds after the repair from which on every slice is as before; `null` when that did not happen within the run. */
function recoveryOf(after: readonly TimelineSlice[], flow: string, usual: SliceFlow, end: number, part: number): number | null {
  const width = after.length === 0 ? 0 : after[0]!.to - after[0]!.from;
  const chance = (slice: SliceFlow) => 3 / Math.sqrt(1 + (slice.offered * width) / part);
  const good = (slice: SliceFlow) =>
    slice.offered === 0 ||
    (slice.served >= RATE_BACK * (1 - chance(slice)) * slice.offered &&
      (usual.p99 === null || slice.p99 === null || slice.p99 <= P99_BACK * usual.p99));
  let from = after.length;
  while (from > 0 && good(after[from - 1]!.flows[flow]!)) from--;
  if (from === after.length) return null;
  return Math.max(0, after[from]!.from - end);
}

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
      return `${what.component} empty`;
    default:
      return unreachable(what);
  }
}
