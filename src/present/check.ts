import type { Finding, NotChecked } from '#analyze/finding.js';
import type { RulesResult } from '#analyze/run-rules.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { FixedAll } from '#evaluate/fix/fix-all.js';
import type { FixCost } from '#evaluate/fix/fix-costs.js';
import type { TriedFix } from '#evaluate/fix/verify-fix.js';
import type { Assumption } from '#model/design.js';

/** A fix that was tried and held, and what it does elsewhere. */
export type ShownFix = { readonly tried: TriedFix; readonly costs: readonly FixCost[] };

/** What a baseline says of one file: findings that were there before, and those of it that are gone. */
export type AgainstBaseline = {
  readonly known: readonly Finding[];
  readonly gone: readonly { readonly code: string; readonly subject: readonly string[] }[];
};

/** What `check` found out about one file. */
export type CheckedFile = {
  readonly file: string;
  /** What the design calls itself. */
  readonly title?: string | undefined;
  /** Empty where the file could not be read. */
  readonly text: string;
  /** `invalid`: it could not be read as a design. */
  readonly status: 'ok' | 'invalid';
  readonly diagnostics: readonly Diagnostic[];
  readonly rules: RulesResult | undefined;
  readonly assumed: readonly Assumption[];
  /** Ids of everything the design declares: parts, flows, data, requirements. */
  readonly elements?: readonly string[] | undefined;
  /** Fixes by finding. */
  readonly fixes?: ReadonlyMap<Finding, ShownFix> | undefined;
  /** Proposals that were not tried: the design is too large to try all each time. */
  readonly untried?: number | undefined;
  /** All fixes made together, written (`--fix`) or shown (`--fix-dry-run`), and what they do elsewhere together. */
  readonly fixed?: (FixedAll & { readonly written: boolean; readonly costs: readonly FixCost[] }) | undefined;
  readonly baseline?: AgainstBaseline | undefined;
};

export type CheckReport = {
  readonly files: readonly CheckedFile[];
  /** Rules of the project's own, by id: when one fails, it is not our bug. */
  readonly ownRules?: ReadonlySet<string>;
};

/** Rules that could not judge, once each. */
export const notChecked = (file: CheckedFile): readonly NotChecked[] => file.rules?.notChecked ?? [];

/** Findings that count: those that no baseline knew. */
export const newFindings = ({ rules, baseline }: CheckedFile): readonly Finding[] => {
  const known = new Set(baseline?.known ?? []);
  return (rules?.findings ?? []).filter((finding) => !known.has(finding));
};
