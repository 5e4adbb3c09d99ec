import { visible } from '#diagnostics/code-frame.js';
import type { FaultReport, RunReport } from '#simulate/report.js';
import { timeText } from './figure-text.js';
import { andList } from './text.js';

/**
 * What is made to happen and when. A cache loses its contents at a moment and fills again from there; one of which only a hit ratio is known
 * finds nothing for as long as that was to last.
 */
export function happensText({ kind, what, at, for: lasts, emptied }: FaultReport): string {
  if (kind !== 'cold') return `${visible(what)} from ${timeText(at)} for ${timeText(lasts)}`;
  const nothing = emptied.length === 0 ? '' : ` and finds nothing for ${timeText(lasts)}`;
  return `${visible(what)} at ${timeText(at)}${nothing}`;
}

/** What is not known of caches that were emptied. */
export const refillText = (caches: readonly string[]): string =>
  `how ${andList(caches.map(visible))} ${caches.length === 1 ? 'fills' : 'fill'} again`;

/** Said of a failure of a design with so many requests that it cannot be followed for as long as the design takes to react. */
export function tooSoonText(run: RunReport | undefined): string[] {
  const [fault] = run?.faults ?? [];
  if (fault === undefined || !run!.unresolved.some(({ path }) => path === 'faults')) return [];
  return [
    `What is made to happen lasts ${timeText(fault.for)} and is over before the design reacts to it: for longer it would take more events than a run may.`,
  ];
}
