import type { RunReport, SimulationReport, TimelineSlice } from '#simulate/report.js';
import type { SweepReport } from '#simulate/sweep/sweep.js';

/** Rows as RFC 4180 has them: lines end in CR LF; a field with a comma, a quote or a line break stands in quotes. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** What a spreadsheet would take for a formula stays text: a quote before it. Numbers are left alone. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The timeline of a run, a row for each slice of the time and each flow, at peak where there is one; seconds and per second. Where
 * nothing happens in it, the whole of it is one slice.
 */
export function timelineCsv(report: SimulationReport): string {
  const run = report.peak ?? report;
  const timeline: readonly CsvSlice[] = run.timeline.length === 0 ? [wholeOf(run)] : run.timeline;
  const fleets = Object.keys(timeline[0]?.instances ?? {});
  const caches = Object.keys(timeline[0]?.hits ?? {});
  const head = [
    'from',
    'to',
    'flow',
    'offered',
    'served',
    'errors',
    'p99',
    ...fleets.map((id) => `instances ${id}`),
    ...caches.map((id) => `hits ${id}`),
  ];
  const rows = timeline.flatMap(({ from, to, flows, instances, hits }) =>
    Object.entries(flows).map(([flow, { offered, served, errors, p99 }]) => [
      from,
      to,
      flow,
      offered,
      served,
      errors,
      p99,
      ...fleets.map((id) => instances?.[id] ?? null),
      ...caches.map((id) => hits?.[id] ?? null),
    ]),
  );
  return csv([head, ...rows]);
}

type CsvSlice = Pick<TimelineSlice, 'from' | 'to' | 'flows' | 'instances' | 'hits'>;

/** A run in which nothing happens, as one slice of time. */
const wholeOf = ({ simulated, flows }: RunReport): CsvSlice => ({
  from: 0,
  to: simulated,
  flows: Object.fromEntries(
    Object.entries(flows).map(([id, { offered, served, errors, latency }]) => {
      const failed = Object.values(errors).reduce((sum, rate) => sum + rate, 0);
      return [id, { offered, served, errors: failed, p99: latency.p99 }];
    }),
  ),
});

/** The curves of a sweep, a row for each load and each flow; seconds and per second. */
export function sweepCsv({ points }: SweepReport): string {
  const head = ['load', 'flow', 'offered', 'goodput', 'errors', 'p50', 'p99', 'busiest', 'utilisation', 'held'];
  const rows = points.flatMap(({ load, flows, busiest, utilisation, held }) =>
    Object.entries(flows).map(([flow, { offered, goodput, errors, p50, p99 }]) => [
      load,
      flow,
      offered,
      goodput,
      errors,
      p50,
      p99,
      busiest,
      utilisation,
      held,
    ]),
  );
  return csv([head, ...rows]);
}
