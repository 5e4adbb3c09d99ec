import { visible } from '#diagnostics/code-frame.js';
import type { BatchReport, MessageReport, RunReport } from '#simulate/report.js';
import { countText, numberText, timeText } from './figure-text.js';
import { painter, type TextOptions, wrap } from './text.js';

/** Fewer messages that wait at a moment are no backlog. */
const MANY = 100;

/** What became of messages that were not dealt with at once. Empty where every one was. */
export function messageLines({ components, faults }: RunReport, options: TextOptions): string[] {
  return Object.entries(components).flatMap(([id, { messages }]) => {
    const parts = messages === undefined ? [] : [...troubles(messages), ...(faults.length === 0 ? [] : backlog(messages))];
    return parts.length === 0 ? [] : [wrap(`${painter(options.color).bold(visible(id))}: ${parts.join('; ')}.`, options.columns, 2)];
  });
}

/** Answers do not tell of what piles up behind them: how many messages wait at most where something happens, and still at the end. */
function backlog({ course }: MessageReport): string[] {
  const most = course.reduce((deepest, { depth }) => Math.max(deepest, depth), 0);
  const last = course.at(-1)?.depth ?? 0;
  if (most < MANY) return [];
  return [`up to ${countText(most, 'message')} wait, and ${last < MANY ? 'none or few' : numberText(last)} at the end of the run`];
}

function troubles({ delivered, redelivered, deadLettered, lost, twice, oldest }: MessageReport): string[] {
  if (redelivered + deadLettered + lost + twice === 0) return [];
  const parts = [`${numberText(redelivered)} of ${numberText(delivered)} deliveries a second are repeated`];
  if (twice > 0) parts.push(`${numberText(twice)}/s are given out while somebody is still at work on them`);
  if (deadLettered > 0) parts.push(`${numberText(deadLettered)}/s end as dead letters`);
  if (lost > 0) parts.push(`${numberText(lost)}/s are lost after their last attempt`);
  if (oldest !== null) parts.push(`the oldest waited ${timeText(oldest)}`);
  return parts;
}

/** How long batches take, and whether they meet their next run. */
export function batchLines({ flows }: RunReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  return Object.entries(flows).flatMap(([id, { batch }]) => {
    if (batch === undefined) return [];
    const line = wrap(`${visible(id)}: ${batchText(batch)}`, options.columns, 2);
    return [batch.late === true ? paint.red(line) : line];
  });
}

function batchText({ every, items, takes, basis, late }: BatchReport): string {
  const what = `${countText(items, 'item')} every ${timeText(every)}`;
  if (takes === null) return `${what}; none of them ended in this run${late ? ': it meets its next run' : ''}.`;
  const long =
    basis === 'measured' ? `${items === 1 ? 'takes' : 'take'} ${timeText(takes)}` : `would take ${timeText(takes)}, at the pace of the run`;
  return `${what} ${long}: ${late ? 'LATE, the batch meets its next run' : 'done before the next'}.`;
}
