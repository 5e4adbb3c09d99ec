import { targetRows } from '#present/simulation-targets.js';
import type { SimulationReport } from '#simulate/simulate.js';

/** From which verdict on a run ends with 1; `undefined`: from none. */
export type FailOn = 'fail' | 'unresolved' | undefined;

/**
 * Reads `--fail-on-target` and `--fail-on-target=unresolved`. A word behind the bare flag that is neither verdict is the design that was
 * written there.
 */
export function failOnTarget(flag: boolean | string | undefined): { readonly failOn: FailOn; readonly files: readonly string[] } {
  if (flag === undefined || flag === false) return { failOn: undefined, files: [] };
  if (flag === true || flag === 'fail') return { failOn: 'fail', files: [] };
  if (flag === 'unresolved') return { failOn: 'unresolved', files: [] };
  return { failOn: 'fail', files: [flag] };
}

/**
 * Whether what was asked is not there: a target is missed, or, where that counts too, not known to hold. Where work piles up no run shows
 * how it ends, and no target is known.
 */
export function missesTargets(report: SimulationReport, failOn: FailOn): boolean {
  if (failOn === undefined) return false;
  const verdicts = targetRows(report).map(({ verdict }) => verdict);
  if (verdicts.includes('fail')) return true;
  if (failOn === 'fail') return false;
  const settled = [report, report.peak ?? report].every(({ stability: { verdict } }) => verdict === 'stable' || verdict === 'idle');
  return verdicts.includes('unresolved') || (verdicts.length > 0 && !settled);
}
