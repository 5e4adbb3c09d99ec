import { type RulesResult, runRules } from '#analyze/run-rules.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import type { ScoreCard } from '#score/card.js';
import { score } from '#score/score.js';
import type { Assignment } from './assignment.js';
import { gradeHash, type Hashing, type Seen } from './grade-hash.js';

/** Everything that is known of a design text. What the reader refuses has diagnostics and nothing else. */
export type Evaluation = {
  readonly diagnostics: readonly Diagnostic[];
  readonly model?: DesignModel;
  readonly rules?: RulesResult;
  readonly card?: ScoreCard;
};

/** From text to verdicts: read, judge by rules and closed forms, grade. Without an assignment there is no score card. `seen` is what a file alone cannot show. */
export function evaluate(text: string, assignment: Assignment | undefined, hashing: Hashing, seen: Seen = {}): Evaluation {
  const { model, diagnostics } = readDesign(text);
  if (model === undefined) return { diagnostics };

  const rules = runRules(model);
  if (assignment === undefined) return { diagnostics, model, rules };

  const { problem, rubric, level } = assignment;
  const card = score({ model, rules, ...seen }, problem.value, rubric.value, level, gradeHash(text, assignment, hashing, seen));
  return { diagnostics, model, rules, card };
}
