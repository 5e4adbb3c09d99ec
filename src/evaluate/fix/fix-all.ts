import type { Finding } from '#analyze/finding.js';
import type { RuleBug, RulesOptions } from '#analyze/run-rules.js';
import { byKeys } from '#base/order.js';
import { SEVERITIES } from '#diagnostics/diagnostic.js';
import { held, type Judged, type TriedFix, tryFix } from './verify-fix.js';

/**
 * How much trying one file may take, in elements of the design judged again: fixed bounds, so that the same file gets the same
 * fixes on every machine. Who asks for fixes waits longer than who asks for findings.
 */
const BUDGET = { shown: 2_000, made: 20_000 } as const;

/** How many proposals are tried on a design of this size. At least one. */
function triesFor({ model }: Judged, budget: number): number {
  const size = model.components.size + model.data.size + [...model.flows.values()].reduce((sum, flow) => sum + 10 * flow.roots.length, 0);
  return Math.max(1, Math.floor(budget / Math.max(1, size)));
}

const worstFirst = byKeys<Finding>(({ severity }) => SEVERITIES.indexOf(severity));
const proposals = ({ rules }: Judged): readonly Finding[] => rules.findings.filter(({ fix }) => fix !== undefined).sort(worstFirst);

/**
 * Fixes by finding, how many proposals were not tried because the design is too large to try all, and the rules whose proposals
 * could not be.
 */
export type FixesShown = {
  readonly fixes: ReadonlyMap<Finding, TriedFix>;
  readonly untried: number;
  readonly bugs: readonly RuleBug[];
};

/** Each finding whose proposal holds by itself, worst first within the budget. */
export function fixesOf(judged: Judged, options: RulesOptions = {}): FixesShown {
  const fixes = new Map<Finding, TriedFix>();
  const bugs = new Map<string, RuleBug>();
  const all = proposals(judged);
  const within = all.slice(0, triesFor(judged, BUDGET.shown));
  for (const finding of within) {
    const tried = tryFix(judged, finding, options);
    if (held(tried)) fixes.set(finding, tried);
    else if (tried.bug) bugs.set(finding.rule, tried.bug);
  }
  return { fixes, untried: all.length - within.length, bugs: [...bugs.values()] };
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
  for (let tries = triesFor(judged, BUDGET.made); tries > 0; tries--) {
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
