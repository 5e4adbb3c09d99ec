import type { DrawnFailure } from '../faults/drawn.js';
import type { DrawnReport } from '../report.js';

/** What was drawn within the seconds that were measured, by what failed, in the order of its first failure. */
export function drawnReport(failures: readonly DrawnFailure[], times: number, measured: number): DrawnReport {
  const failed: Record<string, { kind: DrawnFailure['kind']; failures: number; down: number }> = {};
  let count = 0;
  for (const { what, kind, at, for: lasts } of failures) {
    if (at >= measured) continue;
    count++;
    failed[what] ??= { kind, failures: 0, down: 0 };
    failed[what].failures++;
    failed[what].down += Math.min(lasts, measured - at);
  }
  return { times, failures: count, failed };
}
