import type { Diagnostic, Severity } from '#diagnostics/diagnostic.js';
import type { Span } from '#diagnostics/span.js';
import type { ScoreCard } from './card.js';
import type { Level } from './level.js';

/** One file of a graded set. A failure is a row like any other: `invalid` is the file's fault, `error` anything else. */
export type GradeRow = GradedRow | FailedRow;

export type GradedRow = {
  readonly file: string;
  readonly status: 'ok';
  readonly title: string;
  readonly problem: string;
  readonly level: Level;
  readonly card: ScoreCard;
  /** Warnings of the reader; errors make a row invalid. */
  readonly diagnostics: readonly Diagnostic[];
  /** What rules of the grader's own found, where they ran. They never change the score. */
  readonly own?: OwnRules | undefined;
};

/** Findings of rules that are not the program's, by place, and those of them that failed. */
export type OwnRules = {
  readonly findings: readonly {
    readonly code: string;
    readonly severity: Severity;
    readonly message: string;
    readonly help: string;
    readonly at: Span;
    readonly subject: readonly string[];
  }[];
  readonly failed: readonly { readonly rule: string; readonly message: string }[];
};

export type FailedRow = {
  readonly file: string;
  readonly status: 'invalid' | 'timeout' | 'error';
  readonly problem: string | undefined;
  readonly level: Level;
  /** Stable: `design/invalid`, `file/missing`, `problem/none`, `bug`. */
  readonly code: string;
  /** What is wrong and what to do, in sentences. */
  readonly reason: string;
  readonly help?: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/** A graded set: every row in a stable order, and figures over all of them. */
export type GradeReport = {
  readonly engine: { readonly name: 'sysdrill'; readonly version: string };
  readonly rows: readonly GradeRow[];
  readonly statistics: GradeStatistics;
};

export type GradeStatistics = {
  readonly files: number;
  readonly ok: number;
  readonly invalid: number;
  readonly timeout: number;
  readonly error: number;
  /** Over the graded files; null when there are none. */
  readonly score: { readonly mean: number; readonly median: number; readonly min: number; readonly max: number } | null;
  readonly bands: Readonly<Record<string, number>>;
  /** Mean share of the points by criterion, hardest first. */
  readonly criteria: readonly { readonly id: string; readonly share: number }[];
  /** Items that no graded file passes in full, as `criterion/item`; empty for fewer than two files. */
  readonly nobodyPasses: readonly string[];
};
