import { visible } from '#diagnostics/code-frame.js';
import type { RunReport, SimulationReport } from '#simulate/report.js';
import { tooSoonText } from './fault-words.js';
import { countText, numberText, ratioText, timeText } from './figure-text.js';
import { painter, type TextOptions, wrap } from './text.js';

/** Things left out that are named where not all are asked for. */
const FEW = 3;

type LeftOut = SimulationReport['notModelled'];

/** How it ran, what is not known, left out or taken for granted: in a few lines, or whole where `verbose` is on. */
export function simulationNotes(report: SimulationReport, options: TextOptions): string {
  const lines = [
    howItRan(report),
    ...cutShort(report),
    ...[report, report.peak].flatMap(tooSoonText),
    ...unresolvedNote(report),
    ...takenNotes(report, options),
  ];
  return lines.map((line) => painter(options.color).dim(wrap(line, options.columns))).join('\n');
}

function howItRan(report: SimulationReport): string {
  const run = (name: string, one: RunReport) =>
    `${name}: ${timeText(one.simulated)} after ${timeText(one.warmup)} of warm-up, ${countText(one.events, 'event')}${one.slice > 1 ? ` on 1/${one.slice} of the design` : ''}`;
  const runs = [run(`load ${numberText(report.load)}x`, report), ...(report.peak === undefined ? [] : [run('at peak', report.peak)])];
  return `${runs.join(' · ')} · seed ${report.seed} · intervals at ${ratioText(report.confidence)}`;
}

function cutShort(report: SimulationReport): string[] {
  const cut = [report, report.peak].flatMap((run) =>
    run?.unresolved.some((each) => each.path === 'simulated' && each.why === 'cut short') ? [run] : [],
  );
  return cut.map((run) => `Cut short after ${timeText(run.simulated)}: a longer run would take more events than it may.`);
}

function unresolvedNote(report: SimulationReport): string[] {
  const figures = [report, report.peak]
    .flatMap((run) => run?.unresolved ?? [])
    .filter(({ path }) => path !== 'simulated' && path !== 'faults').length;
  if (figures === 0) return [];
  return [`Not resolved (-): ${countText(figures, 'figure')}. Ask for ${figures === 1 ? 'it' : 'them'} with --duration or --precision 5%.`];
}

/** What is left out changes what the figures mean: some of it is named always. */
export function takenNotes(
  { notModelled, assumptions, assumed }: Pick<SimulationReport, 'notModelled' | 'assumptions'> & { assumed?: SimulationReport['assumed'] },
  { verbose }: TextOptions,
): string[] {
  if (verbose) {
    return [
      ...notModelled.map(({ path, what }) => `Not modelled: ${what} (${visible(path)}).`),
      ...assumptions.map((each) => `Assumed: ${visible(each)}.`),
      ...(assumed ?? []).map(({ path, value, source }) => `Default: ${visible(path)}: ${visible(value)} (${visible(source)}).`),
    ];
  }
  const taken = [
    ...(assumptions.length === 0 ? [] : [countText(assumptions.length, 'assumption')]),
    ...(assumed === undefined || assumed.length === 0 ? [] : [`defaults for ${countText(assumed.length, 'value')} the design leaves out`]),
  ];
  return [
    ...(notModelled.length === 0 ? [] : [leftOutNote(notModelled)]),
    ...(taken.length === 0
      ? []
      : [
          `Taken for granted: ${taken.join(', ')}; simulate --verbose lists ${taken.length > 1 || assumptions.length > 1 ? 'them' : 'it'}.`,
        ]),
  ];
}

function leftOutNote(notModelled: LeftOut): string {
  const named = notModelled.slice(0, FEW).map(({ path, what }) => `${what} (${visible(path)})`);
  const more = notModelled.length - named.length;
  return `Not modelled: ${named.join('; ')}${more > 0 ? `; and ${more} more, which simulate --verbose lists` : ''}.`;
}
