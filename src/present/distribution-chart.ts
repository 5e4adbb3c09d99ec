import type { FlowReport, LatencyPoint, RunReport, SimulationReport } from '#simulate/report.js';
import { type LineChart, lineChart } from './chart/line-chart.js';
import { timeText } from './figure-text.js';
import { percent } from './simulation-tables.js';

const HEIGHT = 220;
/** An axis of times over more than this factor is logarithmic. */
const WIDE = 8;
const MARKED = [
  ['p50', 'p50'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
] as const;

type Curve = { readonly name: string; readonly at: string; readonly flow: FlowReport; readonly points: readonly LatencyPoint[] };

/** The share of a flow's requests that are answered within a time, at each load, with its percentiles and targets. Empty where that is not known. */
export function distributionChart(report: SimulationReport, flow: string, id: string): string {
  const curves = curvesOf(report, flow);
  const judged = curves.at(-1);
  if (judged === undefined) return '';
  const marks = MARKED.flatMap(([name, shown]) => {
    const at = judged.flow.latency[name];
    return at === null ? [] : [{ at, label: `${shown} ${timeText(at)}` }];
  });
  const targets = report.flows[flow]!.targets.filter(({ until, name }) => until === undefined && /^p\d+$|^max$/.test(name)).map(
    ({ name, target, quality }) => ({ at: target, label: `${name} at most ${timeText(target)} (${quality})`, target: true }),
  );
  const unanswered = curves.filter(({ points }) => lost(points) > 0).map(({ at, points }) => `${percent(lost(points))} ${at}`);
  const whose = curves.length < 2 || marks.length === 0 ? [] : [`Percentiles: of the answers ${judged.at}.`];
  const note = [...(unanswered.length === 0 ? [] : [`Not answered: ${unanswered.join(', ')}.`]), ...whose].join(' ');
  const x = timeAxis(
    curves.flatMap(({ points }) => points.map(({ within }) => within)),
    targets.map(({ at }) => at),
  );
  return lineChart({
    id,
    title: `${flow}: share of the requests answered within a time`,
    description: [...marks.map(({ label }) => `${label}.`), note, ...targets.map(({ label }) => `Target: ${label}.`)]
      .filter((each) => each !== '')
      .join(' '),
    x,
    y: { label: `${flow}, answered within`, kind: 'linear', least: 0, most: 1, text: percent },
    series: curves.map(({ name, points }) => ({ name, points: lineOf(points, x.least ?? 0) })),
    upright: [...marks, ...targets],
    labels: 'low',
    note,
    height: HEIGHT,
  });
}

function curvesOf(report: SimulationReport, flow: string): Curve[] {
  const runs: readonly (readonly [string, string, RunReport | undefined])[] = [
    ['usual load', 'at the usual load', report],
    ['peak', 'at peak', report.peak],
  ];
  return runs.flatMap(([name, at, run]) => {
    const found = run?.flows[flow];
    const points = found?.latency.distribution ?? [];
    return found === undefined || (points.at(-1)?.within ?? 0) <= 0 ? [] : [{ name, at, flow: found, points }];
  });
}

const lost = (points: readonly LatencyPoint[]): number => 1 - points.at(-1)!.share;

/** Times that are 0 have no place on a logarithmic axis and stand at its left end. */
function timeAxis(times: readonly number[], targets: readonly number[]): LineChart['x'] {
  const all = [...times, ...targets].filter((time) => time > 0);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const base = { label: 'time until the answer', text: timeText, most };
  return most / least > WIDE ? { ...base, kind: 'log', least } : { ...base, kind: 'exact', least: Math.min(least, ...times) };
}

/** From nothing up: where the shortest answers are many, straight up. */
const lineOf = (points: readonly LatencyPoint[], least: number): (readonly [number, number])[] => [
  [Math.max(least, points[0]!.within), 0],
  ...points.map(({ within, share }) => [Math.max(least, within), share] as const),
];
