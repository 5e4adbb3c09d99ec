import { visible } from '#diagnostics/code-frame.js';
import type { RunReport, SimulationReport } from '#simulate/report.js';
import { numberText } from './figure-text.js';
import { callLines, causeLines } from './simulation-calls.js';
import { fleetLines } from './simulation-fleets.js';
import { keyLines } from './simulation-keys.js';
import { interruptedText, kneeOf } from './simulation-knee.js';
import { batchLines, messageLines } from './simulation-messages.js';
import { simulationNotes } from './simulation-notes.js';
import { spentHeading, spentTable } from './simulation-spent.js';
import { staleText } from './simulation-stale.js';
import { componentTable, flowTable } from './simulation-tables.js';
import { targetRows, targetsText } from './simulation-targets.js';
import { faultText } from './simulation-timeline.js';
import { stabilityTexts } from './simulation-verdict.js';
import { inAscii, painter, type TextOptions, wrap } from './text.js';

/** The load report in a terminal, what is asked first at its top. Says in words what it says in colour. */
export function simulationText(title: string, report: SimulationReport, options: TextOptions): string {
  const text = whole(title, report, options);
  return options.ascii === true ? inAscii(text) : text;
}

function whole(title: string, report: SimulationReport, options: TextOptions): string {
  const paint = painter(options.color);
  const worst = report.peak ?? report;
  const when = report.peak === undefined ? ` at ${factor(report.load)}` : ' at peak';
  if (worst.stability.verdict === 'idle')
    return `${[paint.bold(visible(title)), NO_LOAD, simulationNotes(report, options)].join('\n\n').trimEnd()}\n`;
  const parts = [
    [paint.bold(visible(title)), ...verdicts(report, options)].join('\n'),
    targetLines(report, options),
    section('Flows', [...flowTable(report, options), ...causeLines(report, options), ...handedOver(report, options)], options),
    section(`Components${when}`, componentTable(worst, options), options),
    section(spentHeading(worst), spentTable(worst, options), options),
    ...faultText(report, options),
    ...(options.brief === true ? [] : furtherSections(report, options)),
    simulationNotes(report, options),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What tells more of single parts: each is there only where there is something to tell. */
function furtherSections(report: SimulationReport, options: TextOptions): string[] {
  const worst = report.peak ?? report;
  return [
    staleText(report, options),
    section('Keys', keyLines(worst, options), options),
    section('Messages', messageLines(worst, options), options),
    section('Batches', batchLines(worst, options), options),
    section('Instances and connections', fleetLines(report, options), options),
    section('Calls', callLines(report, options), options),
  ];
}

const NO_LOAD = 'Nothing to simulate: no flow offers a load.';

const factor = (load: number): string => `${numberText(load)}x`;

function section(heading: string, lines: readonly string[], options: TextOptions): string {
  return lines.length === 0 ? '' : [painter(options.color).bold(heading), ...lines].join('\n');
}

/** What became of the targets, whether work piles up, what is full first and when. */
function verdicts(report: SimulationReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  const said = targetsText(report);
  const tone = said.startsWith('PASS') ? paint.green : said.startsWith('FAIL') ? paint.red : paint.yellow;
  const lines = [
    ...(report.interrupted ? [paint.yellow(interruptedText(report))] : []),
    ...(said === '' ? [] : [tone(said)]),
    ...stabilityTexts(report).map((line) => stabilityTone(line, paint)(line)),
    ...(report.knee === null ? [] : [`Bottleneck: ${paint.bold(visible(report.knee.component))}. ${kneeOf(report, report.knee)}`]),
  ];
  return lines.map((line) => wrap(line, options.columns));
}

/** Stable is good only as long as what comes is served as well. */
function stabilityTone(line: string, paint: ReturnType<typeof painter>): (text: string) => string {
  if (line.startsWith('STABLE')) return line.includes(', but ') ? paint.yellow : paint.green;
  return line.startsWith('FAILING') ? paint.yellow : paint.red;
}

/** Failures of work that nobody waits for: no answer tells of them. */
function handedOver(report: SimulationReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  const runs = [[factor(report.load), report] as const, ...(report.peak === undefined ? [] : [['peak', report.peak] as const])];
  return runs.flatMap(([when, run]: readonly [string, RunReport]) =>
    Object.entries(run.flows).flatMap(([flow, { handedOverFailures }]) => {
      if (handedOverFailures === 0) return [];
      const line = `${visible(flow)} at ${when}: ${numberText(handedOverFailures)}/s of what it hands over fails, unseen by its answers.`;
      return [paint.yellow(wrap(line, options.columns, 2))];
    }),
  );
}

/** A line a target: verdict, what it is about, measured, asked, margin, and the requirement; what fails stands first. */
function targetLines(report: SimulationReport, options: TextOptions): string {
  const paint = painter(options.color);
  const rows = targetRows(report);
  const widest = (of: (row: (typeof rows)[number]) => string): number => Math.max(0, ...rows.map((row) => of(row).length));
  const widths = { what: widest(({ what }) => what), measured: widest(({ measured }) => measured), asked: widest(({ asked }) => asked) };
  const margin = widest((row) => row.margin);
  const word = { pass: paint.green('PASS      '), fail: paint.red('FAIL      '), unresolved: paint.yellow('UNRESOLVED') };
  const lines = rows.map((row) => {
    const figures = `${row.measured.padStart(widths.measured)}  asked ${row.asked.padStart(widths.asked)}`;
    const behind = [row.margin.padEnd(margin), row.quality, row.at].filter((text) => text.trim() !== '').join('  ');
    return `  ${word[row.verdict]}  ${row.what.padEnd(widths.what)}  ${figures}  ${behind}`;
  });
  const both = report.peak === undefined ? '' : `, at peak unless it is worse at ${factor(report.load)}`;
  const heading = `Targets${both}${report.faults.length === 0 ? '' : ', the failure included'}`;
  return section(heading, lines, options);
}
