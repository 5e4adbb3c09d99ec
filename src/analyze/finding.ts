import type { Severity } from '#diagnostics/diagnostic.js';
import type { Origin } from '#diagnostics/span.js';
import type { Fix } from './fix.js';

/** Numbers, names and paths that prove a finding; SI units, ratios 0..1. */
export type Evidence = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | readonly (readonly (string | number)[])[]>
>;

/** What a rule says about one place of a design. `code` and `subject` are stable; `message` is prose and may be reworded. */
export type Finding = {
  /** `<rule id>:<message id>`. Tests, rubrics and suppressions name this. */
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it, in a sentence. */
  readonly help: string;
  readonly at: Origin;
  /** Ids of what it is about, the main one first: `['hot', 'redirect']`. */
  readonly subject: readonly string[];
  readonly evidence: Evidence;
  /** What the rule proposes; not yet tried. */
  readonly fix?: Fix;
};

/** A rule that could not judge here, and why: an attribute that is not known, a ground that failed. */
export type NotChecked = { readonly rule: string; readonly subject: readonly string[]; readonly reason: string };
