import type { FlowReport, RunReport, SimulationReport, SpentParts, StaleReport, TimelineSlice } from '#simulate/report.js';
import { barChart } from './chart/bar-chart.js';
import { lineChart } from './chart/line-chart.js';
import { timeTicks } from './chart/scale.js';
import { happensText } from './fault-words.js';
import { numberText, timeText } from './figure-text.js';
import { fullnessOf, usedOf } from './fullness.js';
import { percent } from './simulation-tables.js';

/** Percentiles on an axis by how rare what lies beyond them is: each step is ten times rarer, and the tail gets room. */
const RANKS = [
  ['p50', 0.5],
  ['p90', 0.1],
  ['p95', 0.05],
  ['p99', 0.01],
  ['p999', 0.001],
] as const;
const SHOWN = ['p50', 'p90', 'p95', 'p99', 'p99.9'];
const placeOf = (beyond: number): number => -Math.log10(beyond);

/** Components on a chart of bars, and flows on one of what they spend. */
const MOST_BARS = 20;

/** The percentiles of one flow at each load, with its targets. Ids begin with `id`. */
export function latencyChart(report: SimulationReport, flow: string, id: string): string {
  const runs: [string, RunReport][] = [
    ['usual load', report],
    ...(report.peak === undefined ? [] : [['peak', report.peak] as [string, RunReport]]),
  ];
  const series = runs.map(([name, run]) => ({ name, points: curveOf(run.flows[flow]!) }));
  // Where answers take no time there is nothing to see.
  if (series.every(({ points }) => points.every(([, latency]) => latency === null || latency <= 0))) return '';
  const targets = report.flows[flow]!.targets.filter(({ until, name }) => until === undefined && RANKS.some(([rank]) => rank === name));
  const ticks = RANKS.map(([, beyond]) => placeOf(beyond));
  return lineChart({
    id,
    title: `${flow}: latency by percentile`,
    description: `So many of the answers to ${flow} take no longer than this. ${targets.map(({ name, target }) => `Target: ${name} ${timeText(target)}.`).join(' ')}`,
    x: {
      label: `percentile of the answers to ${flow}`,
      kind: 'exact',
      ticks,
      least: ticks[0],
      most: ticks.at(-1),
      text: (value) => SHOWN[nearestOf(ticks, value)]!,
    },
    y: { label: `${flow}, latency`, kind: 'linear', least: 0, text: timeText },
    series,
    across: targets.map(({ name, target, quality }) => ({ at: target, label: `${name} at most ${timeText(target)} (${quality})` })),
  });
}

const nearestOf = (ticks: readonly number[], value: number): number =>
  ticks.reduce((best, tick, i) => (Math.abs(tick - value) < Math.abs(ticks[best]! - value) ? i : best), 0);

const curveOf = ({ latency }: FlowReport): (readonly [number, number | null])[] =>
  RANKS.map(([name, beyond]) => [placeOf(beyond), latency[name]] as const);

/** Components by how full they are: own work, and slots in use where they are fuller than that. */
export function utilisationChart(run: RunReport, id: string): string {
  const bars = Object.entries(run.components)
    .filter(([, each]) => each.demand !== null && each.throughput + each.queueLength > 0)
    .map(([name, each]) => ({
      name,
      parts: [Math.min(1, each.utilisation), usedOf(each) - Math.min(1, each.utilisation)],
      mark: Math.min(2, each.demand ?? 0),
      note: `${percent(usedOf(each))}${fullnessOf(each) >= 0.99 ? ', full' : ''}${name === run.bottleneck ? ', full first' : ''}`,
      strong: name === run.bottleneck,
    }))
    .sort((a, b) => b.parts[0]! + b.parts[1]! - a.parts[0]! - a.parts[1]!)
    .slice(0, MOST_BARS);
  return barChart({
    id,
    title: 'How full the components are',
    description:
      'Own work as a share of capacity, and beyond it the slots in use as a share of all slots. The table below has the figures.',
    bars,
    parts: ['works', 'slots in use'],
    mark: 'needs of its fullest limit (closed form)',
    text: percent,
    most: 1,
  });
}

/** Served and failed a second, and the p99, over the time of a run, with what was made to happen. */
export function timelineCharts(run: RunReport, flow: string, id: string): string[] {
  const { timeline } = run;
  const points = (value: (slice: TimelineSlice) => number | null) =>
    timeline.map((slice) => [(slice.from + slice.to) / 2, value(slice)] as const);
  const bands = run.faults.map((fault) => ({ from: fault.at, to: fault.at + fault.for, label: fault.what }));
  const end = timeline.at(-1)?.to ?? 0;
  const x = { label: 'time', kind: 'exact' as const, text: timeText, least: 0, most: end, ticks: timeTicks(0, end, 8) };
  return [
    lineChart({
      id: `${id}-rate`,
      title: `${flow}: served and failed over time`,
      description: `Requests of ${flow} a second. ${run.faults.map((fault) => `${happensText(fault)}.`).join(' ')}`,
      x,
      y: { label: `${flow}, a second`, kind: 'linear', least: 0, text: numberText },
      series: [
        { name: 'served', points: points((slice) => slice.flows[flow]!.served) },
        { name: 'failed', points: points((slice) => slice.flows[flow]!.errors) },
      ],
      bands,
    }),
    lineChart({
      id: `${id}-p99`,
      title: `${flow}: p99 over time`,
      description: `The p99 of the answers to ${flow} in each slice of the run; none where nothing was answered.`,
      x,
      y: { label: `${flow}, p99`, kind: 'linear', least: 0, text: timeText },
      series: [{ name: '', points: points((slice) => slice.flows[flow]!.p99) }],
      bands,
      height: 200,
    }),
  ];
}

/** Where the slowest answers spend their time: a bar a component of each flow. */
export function spentChart(run: RunReport, id: string): string {
  const bars = Object.entries(run.flows).flatMap(([flow, { slowest }]) =>
    slowest === null || slowest.mean <= 0
      ? []
      : Object.entries(slowest.parts)
          .map(([component, parts]) => ({ component, parts: partsOf(parts) }))
          .map(({ component, parts }) => ({ name: `${flow} at ${component}`, parts, total: parts.reduce((sum, part) => sum + part, 0) }))
          .filter(({ total }) => total >= 0.01 * slowest.mean)
          .sort((a, b) => b.total - a.total)
          .map(({ name, parts, total }) => ({ name, parts, note: `${timeText(total)}, ${percent(total / slowest.mean)}` })),
  );
  return barChart({
    id,
    title: 'Where the slowest answers spend their time',
    description:
      'Mean time of the slowest hundredth of the answers, by component and by what it is spent on. The table below has the figures.',
    bars: bars.slice(0, MOST_BARS),
    parts: ['waits in lines', 'works', 'on the way', 'failed tries'],
    text: timeText,
  });
}

export const partsOf = ({ waiting, work, network, tries }: SpentParts): number[] => [waiting, work, network, tries];

/** The share of the reads that get an older value by the time since the write. */
export function staleChart(stale: readonly StaleReport[], id: string): string {
  const curves = stale.filter(({ visible, after }) => visible !== null && after.some(({ share }) => share > 0)).slice(0, 4);
  if (curves.length === 0) return '';
  const least = Math.min(...curves.flatMap(({ after }) => after.map((each) => each.after).filter((time) => time > 0)));
  // A logarithmic axis has no place for the moment of the write itself: it stands at the left end.
  return lineChart({
    id,
    title: 'Reads that get the older value, by the time since the write',
    description: 'Share of the reads that get the value before the write, so long after the write was acknowledged.',
    x: { label: 'time since the write was acknowledged', kind: 'log', text: timeText },
    y: { label: 'reads of the older value', kind: 'linear', least: 0, most: 1, text: percent },
    series: curves.map(({ data, flow, after }) => ({
      name: `${data} in ${flow}`,
      points: after.map((each) => [Math.max(each.after, least / 2), each.share] as const),
    })),
  });
}
