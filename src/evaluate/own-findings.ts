import type { Rule } from '#analyze/define-rule.js';
import { runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import type { GradeRow } from '#score/report.js';

/** A graded row with what the grader's own rules find in the same text. The score stays what it is: it is the rubric's alone. */
export function withOwnFindings(row: GradeRow, text: string, rules: readonly Rule[]): GradeRow {
  if (row.status !== 'ok' || rules.length === 0) return row;
  const { model } = readDesign(text);
  if (model === undefined) return row;
  const { findings, bugs } = runRules(model, { rules, freeze: true });
  return { ...row, own: { findings, failed: bugs.map(({ rule, message }) => ({ rule, message })) } };
}
