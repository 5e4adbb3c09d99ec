import type { NotChecked } from '#analyze/finding.js';
import type { RulesResult } from '#analyze/run-rules.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { Assumption } from '#model/design.js';

/** What `check` found out about one file. */
export type CheckedFile = {
  readonly file: string;
  /** Empty where the file could not be read. */
  readonly text: string;
  /** `invalid`: it could not be read as a design. */
  readonly status: 'ok' | 'invalid';
  readonly diagnostics: readonly Diagnostic[];
  readonly rules: RulesResult | undefined;
  readonly assumed: readonly Assumption[];
};

export type CheckReport = { readonly files: readonly CheckedFile[] };

/** Rules that could not judge, once each. */
export const notChecked = (file: CheckedFile): readonly NotChecked[] => file.rules?.notChecked ?? [];
