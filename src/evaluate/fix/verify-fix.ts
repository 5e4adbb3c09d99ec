import type { Finding } from '#analyze/finding.js';
import type { Fix } from '#analyze/fix.js';
import { type RuleBug, type RulesOptions, type RulesResult, runRules } from '#analyze/run-rules.js';
import type { EditResult } from '#language/edit/edit.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import { applyFix } from './apply-fix.js';
import { differences } from './differences.js';

/** A text that reads, and what the rules say of it. */
export type Judged = { readonly text: string; readonly model: DesignModel; readonly rules: RulesResult; readonly complaints: number };

/** Reads a text and runs the rules; undefined where it does not read. */
export function judgeText(text: string, options: RulesOptions = {}): Judged | undefined {
  const { model, diagnostics } = readDesign(text);
  return model && { text, model, rules: runRules(model, options), complaints: diagnostics.length };
}

/** A proposal that was tried: the design with it, judged again. */
export type TriedFix = { readonly fix: Fix; readonly finding: Finding; readonly after: Judged };
/** Why a proposal is none; `bug` where it could not even be tried, which is a mistake of its rule. */
export type Refusal = { readonly refused: string; readonly bug?: RuleBug };

/**
 * Tries the proposal of a finding on the text: it must read as well as before, the finding must vanish, and no other may appear
 * or get worse. Otherwise the reason why it is no fix.
 */
export function tryFix(before: Judged, finding: Finding, options: RulesOptions = {}): TriedFix | Refusal {
  const { fix } = finding;
  if (fix === undefined) return { refused: 'nothing is proposed' };
  const changed = made(before.text, finding, fix);
  if ('bug' in changed) return changed;
  if (!changed.ok) return { refused: changed.reason };
  const after = judgeText(changed.text, options);
  if (after === undefined || after.complaints > before.complaints) return { refused: 'the design with it does not read' };
  if (after.rules.bugs.length > before.rules.bugs.length) return { refused: 'a rule of ours fails on the design with it' };
  const { gone, added } = differences(before.rules.findings, after.rules.findings);
  const alike = (found: readonly Finding[]): number =>
    found.filter(({ code, subject }) => code === finding.code && subject.join('\n') === finding.subject.join('\n')).length;
  if (alike(gone) === 0) return { refused: 'the finding is still there' };
  if (added.length > 0) return { refused: `it raises ${added.map(({ code, subject }) => `${code} on ${subject[0]}`).join(', ')}` };
  return { fix, finding, after };
}

function made(text: string, { rule }: Finding, fix: Fix): EditResult | Required<Refusal> {
  try {
    return applyFix(text, fix);
  } catch (error) {
    const refused = `its fix cannot be tried: ${error instanceof Error ? error.message : String(error)}`;
    return { refused, bug: { rule, message: refused, stack: (error instanceof Error && error.stack) || '' } };
  }
}

export const held = (result: TriedFix | Refusal): result is TriedFix => 'after' in result;
