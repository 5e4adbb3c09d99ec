import { visible } from '#diagnostics/code-frame.js';
import type { ComponentReport, FaultReport, HitReport, HottestReport, RunReport } from '#simulate/report.js';
import { numberText, timeText } from './figure-text.js';
import { percent } from './simulation-tables.js';
import { fitted, sparkline } from './sparkline.js';
import { painter, type TextOptions, wrap } from './text.js';

/** A hit ratio that is so far below what the design claims is told in another colour. */
const CLAIM_SLACK = 0.02;

/** How often caches found what they were asked for, and how much fell on the fullest shards, where keys are followed. */
export function keyLines(run: RunReport, options: TextOptions): string[] {
  const lines = Object.entries(run.components).flatMap(([id, each]) => [
    ...hitLines(id, each, options),
    ...hottestLine(id, each.hottest, each),
  ]);
  return lines.map((line) => wrap(line, options.columns, 2));
}

function hitLines(id: string, { hits = [] }: ComponentReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  return hits.map((hit) => {
    const width = hit.interval === null ? '' : ` ±${percent((hit.interval[1] - hit.interval[0]) / 2)}`;
    const short = hit.claimed !== null && hit.measured < hit.claimed - CLAIM_SLACK;
    const sources = [
      ...(hit.expected === null ? [] : [`closed form ${percent(hit.expected)}`]),
      ...(hit.claimed === null ? [] : [`the design says ${percent(hit.claimed)}`]),
    ];
    const beside = sources.length === 0 ? '' : ` (${sources.join(', ')})`;
    const said = `${visible(id)} finds ${percent(hit.measured)}${width} of ${visible(hit.data)}${beside}`;
    return `${short ? paint.yellow(said) : said}${besides(hit)}`;
  });
}

function besides({ stale, joined, renewed }: HitReport): string {
  const parts = [
    ...(stale > 0 ? [`${numberText(stale)}/s are served old`] : []),
    ...(joined > 0 ? [`${numberText(joined)}/s wait for the fetch of another`] : []),
    ...(renewed > 0 ? [`${numberText(renewed)}/s are fetched anew in time`] : []),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

function hottestLine(id: string, hottest: HottestReport | undefined, { utilisation }: ComponentReport): string[] {
  if (hottest === undefined) return [];
  const { shard, share } = hottest;
  const works =
    hottest.utilisation > 0 ? `, and works ${percent(hottest.utilisation)} of the time, ${percent(utilisation)} on average` : '';
  return [`${visible(id)}: shard ${shard} gets ${percent(share)} of the visits${works}`];
}

/** The hit ratio of each cache over time, as bars, and how it came back after a failure. */
export function hitTimeline(run: RunReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  const caches = Object.keys(run.timeline[0]?.hits ?? {});
  return caches.flatMap((id) => {
    const ratios = run.timeline.map(({ hits }) => hits?.[id] ?? null);
    if (ratios.every((ratio) => ratio === null)) return [];
    const lines = [
      `  ${paint.bold(visible(id))}`,
      `    found  ${sparkline(
        fitted(
          ratios.map((ratio) => ratio ?? 0),
          Math.max(10, options.columns - 22),
        ),
      )}`,
    ];
    return [...lines, ...run.faults.slice(0, 1).flatMap((fault) => refillLine(run, fault, ratios))];
  });
}

/** Found again as often as before, but for so much of it. */
const BACK = 0.95;

function refillLine({ timeline }: RunReport, fault: FaultReport, ratios: readonly (number | null)[]): string[] {
  const before = mean(ratios.filter((_, i) => timeline[i]!.to <= fault.at + 1e-9));
  const from = timeline.findIndex((slice, i) => slice.from >= fault.at - 1e-9 && ratios[i] !== null);
  if (before === null || from < 0) return [];
  const first = ratios.findIndex((ratio, i) => i >= from && ratio !== null);
  const lowest = Math.min(...ratios.slice(from).filter((ratio) => ratio !== null));
  const back = ratios.findIndex((ratio, i) => i >= first && ratio !== null && ratio >= BACK * before && i >= ratios.indexOf(lowest, from));
  if (lowest >= BACK * before) return [`    found  ${percent(before)} before, and no less after`];
  const fall = `    found  ${percent(before)} before, ${percent(lowest)} at the lowest`;
  return [
    back < 0
      ? `${fall}, not back within the run`
      : `${fall}, nearly as before ${timeText(timeline[back]!.from - fault.at)} after the failure began`,
  ];
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0) / known.length;
}
