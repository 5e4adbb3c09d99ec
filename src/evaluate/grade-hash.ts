import { RULES } from '#analyze/rules/index.js';
import { byText } from '#base/order.js';
import type { Studied } from '#score/input.js';
import type { Assignment } from './assignment.js';

/** The version of the program, and SHA-256 as lower-case hex; both come from the outside world. */
export type Hashing = { readonly version: string; readonly sha256: (text: string) => string };

/** What an interview and a simulation add to the file: part of the input, so part of the hash. */
export type Seen = Pick<Studied, 'asked' | 'simulated'>;

/** Identifies a grade: the same engine, rules, rubric, problem, level and input give the same one. */
export function gradeHash(text: string, { problem, rubric, level }: Assignment, { version, sha256 }: Hashing, seen: Seen = {}): string {
  const rules = RULES.map((rule) => `${rule.id} ${rule.severity} ${[...rule.codes].sort(byText).join(' ')}`).sort(byText);
  return sha256(
    [version, sha256(rules.join('\n')), sha256(rubric.text), sha256(problem.text), level, sha256(text), ...seenText(seen)].join('\n'),
  );
}

function seenText({ asked, simulated }: Seen): string[] {
  const facts = asked === undefined ? [] : [`asked ${[...asked].sort(byText).join(' ')}`];
  const runs =
    simulated === undefined
      ? []
      : [
          `simulated ${[...simulated]
            .map(([id, verdict]) => `${id} ${verdict}`)
            .sort(byText)
            .join(', ')}`,
        ];
  return [...facts, ...runs];
}
