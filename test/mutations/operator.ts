import type { FixEdit } from '#analyze/fix.js';
import type { Judged } from '#evaluate/fix/verify-fix.js';

/** One way to break a design: what is done to which element, as edits of its text. */
export type Mutant = { readonly element: string; readonly edits: readonly FixEdit[] };

/** A named way to break designs, and who must notice it. */
export type Operator = {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly what: string;
  /** The rule meant for it, or one of its codes. */
  readonly meant: string;
  /** Every element of a design to which it can be done. None: the design has nothing of the kind. */
  readonly on: (design: Judged) => readonly Mutant[];
};
