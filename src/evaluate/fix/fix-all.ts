import type { Finding } from '#analyze/finding.js';
import type { RulesOptions } from '#analyze/run-rules.js';
import { byKeys } from '#base/order.js';
import { SEVERITIES } from '#diagnostics/diagnostic.js';
import { held, type Judged, type TriedFix, tryFix } from './verify-fix.js';

/**
 * How much trying one file may take, in elements of the design judged again: a fixed bound, so that the same file gets the same
 * fixes on every machine.
 */
const BUDGET = 20_000;

/** How many proposals are tried on a design of this size. At least one. */
export function triesFor({ model }: Judged): number {
  const size = model.components.size + model.data.size + [...model.flows.values()].reduce((sum, flow) => sum + 10 * flow.roots.length, 0);
  return Math.max(1, Math.floor(BUDGET / Math.max(1, size)));
}

const worstFirst = byKeys<Finding>(({ severity }) => SEVERITIES.indexOf(severity));
const proposals = ({ rules }: Judged): readonly Finding[] => rules.findings.filter(({ fix }) => fix !== undefined).sort(worstFirst);

/** Each finding whose proposal holds by itself, worst first within the budget. */
export function fixesOf(judged: Judged, options: RulesOptions = {}): ReadonlyMap<Finding, TriedFix> {
  const found = new Map<Finding, TriedFix>();
  for (const finding of proposals(judged).slice(0, triesFor(judged))) {
    const tried = tryFix(judged, finding, options);
    if (held(tried)) found.set(finding, tried);
  }
  return found;
}

/** All fixes that go together, in the order they were made, and the design with them. */
export type FixedAll = { readonly after: Judged; readonly made: readonly TriedFix[] };

/**
 * Makes one fix after another, worst finding first, each tried on what the ones before it left. It ends, since every fix that
 * is made leaves fewer findings.
 */
export function fixAll(judged: Judged, options: RulesOptions = {}): FixedAll {
  const made: TriedFix[] = [];
  const refused = new Set<string>();
  let after = judged;
  for (let tries = triesFor(judged); tries > 0; tries--) {
    const next = proposals(after).find((finding) => !refused.has(keyOf(finding)));
    if (next === undefined) break;
    const tried = tryFix(after, next, options);
    if (!held(tried)) refused.add(keyOf(next));
    else {
      made.push(tried);
      after = tried.after;
      refused.clear();
    }
  }
  return { after, made };
}

const keyOf = ({ code, subject, fix }: Finding): string => JSON.stringify([code, subject, fix]);
