import { type Quantity, sameDimension } from '#model/dimension.js';
import { EMPTY_SCOPE, evaluate, sameLabels } from './expression/evaluate.js';
import { parseSum } from './expression/parse.js';
import { SumProblem } from './expression/tokens.js';

export type Calculated =
  | { readonly ok: true; readonly value: Quantity; readonly said?: { readonly value: Quantity; readonly ratio: number } }
  /** `start` and `end` are offsets into the sum. */
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly help: string;
      readonly suggestion: string | undefined;
      readonly start: number;
      readonly end: number;
    };

/** One sum by itself, with or without a claim: the unit-checked sheet with a single line. */
export function calculate(text: string): Calculated {
  try {
    const { sum, claim } = parseSum(text);
    const value = evaluate(sum, EMPTY_SCOPE);
    if (!claim) return { ok: true, value };
    const said = evaluate(claim, EMPTY_SCOPE);
    const alike = said.labels.size === 0 || value.labels.size === 0 || sameLabels(said.labels, value.labels);
    if (!sameDimension(said.dimension, value.dimension) || !alike) {
      throw new SumProblem(
        'units/claim',
        claim.start,
        claim.end,
        'The claim is of another kind than the sum',
        'Claim the same kind of thing.',
      );
    }
    return { ok: true, value, said: { value: said, ratio: said.value / value.value } };
  } catch (error) {
    if (!(error instanceof SumProblem)) throw error;
    const { code, message, help, suggestion, start, end } = error;
    return { ok: false, code, message, help, suggestion, start, end };
  }
}
