import { type AfterLoss, capacityOf } from '#analyze/capacity/capacity.js';
import { unreachable } from '#base/invariant.js';
import { printRate, printSeconds } from '#language/expression/print.js';
import type { DesignModel, Fault } from '#model/design.js';
import type { ComponentId, FlowId, ZoneId } from '#model/ids.js';
import { type FlowReport, type RunReport, type SimulationOptions, type SliceFlow, simulate } from '#simulate/simulate.js';
import type { Fate, TrialWhat } from '../session.js';
import { shareText, timesText } from '../study-text.js';
import { waitedFor } from '../walk.js';
import type { Outcome } from './engines.js';
import { withHotKey } from './hot-key.js';

/** A look at one load, and what a failure may take: a few seconds of waiting. */
const EVENTS = 2_500_000;
/** Enough to see how many events a second of simulated time takes. */
const PROBE = 100_000;
const MOST_EVENTS = 2_500_000;
/** Fewer failures than this are what any system has; above half it is an outage. */
const SOME = 0.001;
const MOST = 0.5;
/** Where no target says what is too slow: this much longer than before. */
const SLOWER = 1.5;

/** Requests of a short span that are neither answered nor failed are on their way; more than this share of them pile up. */
const ON_THEIR_WAY = 0.05;

/** How one flow fared: what came, was answered and failed a second, and the p99 in seconds where it is known. */
type Fared = { readonly offered: number; readonly served: number; readonly errors: number; readonly p99: number | null };

/** Runs a design under a condition, at the peak of the flow that is watched, and says how that fared. */
export function tryOut(model: DesignModel, what: TrialWhat, flow: string): Outcome {
  const peak = peakOf(model, flow);
  if (what.kind === 'hot-key') return withHotKey(model, what.share, flow);
  return what.kind === 'load' ? underLoad(model, what, flow, peak) : underFault(model, what, flow, peak);
}

type FaultWhat = Exclude<TrialWhat, { kind: 'load' | 'hot-key' }>;

function peakOf(model: DesignModel, flow: string): number {
  const load = model.flows.get(flow as FlowId)?.workload;
  return load?.kind === 'open' ? load.peak : 1;
}

const runAt = (model: DesignModel, load: number, more: SimulationOptions = {}): RunReport =>
  simulate(model, { load, peak: false, events: EVENTS, ...more });

function underLoad(model: DesignModel, what: Extract<TrialWhat, { kind: 'load' }>, flow: string, peak: number): Outcome {
  const calm = runAt(model, peak);
  const run = runAt(model, peak * what.factor);
  const before = fared(calm.flows[flow]);
  const after = fared(run.flows[flow]);
  if (!before || !after) return silent(flow);
  const [fullBefore, full] = [fullest(model, flow, calm), fullest(model, flow, run)];
  const fate = atLeastSlower(fateOf(before, after, targetOf(model, flow)), full);
  const component = fate === 'holds' ? null : (full?.id ?? run.bottleneck);
  return {
    fate,
    component,
    lines: [line('before', before, fullBefore) + endless(fullBefore), line(`at ${what.factor}x`, after, full) + endless(full)],
  };
}

/**
 * A failure has a beginning, when nobody has noticed yet, and a steady part; what happens to the flow is judged by the latter. It
 * lasts longer than the design takes to notice, at the mean load where that would be too much to simulate at the peak.
 */
function underFault(model: DesignModel, what: FaultWhat, flow: string, peak: number): Outcome {
  const reaction = reactionOf(model);
  const window = 3 * reaction + 2;
  const paceAt = (load: number): number => {
    const probe = runAt(model, load, { events: PROBE });
    return (probe.events * probe.slice) / (probe.simulated + probe.warmup);
  };
  // Nobody has to notice that a cache is empty: what it does shows at once.
  const least = Math.max(1, what.kind === 'cold' ? 0 : reaction);
  const wanted = what.kind === 'cold' ? least : window;
  const load = paceAt(peak) * 1.6 * wanted <= MOST_EVENTS ? peak : 1;
  const lasts = Math.min(window, MOST_EVENTS / (1.6 * paceAt(load)));
  if (lasts < least) return tooBusy(model, what, flow, lasts);
  const at = lasts / 3;
  const run = runAt(model, load, { events: 2 * MOST_EVENTS, duration: 1.5 * lasts, faults: [{ what: faultOf(what), at, for: lasts }] });
  const parts = [
    [0, at],
    [at, at + lasts / 2],
    [at + lasts / 2, at + lasts],
  ].map(([from, to]) => between(run, flow, from!, to!));
  const [before, first, then] = parts;
  if (!before || !first || !then) return silent(flow);
  // What the closed forms call full at this load is full whatever a short run sees of it.
  const full = fullest(model, flow, run);
  const fate = atLeastSlower(fateOf(before, then, targetOf(model, flow)), full);
  const component = fate === 'holds' ? null : givesWay(model, what, run, flow);
  const how = `(at the ${load < peak ? 'mean load' : 'peak'}; it lasts ${printSeconds(lasts)}${endless(full)})`;
  return { fate, component, lines: [line('before', before, full), line('at first', first, full), line('then', then, full), how] };
}

/** In front of a part that is asked more than it can do, lines grow without end: nothing holds, however short the run. */
const atLeastSlower = (fate: Fate | null, full: Full | undefined): Fate | null =>
  full !== undefined && (fate === null || fate === 'holds') ? 'slower' : fate;

/** A run that can be waited for is too short to show it: what the closed forms say of the steady part after a loss. */
function tooBusy(model: DesignModel, what: FaultWhat, flow: string, lasts: number): Outcome {
  const why = `${flow} is too busy to be simulated for longer than ${printSeconds(lasts)} here; try \`sysdrill simulate --kill\`.`;
  if (what.kind === 'slow') return { fate: null, component: null, lines: [`${why} Not evaluated.`] };
  const { afterCacheLoss, afterZoneLoss } = capacityOf(model);
  const lost = what.kind === 'zone' ? what.zone : what.component;
  const after = fullestAfter(what.kind === 'zone' ? afterZoneLoss : afterCacheLoss, lost, waitedFor(model, flow));
  if (!after) return { fate: null, component: null, lines: [`${why} Not evaluated.`] };
  const [id, used] = after;
  const full = used > 1;
  const says = full
    ? `${id} is then ${tooSmall(used)} for the peak`
    : `the fullest part is then ${id}, at ${shareText(used)} of what it can do at the peak`;
  return { fate: null, component: full ? id : null, lines: [why, `By closed form: ${says}.`] };
}

const silent = (flow: string): Outcome => ({ fate: null, component: null, lines: [`The run says nothing of ${flow}.`] });

/** A part that is asked `demand` times what it can do. */
type Full = { readonly id: string; readonly demand: number };

/** Of the parts that a flow waits for the one with the highest demand over its capacity, when that is more than it has. */
function fullest(model: DesignModel, flow: string, run: RunReport): Full | undefined {
  const parts = waitedFor(model, flow);
  const demands = Object.entries(run.components).flatMap(([id, { demand }]) =>
    parts.has(id) && demand !== null && demand > 1 ? [{ id, demand }] : [],
  );
  return demands.sort((a, b) => b.demand - a.demand)[0];
}

/** Seconds until the design has noticed a failure: probes of balancers, elections, switches. */
function reactionOf(model: DesignModel): number {
  const times = [...model.components.values()].flatMap((component) => [
    'healthCheck' in component ? component.healthCheck : undefined,
    'switch' in component ? component.switch : undefined,
    component.is === 'database' ? component.replication.switch : undefined,
  ]);
  return Math.min(60, Math.max(0, ...times.filter((time) => time !== undefined)));
}

/** A flow between two moments of a run: mean rates, and the median of the slices' p99. */
function between(run: RunReport, flow: string, from: number, to: number): Fared | undefined {
  const slices = run.timeline
    .filter((slice) => slice.from >= from - 1e-9 && slice.to <= to + 1e-9)
    .flatMap((slice) => slice.flows[flow] ?? []);
  if (slices.length === 0) return undefined;
  const mean = (of: (slice: SliceFlow) => number): number => slices.reduce((sum, slice) => sum + of(slice), 0) / slices.length;
  const p99s = slices.flatMap((slice) => slice.p99 ?? []).sort((a, b) => a - b);
  return {
    offered: mean((slice) => slice.offered),
    served: mean((slice) => slice.served),
    errors: mean((slice) => slice.errors),
    p99: p99s[Math.floor(p99s.length / 2)] ?? null,
  };
}

function faultOf(what: FaultWhat): Fault['what'] {
  switch (what.kind) {
    case 'component':
      return { kind: 'component', component: what.component as ComponentId };
    case 'slow':
      return { kind: 'slow', component: what.component as ComponentId, factor: what.factor };
    case 'cold':
      return { kind: 'cold', component: what.component as ComponentId };
    case 'zone':
      return { kind: 'zone', zone: what.zone as ZoneId };
    default:
      return unreachable(what);
  }
}

const fared = (report: FlowReport | undefined): Fared | undefined =>
  report && {
    offered: report.offered,
    served: report.served,
    errors: Object.values(report.errors).reduce((sum, each) => sum + each, 0),
    p99: report.latency.p99,
  };

/** The strictest p99 that the design asks for the answer of a flow, in seconds. */
function targetOf(model: DesignModel, flow: string): number | undefined {
  const asked = model.requirements.quality.filter(
    (each) => each.flow === (flow as FlowId) && each.until === undefined && each.when === undefined,
  );
  const times = asked.flatMap(({ latency }) => latency.get('p99') ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

export function fateOf(before: Fared, during: Fared, target: number | undefined): Fate | null {
  if (during.offered <= 0) return null;
  const failed = failedShare(during);
  const usual = failedShare(before);
  if (failed > MOST) return 'most fail';
  if (failed > Math.max(SOME, 2 * usual)) return 'some fail';
  if (during.p99 === null || before.p99 === null) return null;
  const slow = target !== undefined && before.p99 <= target ? during.p99 > target : during.p99 > SLOWER * before.p99;
  return slow ? 'slower' : 'holds';
}

/** Share of the requests that got no answer, 0..1. */
function failedShare({ offered, served, errors }: Fared): number {
  if (offered <= 0) return 0;
  const ended = served + errors;
  return 1 - ended / offered > ON_THEIR_WAY ? 1 - served / offered : errors / Math.max(ended, Number.MIN_VALUE);
}

/** What is fullest under the condition: by the closed forms after a loss, else where the run saw work pile up. */
function givesWay(model: DesignModel, what: FaultWhat, run: RunReport, flow: string): string | null {
  const full = (losses: readonly AfterLoss[], lost: string): string | undefined => {
    const first = fullestAfter(losses, lost, waitedFor(model, flow));
    return first && first[1] > 1 ? first[0] : undefined;
  };
  const capacity = capacityOf(model);
  if (what.kind === 'component' || what.kind === 'cold') return full(capacity.afterCacheLoss, what.component) ?? what.component;
  if (what.kind === 'zone') return full(capacity.afterZoneLoss, what.zone) ?? run.stability.component ?? null;
  return run.stability.component ?? what.component;
}

/** Of `parts` the fullest at the peak after a loss, with the share of what it has that is used. */
function fullestAfter(losses: readonly AfterLoss[], lost: string, parts: ReadonlySet<string>): readonly [string, number] | undefined {
  const after = losses.find((each) => each.lost === lost)?.saturation ?? new Map<string, number>();
  return [...after].filter(([component]) => parts.has(component)).sort((a, b) => b[1] - a[1])[0];
}

const tooSmall = (demand: number): string =>
  demand < 1.1 ? `asked ${shareText(demand)} of what it can do` : `${timesText(demand)} too small`;

function line(when: string, of: Fared, full: Full | undefined): string {
  const served = of.offered > 0 ? `, ${shareText(1 - failedShare(of))} of ${printRate(of.offered)} served${full ? ' so far' : ''}` : '';
  return `${when}: p99 ${of.p99 === null ? 'not resolved' : printSeconds(of.p99)}${served}`;
}

/** That a run shows only how it begins. */
const endless = (full: Full | undefined): string =>
  full === undefined ? '' : `; ${full.id} is ${tooSmall(full.demand)}, so lines grow without end`;
