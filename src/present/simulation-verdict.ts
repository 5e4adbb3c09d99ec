import { visible } from '#diagnostics/code-frame.js';
import type { ComponentReport, RunReport, SimulationReport, Stability } from '#simulate/report.js';
import { numberText } from './figure-text.js';
import { failingText } from './simulation-failing.js';
import { percent } from './simulation-tables.js';
import { andList } from './text.js';

/** Whether work piles up, a sentence for each load at which it does; one where it does at none. */
export function stabilityTexts(report: SimulationReport): string[] {
  const usual = `at load ${numberText(report.load)}x`;
  const runs: [string, RunReport][] = [[usual, report]];
  if (report.peak !== undefined) runs.push(['at peak', report.peak]);
  const lines = runs.flatMap(([when, run]) => (run.stability.verdict === 'stable' ? [] : [unstableText(when, run)]));
  lines.push(...metastable(report.peak ?? report));
  const failing = failingText(report, usual);
  if (lines.length > 0) return failing === '' ? lines : [...lines, `FAILING: ${failing}.`];
  const whole = `STABLE ${runs.map(([when]) => when).join(' and ')}`;
  return [failing === '' ? `${whole}: nothing piles up.` : `${whole}, but ${failing}.`];
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

function unstableText(when: string, run: RunReport): string {
  const { stability } = run;
  if (stability.verdict === 'idle') return `IDLE ${when}: no flow offers a load.`;
  if (stability.verdict === 'stuck') return stuckText(when, stability.flows ?? []);
  if (stability.verdict === 'overloaded') return overloadedText(when, stability);
  const place = stability.component === undefined ? '' : ` in front of ${visible(stability.component)}`;
  const growth = stability.growth === undefined ? '' : `, ${numberText(stability.growth)} more every second`;
  const stopped = stability.verdict === 'overflow' ? ' The run was stopped: too much work is pending.' : '';
  return `UNSTABLE ${when}: requests pile up${place}${growth}${whyText(run)}.${stopped}`;
}

/** Who refuses is told where it is another one: its callers have slots for so many. */
function overloadedText(when: string, { component = 'it', turnedAwayBy: by = [] }: Stability): string {
  const others = `${andList(by.map(visible))} ${by.length === 1 ? 'turns' : 'turn'} the rest away`;
  const refused = by.every((each) => each === component) ? 'the rest is turned away' : others;
  // Breakers and timeouts keep away what nobody refuses.
  const rest = by.length === 0 ? 'the rest does not get through' : refused;
  return `OVERLOADED ${when}: more comes to ${visible(component)} than it can serve; ${rest}.`;
}

/** From this share of its slots on all of a component is in use. */
const FULL = 0.9;
/** Components that are named where not all are asked for. */
const FEW = 3;

/** What is full: the component at which they pile up, what its slots wait for, or the connections it has to that. */
function whyText(run: RunReport): string {
  const { component, cause, through = [], waitsFor } = run.stability;
  const { components } = run;
  const at = component === undefined ? undefined : components[component];
  if (cause !== undefined) {
    const [first, ...rest] = [...through, cause];
    return `; it waits for ${visible(first!)}${rest.map((each) => `, that for ${visible(each)}`).join('')}, which is full`;
  }
  if (at === undefined) return '';
  if (at.utilisation >= FULL) return `; it is full${triesText(run, at)}`;
  if (at.hottest !== undefined && at.hottest.utilisation >= FULL)
    return `; its shard ${at.hottest.shard} is full, ${percent(at.hottest.share)} of the visits go there`;
  const pool = Object.entries(at.pools ?? {}).find(([, { utilisation }]) => utilisation >= FULL);
  if (pool !== undefined) return `; its connections to ${visible(pool[0])} are all in use`;
  if (waitsFor === undefined)
    return at.throughput > 0 && at.utilisation + at.inUse === 0 && (at.demand ?? 0) >= 1 ? '; its limit lets no more through' : '';
  const named = waitsFor.slice(0, FEW).map(visible);
  const others = waitsFor.length > FEW ? ' and others' : '';
  return `; all its slots are taken by waiting for ${named.join(', ')}${others}, and nothing there is full`;
}

/** Tries that are made again are told from this share of the requests on. */
const AGAIN = 0.2;

/** What is full of tries that are made again, and not of what is asked for: how many there are. */
function triesText({ flows }: RunReport, { demand }: ComponentReport): string {
  if (demand === null || demand >= 1) return '';
  const [worst] = Object.entries(flows).sort(([, a], [, b]) => b.attempted - b.offered - (a.attempted - a.offered));
  if (worst === undefined) return '';
  const [flow, { offered, attempted }] = worst;
  const again = attempted - offered;
  return again < AGAIN * offered
    ? ''
    : ` of tries: ${numberText(again)} a second are made again for ${numberText(offered)} requests a second of ${visible(flow)}`;
}

function stuckText(when: string, flows: readonly string[]): string {
  const whose = flows.map(visible).join(' and ');
  return `STUCK ${when}: users of ${whose} get their answers or failures in the moment in which they ask, and ask again without a thought: no time passes, and nothing can be measured. Give them time to think, or their calls a way or a time.`;
}
