import type { Severity } from '#diagnostics/diagnostic.js';

/** Steps from the root of the document: names of maps, indexes of lists. */
export type Path = readonly string[];
export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly help?: string | undefined;
  readonly expected?: string | undefined;
  readonly suggestion?: string | undefined;
  readonly severity?: Severity;
  /** Point at the name instead of at its value. */
  readonly atKey?: boolean;
  /** Offsets inside the scalar at the path. */
  readonly within?: { readonly start: number; readonly end: number } | undefined;
};
