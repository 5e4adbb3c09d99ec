import { visible } from '#diagnostics/code-frame.js';
import type { RunReport, SimulationReport, StaleReport, StaleTarget } from '#simulate/report.js';
import { countText, timeText } from './figure-text.js';
import { percent } from './simulation-tables.js';
import { painter, type TextOptions, wrap } from './text.js';

/** Times since a write at which shares are shown, where there is something to show. */
const SHOWN = [0, 0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000];
const MOST = 5;

/** Who may read an older value, and for how long. Empty where every read gets the last write. */
export function staleText(report: SimulationReport, options: TextOptions): string {
  const run = report.peak ?? report;
  const paint = painter(options.color);
  // A flow may read the same data in several steps that fare alike.
  const stale = [...new Set(run.stale.map((each) => lineOf(each, options).join('\n')))].filter((lines) => lines !== '');
  const lines = [...stale, ...losses(run, options)];
  if (lines.length === 0) return '';
  const when = report.peak === undefined ? '' : ', at peak';
  return [paint.bold(`Reads of older copies${when}`), ...lines].join('\n');
}

function lineOf(stale: StaleReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  const way = stale.through === undefined ? visible(stale.component) : `${visible(stale.through)}, else ${visible(stale.component)}`;
  const name = `  ${paint.bold(visible(stale.data))} read by ${visible(stale.flow)} from ${way}`;
  const targets = stale.targets.map((target) => `    ${targetLine(target, paint)}`);
  if (stale.own === null || stale.visible === null) return [`${name}: not resolved, too few writes came through`, ...targets];
  if (stale.after.every(({ share }) => share === 0)) {
    const most = stale.after[0]?.interval[1] ?? 0;
    return targets.length === 0
      ? []
      : [`${name}: no older value in ${countText(stale.writes, 'write')} (at most ${percent(most)})`, ...targets];
  }
  const { next, atOnce } = stale.own;
  const own =
    atOnce.share === 0 ? 'what they wrote themselves: never' : `what they wrote themselves: ${percent(next.share)} ${soon(next.after)}`;
  const all = stale.reads === null ? [] : [`${percent(stale.reads)} of all its reads`];
  return [
    wrap(`${name}: older in ${curve(stale)} after a write`.trimStart(), options.columns, 4).slice(2),
    ...[`seen by 99% after ${last(stale)}; ${[own, ...all].join('; ')}`].map((line) => wrap(`    ${line}`, options.columns, 4)),
    ...targets,
  ];
}

const soon = (after: number): string => (after === 0 ? 'at once' : `after ${timeText(after)}, with their next request`);

const last = ({ visible: seen }: StaleReport): string => (seen?.p99 == null ? 'never' : timeText(seen.p99));

function curve({ after }: StaleReport): string {
  const shown = after.filter((each) => SHOWN.some((time) => Math.abs(time - each.after) < 1e-9));
  const told = shown.filter((_, i) => i === 0 || shown[i - 1]!.share > 0);
  const changing = told.filter((each, i) => i === 0 || i === told.length - 1 || percent(each.share) !== percent(told[i - 1]!.share));
  return [...changing.slice(0, 1), ...changing.slice(1).slice(1 - MOST)]
    .map(({ after: time, share }) => `${percent(share)} ${time === 0 ? 'at once' : timeText(time)}`)
    .join(', ');
}

function targetLine({ quality, name, target, measured, verdict }: StaleTarget, paint: ReturnType<typeof painter>): string {
  const word = { pass: paint.green('PASS      '), fail: paint.red('FAIL      '), unresolved: paint.yellow('UNRESOLVED') }[verdict];
  if (name === 'fresh') {
    const seen = measured === null ? 'not resolved' : `seen by 99.9% after ${timeText(measured)}`;
    return `${word} fresh: ${seen}, asked ${timeText(target)} (${visible(quality)})`;
  }
  const seen = measured === null ? 'not resolved' : measured === 0 ? 'no older value seen' : `${percent(measured)} at once after a write`;
  return `${word} ${name}: ${seen} (${visible(quality)})`;
}

/** Acknowledged writes that failures took. */
function losses(run: RunReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  return run.faults.flatMap(({ what, lostWrites }) =>
    Object.entries(lostWrites).map(([component, count]) =>
      paint.red(
        wrap(
          `  ${visible(what)}: ${countText(count, 'acknowledged write')} to ${visible(component)} ${count === 1 ? 'is' : 'are'} lost.`,
          options.columns,
          2,
        ),
      ),
    ),
  );
}
