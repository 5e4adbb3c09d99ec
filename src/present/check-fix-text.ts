import { visible } from '#diagnostics/code-frame.js';
import type { FixCost } from '#evaluate/fix/fix-costs.js';
import type { CheckedFile } from './check.js';
import { numberText, ratioText, timeText, usedText } from './figure-text.js';
import { painter, type TextOptions, wrap } from './text.js';
import { unifiedDiff } from './unified-diff.js';

/** What `--fix` made, or `--fix-dry-run` would make: each change, the patch, and what all of them together do elsewhere. */
export function fixedText({ file, text, fixed }: CheckedFile, options: TextOptions): readonly string[] {
  if (fixed === undefined) return [];
  const paint = painter(options.color);
  if (fixed.made.length === 0) return ['  no fix that holds: nothing was changed'];
  const lines = [paint.bold(`  ${fixed.written ? 'changed' : 'would be changed'}, ${fixed.made.length} of the findings with it:`)];
  for (const { fix, finding } of fixed.made) lines.push(wrap(`${visible(fix.title)} (${finding.code})`, options.columns, 4));
  if (!fixed.written) lines.push('', visible(unifiedDiff(file, text, fixed.after.text)).trimEnd(), '');
  const moved = fixed.costs.map(costText).filter((text) => !readsTheSame(text));
  if (moved.length > 0) lines.push('  what that does elsewhere:', ...moved.map((text) => `    ${text}`));
  return lines;
}

/** What a fix makes worse, or other than it was; empty, or a sentence after a space. What it makes better is why one would make it. */
export function pricesText(costs: readonly FixCost[]): string {
  const prices = costs
    .filter(isPrice)
    .map(costText)
    .filter((text) => !readsTheSame(text));
  return prices.length === 0 ? '' : ` It costs: ${prices.join('; ')}.`;
}

/** Whether a change is too small for the digits it is told with: `99.85% -> 99.85%` says nothing. */
const readsTheSame = (text: string): boolean => /: (.+?) -> \1(?: full \(.*\))?$/.test(text);

function isPrice(cost: FixCost): boolean {
  switch (cost.what) {
    case 'availability':
      return cost.after < cost.before;
    case 'guarantee':
      return true;
    case 'full-first':
      return false;
    default:
      return cost.after > cost.before;
  }
}

/** One thing a change moves: `availability of pay: 99.9% -> 99.95%`. */
export function costText(cost: FixCost): string {
  const about = visible(cost.about);
  switch (cost.what) {
    case 'latency':
      return `idle latency of ${about}: ${timeText(cost.before)} -> ${timeText(cost.after)}`;
    case 'availability':
      return `availability of ${about}: ${ratioText(cost.before)} -> ${ratioText(cost.after)}`;
    case 'use':
      return `${about} at peak: ${usedText(cost.before)} -> ${usedText(cost.after)} full (${cost.limit})`;
    case 'full-first':
      return `full first: ${visible(cost.before)} -> ${visible(cost.after)}`;
    case 'instances':
      return `instances of ${about}: ${cost.before} -> ${cost.after}`;
    case 'cost':
      return `cost of ${about} a month, in proportion: ${numberText(cost.before)} -> ${numberText(cost.after)}`;
    case 'guarantee':
      return `reading ${about}: ${cost.before} -> ${cost.after}`;
  }
}
