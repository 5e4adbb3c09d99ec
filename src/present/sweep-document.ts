import type { SweepReport } from '#simulate/sweep/sweep.js';
import { lineChart } from './chart/line-chart.js';
import { type Page, type Section, section, table } from './document.js';
import { countText, numberText, ratioText, timeText } from './figure-text.js';
import { interruptedText } from './simulation-knee.js';
import { percent } from './simulation-tables.js';
import { sweepBands } from './sweep-bands.js';
import { CURVE_LEGEND, disagreementText, loadText, pointRate, stopsFor, targetText, throughputText } from './sweep-words.js';

const LEGEND = CURVE_LEGEND[0]!.toUpperCase() + CURVE_LEGEND.slice(1);

/** A sweep over the load as a page: what is left where, then the curves of each flow. */
export function sweepPage(title: string, report: SweepReport): Page {
  return {
    title: `Load from ${loadText(report.from)} to ${loadText(report.to)}: ${title}`,
    summary: answers(report).join('\n'),
    sections: [...flowSections(report, (flow) => flow), ...bandSection(report), howItRan(report)],
  };
}

/** What a page on the whole design says of how far it scales. */
export function sweepSections(report: SweepReport): Section[] {
  const range = `${loadText(report.from)} to ${loadText(report.to)}`;
  return [
    section(`Load from ${range}`, undefined, answers(report), [LEGEND]),
    ...flowSections(report, (flow) => `${flow} from ${range}`),
    ...bandSection(report),
  ];
}

/** What is left where, and whether the closed forms said so. */
function answers(report: SweepReport): string[] {
  const { targets } = report;
  const ended = interruptedText(report);
  return [ended, throughputText(report), disagreementText(report), ...targets.map(targetText)].filter((line) => line !== '');
}

const flowSections = (report: SweepReport, title: (flow: string) => string): Section[] =>
  Object.keys(report.points[0]?.flows ?? {}).map((flow, i) => flowSection(report, flow, title(flow), `flow-${i}`));

const time = (value: number | null): string => (value === null ? '-' : timeText(value));

function flowSection(report: SweepReport, flow: string, title: string, id: string): Section {
  const rows = report.points.map((point) => {
    const { offered, goodput, errors, p50, p99 } = point.flows[flow]!;
    const share = offered === 0 ? 0 : Math.min(1, errors / offered);
    const busy = point.busiest === null ? ['-', '-', '-'] : [point.busiest, percent(point.utilisation), percent(point.held)];
    return [loadText(point.load), pointRate(offered, point), pointRate(goodput, point), percent(share), time(p50), time(p99), ...busy];
  });
  const head = ['Load', 'Offered', 'Goodput', 'Failed', 'p50', 'p99', 'Busiest', 'Works', 'Waits'];
  return section(title, table(head, rows), [], [], () => [
    latencies(report, flow, `${id}-latency`),
    goodputs(report, flow, `${id}-goodput`),
  ]);
}

const loadsOf = ({ from, to }: SweepReport) =>
  ({ label: 'load, as a multiple of what the design says', kind: 'exact log', least: from, most: to, text: loadText }) as const;

/** Where retries are in play: the loads at which it stays down once something happened, and those at which it goes down by itself. */
function bandsOf({ retries, to }: SweepReport): { from: number; to: number; label: string }[] {
  if (retries === undefined) return [];
  const { vulnerable, unstable } = retries;
  const ends = unstable.leaves ?? to;
  return [
    ...(vulnerable.leaves !== null && vulnerable.leaves < ends ? [{ from: vulnerable.leaves, to: ends, label: 'vulnerable' }] : []),
    ...(unstable.leaves === null ? [] : [{ from: unstable.leaves, to, label: 'unstable' }]),
  ];
}

/** Where throughput stops growing, at the first load that shows it. */
const kneeOf = (report: SweepReport, flow: string): { at: number; label: string }[] => {
  const { leaves, component } = report.throughput;
  return leaves === null || !stopsFor(flow, report)
    ? []
    : [{ at: leaves, label: component === null ? 'throughput stops growing' : `knee: ${component}` }];
};

function latencies(report: SweepReport, flow: string, id: string): string {
  const curve = (name: 'p50' | 'p99') => report.points.map((point) => [point.load, point.flows[flow]![name]] as const);
  const targets = report.targets.filter((each) => each.flow === flow && each.until === undefined);
  return lineChart({
    id,
    title: `${flow}: latency against load`,
    description: `p50 and p99 of the answers to ${flow} at each simulated load. ${targets.map(targetText).join(' ')}`,
    x: loadsOf(report),
    y: { label: `${flow}, latency`, kind: 'log', text: timeText },
    series: [
      { name: 'p50', points: curve('p50') },
      { name: 'p99', points: curve('p99') },
    ],
    across: targets.map(({ name, target }) => ({ at: target, label: `${name} at most ${timeText(target)}` })),
    upright: kneeOf(report, flow),
  });
}

function goodputs(report: SweepReport, flow: string, id: string): string {
  const curve = (name: 'offered' | 'goodput' | 'errors') => report.points.map((point) => [point.load, point.flows[flow]![name]] as const);
  return lineChart({
    id,
    title: `${flow}: goodput against load`,
    description: `Requests of ${flow} a second: offered, answered well, and failed, at each simulated load.`,
    x: loadsOf(report),
    y: { label: `${flow}, a second`, kind: 'linear', least: 0, text: numberText },
    series: [
      { name: 'goodput', points: curve('goodput') },
      { name: 'offered', points: curve('offered') },
      { name: 'failed', points: curve('errors') },
    ],
    upright: kneeOf(report, flow),
    bands: bandsOf(report),
  });
}

function bandSection(report: SweepReport): Section[] {
  const text = sweepBands(report, { columns: 100_000, color: false });
  if (text === '') return [];
  const [heading = '', ...lines] = text.split('\n').map((line) => line.trim().replace(/\s{2,}/, ': '));
  return [section(heading, undefined, lines)];
}

function howItRan(report: SweepReport): Section {
  const events = report.points.reduce((sum, point) => sum + point.events, 0);
  const lines = [
    `${countText(report.points.length, 'point')}, ${countText(events, 'event')}, the same random numbers at each; seed ${report.seed}, intervals at ${ratioText(report.confidence)}.`,
  ];
  const notes = [
    LEGEND,
    ...report.notModelled.map(({ path, what }) => `Not modelled: ${what} (${path}).`),
    ...report.assumptions.map((each) => `Assumed: ${each}.`),
  ];
  return section('How it ran', undefined, lines, notes);
}
