import type { RunReport, SimulationReport, StaleReport } from '#simulate/report.js';
import { visible } from './diagram-text.js';
import { distributionChart } from './distribution-chart.js';
import { type Page, type Section, section, table } from './document.js';
import { faultSection } from './fault-section.js';
import { countText, numberText, ratioText, timeText } from './figure-text.js';
import { usedOf } from './fullness.js';
import { latencyChart, partsOf, spentChart, staleChart, utilisationChart } from './load-charts.js';
import { callLines, causeLines } from './simulation-calls.js';
import { fleetLines } from './simulation-fleets.js';
import { keyLines } from './simulation-keys.js';
import { interruptedText, kneeOf } from './simulation-knee.js';
import { batchLines, messageLines } from './simulation-messages.js';
import { NO_LINE, NO_WAIT, needsText, percent } from './simulation-tables.js';
import { targetRows, targetsText } from './simulation-targets.js';
import { stabilityTexts } from './simulation-verdict.js';

/** The whole load report as a page: the answer first, then what stands behind it. */
export function simulationPage(title: string, report: SimulationReport): Page {
  const said = [targetsText(report), interruptedText(report), ...stabilityTexts(report), bottleneckText(report)];
  const sections = [...loadSections(report, false), ...staleSection(report), ...faultSection(report), howItRan(report)];
  return { title: `Load report: ${title}`, summary: said.filter((line) => line !== '').join('\n'), sections };
}

/** What a page on the whole design says of its load; with the verdict in `words` where nothing has said it before. */
export function loadSections(report: SimulationReport, words = true): Section[] {
  const worst = report.peak ?? report;
  return [
    ...targetSection(report),
    flowSection(report, words),
    ...componentSection(report),
    ...spentSection(worst),
    ...partsSection(report),
  ];
}

/** What such a page says of a failure that was tried: the verdicts under it, before, during and after, and what is missed, fails and waits. */
export function failureSections(report: SimulationReport): Section[] {
  const said = [interruptedText(report), targetsText(report), ...stabilityTexts(report)].filter((line) => line !== '');
  const missed = targetRows(report)
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ what, measured, asked, quality, at }) => `${what}: ${measured}, asked ${asked} (${quality})${at === '' ? '' : `, ${at}`}`);
  const notes = [...missed, ...causeLines(report, PLAIN), ...messageLines(report.peak ?? report, PLAIN)].map((line) =>
    visible(line.trim()),
  );
  return faultSection(report).map((each) => ({ ...each, lines: [...each.lines, ...said], notes: [...notes, ...each.notes] }));
}

/** Lines of the terminal as sentences of a page. */
const PLAIN = { columns: 100_000, color: false };

const bottleneckText = (report: SimulationReport): string => {
  const { knee } = report;
  return knee === null ? '' : `Bottleneck: ${knee.component}. ${kneeOf(report, knee)}`;
};

function targetSection(report: SimulationReport): Section[] {
  const rows = targetRows(report).map(({ verdict, what, measured, asked, margin, quality, at, run }) => [
    verdict,
    what,
    run === 'usual' ? `${measured} ${at}` : measured,
    asked,
    margin === '' ? '-' : margin,
    quality,
  ]);
  if (rows.length === 0) return [];
  const title =
    report.peak === undefined ? 'Targets under load' : `Targets under load, at peak unless it is worse at ${numberText(report.load)}x`;
  return [section(title, table(['Verdict', 'What', 'Measured', 'Asked', 'Margin', 'Requirement'], rows))];
}

const FLOW_LEGEND = 'A dash stands where a figure is not resolved. Times are those of answers; failures are not among them.';
const COMPONENT_LEGEND =
  'Works: own work, of its capacity. Waits on others: slots held so, of all its slots. Through: visits done, on every copy of a store.';

const time = (value: number | null): string => (value === null ? '-' : timeText(value));
const rate = (value: number): string => `${numberText(value)}/s`;
const runsOf = (report: SimulationReport): [string, RunReport][] => [
  [`${numberText(report.load)}x`, report],
  ...(report.peak === undefined ? [] : [['peak', report.peak] as [string, RunReport]]),
];

function flowSection(report: SimulationReport, words: boolean): Section {
  const rows = Object.keys(report.flows).flatMap((flow) =>
    runsOf(report).map(([at, run]) => {
      const { offered, served, errors, latency } = run.flows[flow]!;
      const failed = Object.values(errors).reduce((sum, each) => sum + each, 0);
      const figures = [latency.mean, latency.p50, latency.p95, latency.p99, latency.p999].map(time);
      return [flow, at, rate(offered), rate(served), offered === 0 ? '-' : percent(Math.min(1, failed / offered)), ...figures];
    }),
  );
  const head = ['Flow', 'At', 'Offered', 'Served', 'Failed', 'Mean', 'p50', 'p95', 'p99', 'p99.9'];
  const said = [interruptedText(report), targetsText(report), ...stabilityTexts(report), bottleneckText(report)].filter(
    (line) => line !== '',
  );
  const lines = rows.length === 0 ? ['No flow offers a load.'] : words ? said : [];
  const causes = rows.length === 0 ? [] : [FLOW_LEGEND, ...causeLines(report, PLAIN).map((line) => line.trim())];
  const charts = () =>
    Object.keys(report.flows).flatMap((flow, i) => [
      latencyChart(report, flow, `latency-${i}`),
      distributionChart(report, flow, `distribution-${i}`),
    ]);
  return section(
    'Simulated load',
    rows.length === 0 ? undefined : table(head, rows),
    lines,
    words ? [...causes, ...ranTexts(report), ...takenTexts(report)] : causes,
    charts,
  );
}

function componentSection(report: SimulationReport): Section[] {
  const run = report.peak ?? report;
  const rows = Object.entries(run.components)
    .filter(([, { throughput, queueLength }]) => throughput + queueLength > 0)
    .sort(([, a], [, b]) => usedOf(b) - usedOf(a))
    .map(([id, each]) => {
      const { utilisation, held, demand, queueLength, waiting, throughput, dropped } = each;
      return [
        id,
        demand === null ? '-' : percent(utilisation),
        demand === null ? '-' : percent(held),
        demand === null ? '-' : needsText(each),
        queueLength < NO_LINE ? '-' : numberText(queueLength),
        queueLength < NO_LINE || waiting < NO_WAIT ? '-' : timeText(waiting),
        rate(throughput),
        dropped === 0 ? '-' : rate(dropped),
      ];
    });
  const head = ['Component', 'Works', 'Waits on others', 'Needs (closed form)', 'In line', 'In line for', 'Through', 'Turned away'];
  const title = report.peak === undefined ? 'Components under load' : 'Components under load, at peak';
  return rows.length === 0
    ? []
    : [
        section(title, table(head, rows), [], [COMPONENT_LEGEND, ...fleetLines(report, PLAIN).map((line) => line.trim())], () => [
          utilisationChart(run, 'components'),
        ]),
      ];
}

/** What the tables do not hold: keys, messages, batches and calls, where there is something to tell. */
function partsSection(report: SimulationReport): Section[] {
  const worst = report.peak ?? report;
  const told = [keyLines(worst, PLAIN), messageLines(worst, PLAIN), batchLines(worst, PLAIN), callLines(report, PLAIN)].flat();
  return told.length === 0
    ? []
    : [
        section(
          'Keys, messages, batches and calls',
          undefined,
          [],
          told.map((line) => line.trim()),
        ),
      ];
}

function spentSection(run: RunReport): Section[] {
  const rows = Object.entries(run.flows).flatMap(([flow, { slowest }]) =>
    slowest === null || slowest.mean <= 0
      ? []
      : Object.entries(slowest.parts)
          .map(([id, each]) => ({ id, parts: partsOf(each), total: partsOf(each).reduce((sum, part) => sum + part, 0) }))
          .filter(({ total }) => total >= 0.01 * slowest.mean)
          .sort((a, b) => b.total - a.total)
          .map(({ id, parts, total }) => [
            flow,
            id,
            percent(total / slowest.mean),
            ...parts.map((part) => (part < 0.0005 * slowest.mean ? '-' : timeText(part))),
          ]),
  );
  if (rows.length === 0) return [];
  const share = Object.values(run.flows).find(({ slowest }) => slowest !== null)?.slowest?.share ?? 0;
  const head = ['Flow', 'At', 'Of the time', 'Waits in lines', 'Works', 'On the way', 'Failed tries'];
  const title = `Where the slowest ${ratioText(share)} of answers spend their time`;
  return [section(title, table(head, rows), [], [], () => [spentChart(run, 'spent')])];
}

function staleSection(report: SimulationReport): Section[] {
  const { stale } = report.peak ?? report;
  if (stale.length === 0) return [];
  const older = ({ visible, after }: StaleReport, at: number): string => {
    const found = after.findLast((each) => each.after <= at + 1e-9);
    return visible === null || found === undefined ? '-' : percent(found.share);
  };
  const rows = stale.map((each) => [
    each.data,
    each.flow,
    each.through === undefined ? each.component : `${each.through}, else ${each.component}`,
    older(each, 0),
    older(each, 0.1),
    older(each, 1),
    each.visible?.p99 == null ? '-' : timeText(each.visible.p99),
    each.reads === null ? '-' : percent(each.reads),
  ]);
  const head = ['Data', 'Read by', 'From', 'Older at once', 'After 100 ms', 'After 1 s', 'Seen by 99% after', 'Of all reads'];
  return [section('Reads of older copies', table(head, rows), [], [], () => [staleChart(stale, 'stale')])];
}

const howItRan = (report: SimulationReport): Section => section('How it ran', undefined, ranTexts(report), takenTexts(report));

/** How long the runs were, and of what. */
function ranTexts(report: SimulationReport): string[] {
  const runs = runsOf(report).map(
    ([at, run]) =>
      `At ${at}: ${timeText(run.simulated)} after ${timeText(run.warmup)} of warm-up, ${countText(run.events, 'event')}${run.slice > 1 ? ` on 1/${run.slice} of the design` : ''}.`,
  );
  return [...runs, `Seed ${report.seed}, intervals at ${ratioText(report.confidence)}.`];
}

const takenTexts = (report: SimulationReport): string[] => [
  ...report.notModelled.map(({ path, what }) => `Not modelled: ${what} (${path}).`),
  ...report.assumptions.map((each) => `Assumed: ${each}.`),
];
