import type { Span } from './span.js';

export type Severity = 'error' | 'warning' | 'info';

/**
 * Something wrong with a text we read: a design, a problem, a rubric, a configuration. `code` is stable and never reworded;
 * `message` says what is wrong, `help` what to do about it.
 */
export type Diagnostic = {
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  /** Dotted path in the document: `components.api.time`. */
  readonly path: string;
  readonly message: string;
  /** What would have been right here. */
  readonly expected?: string | undefined;
  /** The nearest right name or value. */
  readonly suggestion?: string | undefined;
  readonly help?: string | undefined;
};

/** Severities from worst to mildest; a threshold compares by place in this list. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

export const atLeast = (severity: Severity, threshold: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
