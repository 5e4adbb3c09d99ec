import { aftermathOf } from '../faults/aftermath.js';
import type { TimedFault } from '../faults/agenda.js';
import type { FaultFlow, SliceFlow, TimelineSlice } from '../report.js';

/** Served again as before: at least this share of the rate, at most this many times the p99. */
const RATE_BACK = 0.95;
const P99_BACK = 2;
/** So many slices in a row are as before: one alone may be so by chance. */
const STEADY = 3;

type Slices = { readonly slices: readonly TimelineSlice[]; readonly part: number };

/**
 * What a failure did to one flow. What others do is left aside: before it, and after it up to the next one. `known`: what comes after the
 * repair can be told.
 */
export function faultFlow(
  { slices, part }: Slices,
  flow: string,
  fault: TimedFault,
  known: boolean,
  faults: readonly TimedFault[],
): FaultFlow {
  const end = fault.at + fault.for;
  const others = faults.filter((each) => each.at !== fault.at || each.for !== fault.for);
  const next = Math.min(Infinity, ...others.filter(({ at }) => at >= end - 1e-9).map(({ at }) => at));
  const quiet = slices.filter(({ from, to }) => others.every((other) => other.at >= to - 1e-9 || other.at + other.for <= from + 1e-9));
  const within = (of: readonly TimelineSlice[], from: number, to: number) =>
    of.filter((slice) => slice.from >= from - 1e-9 && slice.to <= to + 1e-9);
  const alone = within(quiet, 0, fault.at);
  const earlier = alone.length > 0 ? alone : within(slices, 0, fault.at);
  const later = known ? within(quiet, end, next) : [];
  const before = meanOf(earlier, flow);
  return {
    before,
    during: meanOf(within(slices, fault.at, end), flow),
    after: meanOf(later, flow),
    recovery: before === null ? null : recoveryOf(earlier, later, flow, before, end, part),
    aftermath: known ? aftermathOf([...earlier, ...later], flow, fault.at, end, part).after : 'not seen',
  };
}

/** Mean rates over the slices, and the worst p99 among them; `null` without a slice. */
function meanOf(slices: readonly TimelineSlice[], flow: string): SliceFlow | null {
  const each = slices.map((slice) => slice.flows[flow]!);
  if (each.length === 0) return null;
  const mean = (of: (slice: SliceFlow) => number) => each.reduce((sum, slice) => sum + of(slice), 0) / each.length;
  const p99s = each.flatMap((slice) => slice.p99 ?? []);
  return {
    offered: mean((slice) => slice.offered),
    served: mean((slice) => slice.served),
    errors: mean((slice) => slice.errors),
    p99: p99s.length === 0 ? null : Math.max(...p99s),
  };
}

/**
 * Seconds after the repair from which on the slices are as before, to a slice; 0: from the repair on; `null` when that did not happen within
 * them. What was not served before the failure need not be served after it, and as many slices may be worse by chance as were before, and one.
 */
function recoveryOf(
  earlier: readonly TimelineSlice[],
  later: readonly TimelineSlice[],
  flow: string,
  usual: SliceFlow,
  end: number,
  part: number,
): number | null {
  if (later.length === 0 || (usual.served === 0 && usual.offered > 0)) return null;
  const width = later[0]!.to - later[0]!.from;
  const chance = (slice: SliceFlow) => 3 / Math.sqrt(1 + (slice.offered * width) / part);
  const share = usual.offered > 0 ? Math.min(1, usual.served / usual.offered) : 1;
  const good = (slice: SliceFlow) =>
    slice.offered === 0 ||
    (slice.served >= RATE_BACK * (1 - chance(slice)) * share * slice.offered &&
      (usual.p99 === null || slice.p99 === null || slice.p99 <= P99_BACK * usual.p99));
  const worse = (of: readonly TimelineSlice[]): number => of.filter((slice) => !good(slice.flows[flow]!)).length / of.length;
  // None seen in so many does not mean that there never is one.
  const allowed = worse(earlier) + 1 / earlier.length;
  const from = later.findIndex((_, i) => worse(later.slice(i, i + STEADY)) === 0 && worse(later.slice(i)) <= allowed);
  return from < 0 ? null : Math.max(0, from === 0 ? 0 : later[from]!.from - end);
}
