import type { RunReport, StaleReport } from './report.js';

type Judged = { readonly verdict: 'pass' | 'fail' | 'unresolved'; readonly at?: 'usual' | 'peak' | 'both' | undefined };

const RANK = { pass: 0, unresolved: 1, fail: 2 } as const;

/**
 * What was asked holds at the usual load and at the peak, or it does not hold: more load may make something quicker (a cache that is warmer, instances
 * that an autoscaler has started). The worse of the two verdicts stands in the report, with the figure of the peak where they are the same.
 */
export function withWorseTargets(main: RunReport, peak: RunReport): RunReport {
  const flows = Object.entries(main.flows).map(
    ([id, flow]) => [id, { ...flow, targets: worse(flow.targets, peak.flows[id]!.targets) }] as const,
  );
  const stale = main.stale.map((each) => ({
    ...each,
    targets: worse(each.targets, peak.stale.find((other) => isSame(each, other))?.targets ?? []),
  }));
  return { ...main, flows: Object.fromEntries(flows), stale };
}

const isSame = (a: StaleReport, b: StaleReport): boolean =>
  a.data === b.data && a.flow === b.flow && a.step === b.step && a.component === b.component && a.through === b.through;

/** Both runs judge the same targets in the same order. */
function worse<T extends Judged>(usual: readonly T[], peak: readonly T[]): T[] {
  return usual.map((each, i): T => {
    const other = peak[i];
    if (other === undefined || RANK[each.verdict] > RANK[other.verdict]) return { ...each, at: 'usual' };
    return { ...other, at: each.verdict === other.verdict ? 'both' : 'peak' };
  });
}
