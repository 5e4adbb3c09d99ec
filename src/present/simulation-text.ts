import { visible } from '#diagnostics/code-frame.js';
import type { RunReport, SimulationReport, Stability, TargetReport } from '#simulate/report.js';
import { numberText, ratioText, timeText } from './figure-text.js';
import { callLines, causeLines } from './simulation-calls.js';
import { fleetLines } from './simulation-fleets.js';
import { keyLines } from './simulation-keys.js';
import { interruptedText, kneeText } from './simulation-knee.js';
import { batchLines, messageLines } from './simulation-messages.js';
import { spentHeading, spentTable } from './simulation-spent.js';
import { staleText } from './simulation-stale.js';
import { componentTable, flowTable } from './simulation-tables.js';
import { faultText } from './simulation-timeline.js';
import { painter, type TextOptions, wrap } from './text.js';

/** The load report on one screen. Says in words what it says in colour. */
export function simulationText(title: string, report: SimulationReport, options: TextOptions): string {
  const paint = painter(options.color);
  const worst = report.peak ?? report;
  if (worst.stability.verdict === 'idle')
    return `${[paint.bold(visible(title)), NO_LOAD, notes(report, options)].join('\n\n').trimEnd()}\n`;
  const parts = [
    `${paint.bold(visible(title))}\n${paint.dim(wrap(howItRan(report), options.columns))}`,
    ...verdicts(report, options),
    section('Flows', [...flowTable(report, options), ...causeLines(report, options), ...handedOver(report, options)], options),
    section('Calls', callLines(report, options), options),
    targetLines(report, options),
    section(
      report.peak === undefined ? `Components at ${factor(report.load)}` : 'Components at peak',
      componentTable(worst, options),
      options,
    ),
    section('Instances and connections', fleetLines(report, options), options),
    section('Messages', messageLines(worst, options), options),
    section('Batches', batchLines(worst, options), options),
    staleText(report, options),
    section('Keys', keyLines(worst, options), options),
    section(spentHeading(worst), spentTable(worst, options), options),
    ...faultText(report, options),
    notes(report, options),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const NO_LOAD = 'Nothing to simulate: no flow offers a load.';

const factor = (load: number): string => `${numberText(load)}x`;

function section(heading: string, lines: readonly string[], options: TextOptions): string {
  return lines.length === 0 ? '' : [painter(options.color).bold(heading), ...lines].join('\n');
}

function howItRan(report: SimulationReport): string {
  const run = (name: string, one: RunReport) =>
    `${name}: ${timeText(one.simulated)} after ${timeText(one.warmup)} of warm-up, ${numberText(one.events)} events${one.slice > 1 ? ` on 1/${one.slice} of the design` : ''}`;
  const runs = [run(`load ${factor(report.load)}`, report), ...(report.peak === undefined ? [] : [run('at peak', report.peak)])];
  return `${runs.join(' · ')} · seed ${report.seed} · intervals at ${ratioText(report.confidence)}`;
}

function verdicts(report: SimulationReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  const runs: [string, Stability][] = [[`at load ${factor(report.load)}`, report.stability]];
  if (report.peak !== undefined) runs.push(['at peak', report.peak.stability]);
  const lines = runs.flatMap(([when, stability]) => (stability.verdict === 'stable' ? [] : [paint.red(unstableText(when, stability))]));
  if (lines.length === 0) lines.push(paint.green(`STABLE ${runs.map(([when]) => when).join(' and ')}: nothing piles up.`));
  if (report.interrupted) lines.unshift(paint.yellow(interruptedText(report)));
  if (report.knee !== null) lines.push(`Bottleneck: ${paint.bold(visible(report.knee.component))}. ${kneeText(report.knee)}`);
  return [lines.map((line) => wrap(line, options.columns)).join('\n')];
}

/** Failures of work that nobody waits for: no answer tells of them. */
function handedOver(report: SimulationReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  const runs = [[factor(report.load), report] as const, ...(report.peak === undefined ? [] : [['peak', report.peak] as const])];
  return runs.flatMap(([when, run]) =>
    Object.entries(run.flows).flatMap(([flow, { handedOverFailures }]) => {
      if (handedOverFailures === 0) return [];
      const line = `${visible(flow)} at ${when}: ${numberText(handedOverFailures)}/s of what it hands over fails, unseen by its answers.`;
      return [paint.yellow(wrap(line, options.columns, 2))];
    }),
  );
}

function unstableText(when: string, stability: Stability): string {
  if (stability.verdict === 'overloaded') {
    return `OVERLOADED ${when}: more comes to ${visible(stability.component ?? 'it')} than it can serve; the rest is turned away.`;
  }
  const place = stability.component === undefined ? '' : ` in front of ${visible(stability.component)}`;
  const growth = stability.growth === undefined ? '' : `, ${numberText(stability.growth)} more every second`;
  const stopped = stability.verdict === 'overflow' ? ' The run was stopped: too much work is pending.' : '';
  return `UNSTABLE ${when}: requests pile up${place}${growth}.${stopped}`;
}

function targetLines(report: SimulationReport, options: TextOptions): string {
  const paint = painter(options.color);
  const word = { pass: paint.green('PASS      '), fail: paint.red('FAIL      '), unresolved: paint.yellow('UNRESOLVED') };
  const lines = Object.entries(report.flows).flatMap(([flow, { targets }]) =>
    targets.map(
      (target) => `  ${word[target.verdict]} ${visible(flow)} ${targetText(target, isEndless(report.peak ?? report, flow, target))}`,
    ),
  );
  const heading = `Targets${report.peak === undefined ? '' : ', judged at peak'}${report.faults.length === 0 ? '' : ', the failure included'}`;
  return section(heading, lines, options);
}

/** Whether a figure is missing because there is no end to it, and not because its rank falls among the failures. */
const isEndless = (run: RunReport, flow: string, { name, until }: TargetReport): boolean =>
  until !== undefined ||
  run.unresolved.some(({ path, why }) => path === `flows.${flow}.latency.${name}` && (why === 'unstable' || why === 'overflow'));

function targetText(target: TargetReport, endless: boolean): string {
  const until = target.until === undefined ? '' : ` until ${visible(target.until)}`;
  const unmeasured = target.verdict === 'unresolved' ? 'not resolved' : endless ? 'without bound' : 'too many fail';
  const about = target.verdict === 'unresolved' ? 'perhaps ' : '';
  const measured = target.measured === null ? unmeasured : `${about}${timeText(target.measured)}`;
  return `${target.name}${until}: ${measured}, asked ${timeText(target.target)} (${visible(target.quality)})`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function notes(report: SimulationReport, options: TextOptions): string {
  const paint = painter(options.color);
  const lines: string[] = [];
  const cut = [report, report.peak].flatMap((run) =>
    run?.unresolved.some((each) => each.path === 'simulated' && each.why === 'cut short') ? [run] : [],
  );
  for (const run of cut) lines.push(`Cut short after ${timeText(run.simulated)}: a longer run would take more events than it may.`);
  const figures = [report, report.peak].flatMap((run) => run?.unresolved ?? []).filter(({ path }) => path !== 'simulated');
  const unresolved = figures.length;
  if (unresolved > 0)
    lines.push(
      `Not resolved (-): ${counted(unresolved, 'figure')}. Ask for ${unresolved === 1 ? 'it' : 'them'} with --duration or --precision 5%.`,
    );
  if (report.notModelled.length > 0) {
    lines.push(`Not modelled: ${report.notModelled.map(({ path, what }) => `${what} (${visible(path)})`).join('; ')}.`);
  }
  if (report.assumptions.length > 0) lines.push(`Assumed: ${report.assumptions.map(visible).join('; ')}.`);
  if (report.assumed.length > 0)
    lines.push(`Defaults stand in for ${counted(report.assumed.length, 'value')} the design leaves out: --json lists them.`);
  return lines.map((line) => paint.dim(wrap(line, options.columns))).join('\n');
}
