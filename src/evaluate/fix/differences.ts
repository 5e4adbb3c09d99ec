import type { Finding } from '#analyze/finding.js';
import { atLeast } from '#diagnostics/diagnostic.js';

/** What a change of a design did to its findings. */
export type Differences = {
  /** Found before, and no more. */
  readonly gone: readonly Finding[];
  /** Found now and not before, or worse than before. */
  readonly added: readonly Finding[];
};

/**
 * Holds the findings of two states of a design against each other, by code and subject: places and figures move. A finding about
 * fewer subjects than before is the same one, having shrunk.
 */
export function differences(before: readonly Finding[], after: readonly Finding[]): Differences {
  const left = new Set(before);
  const unmatched = (found: readonly Finding[], same: (old: Finding, now: Finding) => boolean): readonly Finding[] =>
    found.filter((now) => {
      const old = [...left].find((each) => each.code === now.code && atLeast(each.severity, now.severity) && same(each, now));
      if (old !== undefined) left.delete(old);
      return old === undefined || isFuller(old, now);
    });
  const moved = unmatched(after, (old, now) => old.subject.join('\n') === now.subject.join('\n'));
  const added = unmatched(moved, (old, now) => now.subject[0] === old.subject[0] && now.subject.every((id) => old.subject.includes(id)));
  return { gone: [...left], added };
}

/** Whether what was too full before is fuller now, rounding apart. */
function isFuller(old: Finding, now: Finding): boolean {
  const [before, after] = [old.evidence['saturation'], now.evidence['saturation']];
  return typeof before === 'number' && typeof after === 'number' && after > before * 1.01;
}
