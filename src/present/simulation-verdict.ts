import { visible } from '#diagnostics/code-frame.js';
import type { SimulationReport, Stability } from '#simulate/report.js';
import { numberText } from './figure-text.js';

/** Whether work piles up, a sentence for each load at which it does; one where it does at none. */
export function stabilityTexts(report: SimulationReport): string[] {
  const runs: [string, Stability][] = [[`at load ${numberText(report.load)}x`, report.stability]];
  if (report.peak !== undefined) runs.push(['at peak', report.peak.stability]);
  const lines = runs.flatMap(([when, stability]) => (stability.verdict === 'stable' ? [] : [unstableText(when, stability)]));
  return lines.length > 0 ? lines : [`STABLE ${runs.map(([when]) => when).join(' and ')}: nothing piles up.`];
}

function unstableText(when: string, stability: Stability): string {
  if (stability.verdict === 'idle') return `IDLE ${when}: no flow offers a load.`;
  if (stability.verdict === 'overloaded') {
    return `OVERLOADED ${when}: more comes to ${visible(stability.component ?? 'it')} than it can serve; the rest is turned away.`;
  }
  const place = stability.component === undefined ? '' : ` in front of ${visible(stability.component)}`;
  const growth = stability.growth === undefined ? '' : `, ${numberText(stability.growth)} more every second`;
  const stopped = stability.verdict === 'overflow' ? ' The run was stopped: too much work is pending.' : '';
  return `UNSTABLE ${when}: requests pile up${place}${growth}.${stopped}`;
}
