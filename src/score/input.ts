import type { RulesResult } from '#analyze/run-rules.js';
import type { DesignModel } from '#model/design.js';
import { type Coverage, coverageOf } from './coverage.js';
import type { Level } from './level.js';
import type { Problem } from './problem.js';

/** What is known of a design before it is graded. */
export type Studied = {
  readonly model: DesignModel;
  readonly rules: RulesResult;
  /** Ids of the facts that were asked for; only after an interview. */
  readonly asked?: ReadonlySet<string> | undefined;
  /** Verdicts of latency targets by requirement id; only after a simulation. */
  readonly simulated?: ReadonlyMap<string, 'pass' | 'fail' | 'unknown'> | undefined;
};

/** What every check looks at. */
export type ScoreInput = Studied & { readonly problem: Problem; readonly level: Level; readonly coverage: Coverage };

export const inputOf = (studied: Studied, problem: Problem, level: Level): ScoreInput => ({
  ...studied,
  problem,
  level,
  coverage: coverageOf(studied.model, problem),
});
