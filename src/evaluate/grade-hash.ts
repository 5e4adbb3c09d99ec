import { RULES } from '#analyze/rules/index.js';
import { byText } from '#base/order.js';
import type { Assignment } from './assignment.js';

/** The version of the program, and SHA-256 as lower-case hex; both come from the outside world. */
export type Hashing = { readonly version: string; readonly sha256: (text: string) => string };

/** Identifies a grade: the same engine, rules, rubric, problem, level and input give the same one. */
export function gradeHash(text: string, { problem, rubric, level }: Assignment, { version, sha256 }: Hashing): string {
  const rules = RULES.map((rule) => `${rule.id} ${rule.severity} ${[...rule.codes].sort(byText).join(' ')}`).sort(byText);
  return sha256([version, sha256(rules.join('\n')), sha256(rubric.text), sha256(problem.text), level, sha256(text)].join('\n'));
}
