import { applyFix } from '#evaluate/fix/apply-fix.js';
import { differences } from '#evaluate/fix/differences.js';
import { type Judged, judgeText } from '#evaluate/fix/verify-fix.js';
import type { Operator } from './operator.js';
import { AVAILABILITY } from './operators/availability.js';
import { CAPACITY } from './operators/capacity.js';
import { CONSISTENCY } from './operators/consistency.js';
import { DELIVERY } from './operators/delivery.js';
import { DURABILITY } from './operators/durability.js';
import { EDGE } from './operators/edge.js';
import { GROWTH } from './operators/growth.js';
import { PRACTICE } from './operators/practice.js';
import { RESILIENCE } from './operators/resilience.js';
import { SPOF } from './operators/spof.js';

export const OPERATORS: readonly Operator[] = [
  ...SPOF,
  ...AVAILABILITY,
  ...CAPACITY,
  ...CONSISTENCY,
  ...DELIVERY,
  ...DURABILITY,
  ...RESILIENCE,
  ...EDGE,
  ...GROWTH,
  ...PRACTICE,
];

/** One mutant of one design, and what came of it. */
export type Row = {
  readonly problem: string;
  readonly operator: Operator;
  readonly element: string;
  /** What the rule meant for it said at the element; null: it did not notice. */
  readonly caught: string | null;
  /** All else that appeared. */
  readonly others: readonly string[];
};

/** Breaks a design by every operator at every element that is not told about already. An edit that cannot be made, or a mutant that does not read, is a mistake of the operator. */
export function mutate(problem: string, text: string): readonly Row[] {
  const whole = judgeText(text)!;
  const told = (meant: string, element: string): boolean =>
    whole.rules.findings.some(({ code, subject }) => code.startsWith(meant) && subject.includes(element));
  return OPERATORS.flatMap((operator) => {
    const mutants = once(operator.on(whole)).filter(({ element }) => !told(operator.meant, element));
    return mutants.map(({ element, edits }) => row(problem, whole, operator, element, edits));
  });
}

function row(problem: string, whole: Judged, operator: Operator, element: string, edits: Parameters<typeof applyFix>[1]['edits']): Row {
  const changed = applyFix(whole.text, { title: operator.name, edits });
  if (!changed.ok) throw new Error(`${operator.name} on ${element} of ${problem}: ${changed.reason}`);
  const mutant = judgeText(changed.text);
  if (mutant === undefined) throw new Error(`${operator.name} on ${element} of ${problem} does not read:\n${changed.text}`);
  const { added } = differences(whole.rules.findings, mutant.rules.findings);
  const meant = added.filter(({ code, subject }) => code.startsWith(operator.meant) && subject.includes(element));
  return {
    problem,
    operator,
    element,
    caught: meant[0]?.code ?? null,
    others: [...new Set(added.map(({ code }) => code))].filter((code) => code !== meant[0]?.code),
  };
}

/** One mutant an element: the first. */
function once<M extends { readonly element: string }>(mutants: readonly M[]): readonly M[] {
  return mutants.filter(({ element }, index) => mutants.findIndex((each) => each.element === element) === index);
}
