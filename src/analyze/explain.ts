import { nearest } from '#base/nearest.js';
import type { Rule } from './define-rule.js';
import { RULES } from './rules/index.js';

export type Explained =
  | { readonly found: true; readonly rule: Rule }
  /** `nearest` is the id that was probably meant; `family` lists the rules of a family that was named instead of a rule. */
  | { readonly found: false; readonly nearest: string | undefined; readonly family: readonly Rule[] };

/** Looks a rule up by its id, by one of its codes (`<rule id>:<message id>`), or by its bare name where only one rule has it. */
export function explainRule(word: string, rules: readonly Rule[] = RULES): Explained {
  const id = word.trim().split(':')[0] ?? '';
  const named = rules.filter((rule) => rule.id === id || rule.id.split('/')[1] === id);
  const exact = rules.find((rule) => rule.id === id) ?? (named.length === 1 ? named[0] : undefined);
  if (exact !== undefined) return { found: true, rule: exact };
  const family = rules.filter((rule) => rule.family === id.replace(/\/\*?$/, ''));
  const names = rules.flatMap((rule) => [rule.id, rule.id.split('/')[1] ?? '']);
  const near = nearest(id, names);
  return { found: false, nearest: rules.find((rule) => rule.id === near || rule.id.split('/')[1] === near)?.id, family };
}
