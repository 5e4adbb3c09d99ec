import { visible } from '#diagnostics/code-frame.js';
import type { RunReport, SimulationReport, Stability } from '#simulate/report.js';
import { numberText } from './figure-text.js';

/** Whether work piles up, a sentence for each load at which it does; one where it does at none. */
export function stabilityTexts(report: SimulationReport): string[] {
  const runs: [string, Stability][] = [[`at load ${numberText(report.load)}x`, report.stability]];
  if (report.peak !== undefined) runs.push(['at peak', report.peak.stability]);
  const lines = runs.flatMap(([when, stability]) => (stability.verdict === 'stable' ? [] : [unstableText(when, stability)]));
  lines.push(...metastable(report.peak ?? report));
  return lines.length > 0 ? lines : [`STABLE ${runs.map(([when]) => when).join(' and ')}: nothing piles up.`];
}

/** Flows that stay down although a failure is gone: the worst there is to be told. */
function metastable({ faults }: RunReport): string[] {
  return faults.flatMap(({ what, flows }) => {
    const down = Object.entries(flows).flatMap(([flow, { aftermath }]) => (aftermath === 'stays down' ? [visible(flow)] : []));
    return down.length === 0
      ? []
      : [`METASTABLE: after "${visible(what)}" is over ${down.join(' and ')} ${down.length === 1 ? 'stays' : 'stay'} down.`];
  });
}

function unstableText(when: string, stability: Stability): string {
  if (stability.verdict === 'idle') return `IDLE ${when}: no flow offers a load.`;
  if (stability.verdict === 'stuck') return stuckText(when, stability.flows ?? []);
  if (stability.verdict === 'overloaded') {
    return `OVERLOADED ${when}: more comes to ${visible(stability.component ?? 'it')} than it can serve; the rest is turned away.`;
  }
  const place = stability.component === undefined ? '' : ` in front of ${visible(stability.component)}`;
  const growth = stability.growth === undefined ? '' : `, ${numberText(stability.growth)} more every second`;
  const stopped = stability.verdict === 'overflow' ? ' The run was stopped: too much work is pending.' : '';
  return `UNSTABLE ${when}: requests pile up${place}${growth}.${stopped}`;
}

function stuckText(when: string, flows: readonly string[]): string {
  const whose = flows.map(visible).join(' and ');
  return `STUCK ${when}: users of ${whose} get their answers or failures in the moment in which they ask, and ask again without a thought: no time passes, and nothing can be measured. Give them time to think, or their calls a way or a time.`;
}
