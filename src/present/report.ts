import type { RulesResult } from '#analyze/run-rules.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { DesignModel } from '#model/design.js';
import type { ScoreCard } from '#score/card.js';
import type { SimulationReport } from '#simulate/report.js';
import type { SweepReport } from '#simulate/sweep/report.js';

/** Everything that one page says of a design. */
export type Report = {
  readonly file: string;
  readonly model: DesignModel;
  readonly diagnostics: readonly Diagnostic[];
  readonly rules: RulesResult;
  /** Where the design names a problem, or one was given. */
  readonly card?: ScoreCard | undefined;
  readonly simulation: SimulationReport;
  /** How far it scales, and what a failure does, where that was asked for. */
  readonly sweep?: SweepReport | undefined;
  readonly failure?: SimulationReport | undefined;
};
