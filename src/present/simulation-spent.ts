import { visible } from '#diagnostics/code-frame.js';
import type { RunReport, SlowestReport, SpentParts } from '#simulate/report.js';
import { ratioText, timeText } from './figure-text.js';
import { percent, table } from './simulation-tables.js';
import { painter, type TextOptions, wrap } from './text.js';

const BAR = 24;
/** Components shown for each flow: those that take at least this share of the time, and no more than so many. */
const LEAST = 0.03;
const MOST = 5;
/** Flow, component, bar, share, waiting, work, way, tries. */
const ORDER = [0, 1, 3, 2, 4, 5, 6, 7];
const LEGEND = '- waiting in its lines, # its own work, ~ the way there, ! tries that failed and the pauses between them.';

/** Where the slowest answers of each flow spend their time, as bars that add up to their mean. Empty where too few were followed. */
export function spentTable(run: RunReport, options: TextOptions): string[] {
  const rows = Object.entries(run.flows).flatMap(([flow, { slowest }]) =>
    slowest === null || slowest.mean <= 0 ? [] : rowsOf(flow, slowest),
  );
  if (rows.length === 0) return [];
  const heading = ['', 'at', 'of their time'.padEnd(BAR + 2), '', 'waiting', 'work', 'way', 'tries'];
  return [...table(heading, rows, ORDER, options), painter(options.color).dim(wrap(LEGEND, options.columns, 2))];
}

/** The heading of {@link spentTable}. */
export const spentHeading = (run: RunReport): string => {
  const share = Object.values(run.flows).find(({ slowest }) => slowest !== null)?.slowest?.share ?? 0;
  return `Where the slowest ${ratioText(share)} of answers spend their time`;
};

function rowsOf(flow: string, { mean, parts, other }: SlowestReport): string[][] {
  const all = Object.entries(parts)
    .map(([id, each]) => ({ id, each, total: each.waiting + each.work + each.network + each.tries }))
    .sort((a, b) => b.total - a.total);
  const shown = all.filter(({ total }, i) => i < MOST && total >= LEAST * mean);
  const rest = all.slice(shown.length).reduce((sum, { total }) => sum + total, other);
  const rows = shown.map(({ id, each, total }) => [
    visible(id),
    bar(each, mean),
    percent(total / mean),
    ...[each.waiting, each.work, each.network, each.tries].map((seconds) => (seconds < 0.0005 * mean ? '-' : timeText(seconds))),
  ]);
  if (rest > 0.005 * mean) rows.push(['elsewhere', ' '.repeat(BAR + 2), percent(rest / mean), '', '', '', '']);
  return rows.map((row, i) => [i === 0 ? `${visible(flow)}, ${timeText(mean)}` : '', ...row]);
}

/** Each part as long as its share of the mean, rounded so that the bar is as long as the whole. */
function bar({ waiting, work, network, tries }: SpentParts, mean: number): string {
  let sum = 0;
  let length = 0;
  const part = (seconds: number, sign: string): string => {
    sum += seconds;
    const to = Math.min(BAR, Math.round((sum / mean) * BAR));
    const text = sign.repeat(Math.max(0, to - length));
    length = Math.max(length, to);
    return text;
  };
  const filled = part(waiting, '-') + part(work, '#') + part(network, '~') + part(tries, '!');
  return `[${filled.padEnd(BAR, '.')}]`;
}
