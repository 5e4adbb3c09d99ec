import type { Evidence } from '#analyze/finding.js';
import type { Level } from './level.js';
import type { ReasonCode } from './reason.js';

/**
 * `missing`: asked for, and the design is silent or says `unknown`: no points, in the denominator. `not-evaluated`: no file can
 * show it, or it is counted elsewhere: out of the denominator, and listed.
 */
export type Verdict = 'pass' | 'fail' | 'missing' | 'not-evaluated';

/** One thing that was looked at, what it earned of what it could earn, and why. Points are of the criterion's weight. */
export type Line = {
  readonly criterion: string;
  readonly item: string;
  /** What of the item: a need, a target, an estimate, a rule, a component. */
  readonly part: string;
  readonly verdict: Verdict;
  readonly points: number;
  readonly of: number;
  readonly reason: ReasonCode;
  /** Numbers and names behind the verdict; SI units, ratios 0..1. */
  readonly data: Evidence;
};

export type CriterionScore = {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly of: number;
  readonly verdict: Verdict;
  readonly evidence: readonly Line[];
};

/** The grade of one design at one level. Every point of it stands in the evidence of a criterion. */
export type ScoreCard = {
  readonly problem: string;
  readonly rubric: { readonly id: string; readonly version: string };
  readonly level: Level;
  /** 0..100, to one decimal. */
  readonly score: number;
  readonly band: string;
  /** Set when main needs that no flow covers hold the band down, whatever the points. */
  readonly cap?: { readonly band: string; readonly needs: readonly string[] } | undefined;
  readonly criteria: readonly CriterionScore[];
  readonly missing: readonly Line[];
  readonly notEvaluated: readonly Line[];
  /** What would not pass at the level above, the weightiest first; points as they would count there. */
  readonly nextLevel: readonly Line[];
  /** Of engine, rules, rubric, problem, level and input text. */
  readonly hash: string;
};
