import type { Origin } from '#diagnostics/span.js';
import { type DesignModel, LATENCY_NAMES, type QualityTarget } from '#model/design.js';

/** Two targets, or a target and a deadline, that cannot both mean something. Seconds. */
export type Contradiction =
  | {
      readonly kind: 'percentiles';
      readonly at: Origin;
      readonly ids: readonly string[];
      readonly low: string;
      readonly high: string;
      readonly of: number;
      readonly than: number;
    }
  | {
      readonly kind: 'deadline';
      readonly at: Origin;
      readonly ids: readonly string[];
      readonly low: string;
      readonly high: string;
      readonly of: number;
      readonly than: number;
    };

/** The higher percentiles, in their order; a mean may lie anywhere below the maximum. */
const RISING = LATENCY_NAMES.filter((name) => name !== 'mean');

const sameThing = (a: QualityTarget, b: QualityTarget): boolean => a.flow === b.flow && a.until === b.until && a.when === b.when;

export function contradictions(model: DesignModel): readonly Contradiction[] {
  const timed = model.requirements.quality.filter(({ flow, latency }) => flow !== undefined && latency.size > 0);
  return timed.flatMap((target, index) => {
    const others = timed.slice(0, index + 1).filter((each) => sameThing(each, target));
    return [...upsideDown(target, others), ...afterDeadline(model, target)];
  });
}

/** A target for a lower percentile that is laxer than one for a higher: the stricter one already says more. */
function upsideDown(target: QualityTarget, others: readonly QualityTarget[]): readonly Contradiction[] {
  const found: Contradiction[] = [];
  for (const [high, than] of target.latency) {
    for (const other of others)
      for (const [low, of] of other.latency) {
        const lower = RISING.indexOf(low as (typeof RISING)[number]) < RISING.indexOf(high as (typeof RISING)[number]);
        const comparable = low === 'mean' ? high === 'max' : lower && low !== high;
        const at = target.written.get(high) ?? target.origin;
        if (comparable && high !== 'mean' && of > than)
          found.push({ kind: 'percentiles', at, ids: [...new Set([target.id, other.id])], low, high, of, than });
      }
  }
  return found;
}

/** A time that is allowed for the answer after nobody waits for it any more. */
function afterDeadline(model: DesignModel, target: QualityTarget): readonly Contradiction[] {
  const deadline = target.flow === undefined ? undefined : model.flows.get(target.flow)?.deadline;
  if (deadline === undefined || target.until !== undefined) return [];
  return [...target.latency]
    .filter(([, allowed]) => allowed > deadline)
    .map(([name, of]) => ({
      kind: 'deadline',
      at: target.written.get(name) ?? target.origin,
      ids: [target.id, target.flow!],
      low: name,
      high: 'deadline',
      of,
      than: deadline,
    }));
}
