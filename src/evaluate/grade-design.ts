import type { FailedRow, GradeRow } from '#score/report.js';
import type { Assignment } from './assignment.js';
import { evaluate } from './evaluate.js';
import type { Hashing } from './grade-hash.js';

/** Grades one design text: the row of it in a batch. A rule of ours that throws makes the row an error; half a judgement is no grade. */
export function gradeDesign(file: string, text: string, assignment: Assignment, hashing: Hashing): GradeRow {
  const { model, rules, card, diagnostics } = evaluate(text, assignment, hashing);
  const about = { file, problem: assignment.problem.value.id, level: assignment.level };
  if (!model || !rules || !card) return unreadable(about, diagnostics);
  const bug = rules.bugs[0];
  if (bug)
    return {
      ...about,
      status: 'error',
      code: 'bug',
      reason: `The rule ${bug.rule} failed: ${bug.message}`,
      help: 'This is our mistake: please report it with the file.',
      diagnostics,
    };
  return { ...about, status: 'ok', title: model.title, card, diagnostics };
}

function unreadable(about: Pick<FailedRow, 'file' | 'problem' | 'level'>, diagnostics: FailedRow['diagnostics']): FailedRow {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const reason = errors === 1 ? 'The design has an error' : `The design has ${errors} errors`;
  return {
    ...about,
    status: 'invalid',
    code: 'design/invalid',
    reason,
    help: `See them with \`sysdrill check ${about.file}\`.`,
    diagnostics,
  };
}
