import type { ComponentReport, FlowReport, RunReport } from '../report.js';
import type { SweepFlow, SweepPoint } from './report.js';

/** From this much of its capacity on, by own work or by slots that wait on others, a component is full. */
const FULL = 0.9;
/** Less of what comes is served than at the lowest load by this share: throughput does not keep up. */
const LOST = 0.01;
/** What is served still grows when it does so by this share of what the load does. */
const GROWTH = 0.6;
/** More than this share of what comes to a line stays there. */
const LEFT = 0.005;

/** What a sweep knows beforehand: flows of users who wait for their answers, and components that batches fill. */
export type Known = { readonly closed: ReadonlySet<string>; readonly byBatch: (component: string) => boolean };

/** Reads the runs of a sweep, from the lowest load to the highest. */
export function pointsOf(runs: readonly RunReport[], known: Known): SweepPoint[] {
  let kept = runs[0];
  return runs.map((run) => {
    const keeps = keepsUp(run, runs[0]!, kept!, known);
    if (keeps) kept = run;
    return pointOf(run, keeps);
  });
}

function pointOf(run: RunReport, keeps: boolean): SweepPoint {
  const [busiest, at] = busiestOf(run);
  return {
    load: run.load,
    simulated: run.simulated,
    events: run.events,
    slice: run.slice,
    busiest,
    utilisation: at?.utilisation ?? 0,
    held: at?.held ?? 0,
    keepsUp: keeps,
    flows: Object.fromEntries(requestsOf(run).map(([id, flow]) => [id, flowOf(flow)])),
  };
}

/** Flows of requests: a batch is done when it is done, and has a target for that. */
const requestsOf = (run: RunReport): [string, FlowReport][] => Object.entries(run.flows).filter(([, { batch }]) => batch === undefined);

export const failuresOf = (flow: FlowReport): number => Object.values(flow.errors).reduce((sum, rate) => sum + rate, 0);

function flowOf(flow: FlowReport): SweepFlow {
  const { p50, p99, p99Interval } = flow.latency;
  return { offered: flow.offered, goodput: flow.served, errors: failuresOf(flow), p50, p99, p99Interval };
}

const shareServed = ({ offered, served }: FlowReport): number => (offered > 0 ? served / offered : 1);

/**
 * Whether all that comes is served as at the lowest load, or what is served still grows with the load: from `kept`, the last point that
 * kept up, to this one. As measured, in every flow, and no line grows without end: measured as well, unless the run is too short to tell.
 */
function keepsUp(run: RunReport, first: RunReport, kept: RunReport, { closed, byBatch }: Known): boolean {
  const flows = requestsOf(run).every(([id, flow]) => {
    const grown = GROWTH * (run.load / kept.load - 1) * kept.flows[id]!.served;
    const grows = run.stability.verdict !== 'overloaded' && flow.served - kept.flows[id]!.served >= grown;
    if (closed.has(id)) return run.load === kept.load || grows;
    const least = shareServed(first.flows[id]!) - LOST - chance(flow.offered * run.simulated);
    return shareServed(flow) >= least || (run.load > kept.load && grows);
  });
  return flows && !pilesUp(run, byBatch);
}

/** Three standard deviations of a share that is seldom missed, for so many requests. */
const chance = (requests: number): number => 3 * Math.sqrt((LOST * (1 - LOST)) / Math.max(1, requests));

/**
 * Whether a line grows without end, wherever nobody waits for it: as was seen, or by the closed forms if nothing seen speaks against it. What
 * a batch fills is so by them only over its whole period, which no run lasts.
 */
function pilesUp({ stability, components }: RunReport, byBatch: Known['byBatch']): boolean {
  if (stability.verdict === 'overflow' || stability.verdict === 'stuck') return true;
  if (stability.verdict !== 'unstable' || stability.component === undefined) return false;
  if (stability.basis === 'closed form' && byBatch(stability.component)) return false;
  const { throughput } = components[stability.component]!;
  return (stability.growth ?? 0) > LEFT * throughput;
}

/**
 * Where the load meets its limit: the component that is fullest with work of its own. Where none is, the one most of whose capacity or
 * slots are in use, whichever of the two is more: they are shares of different things and never added.
 */
export function busiestOf({ components }: RunReport): readonly [string | null, ComponentReport | undefined] {
  const all = Object.entries(components).filter(([, each]) => each.demand !== null);
  const most = (of: (each: ComponentReport) => number) =>
    all.reduce<[string, ComponentReport] | undefined>(
      (best, each) => (best === undefined || of(each[1]) > of(best[1]) ? each : best),
      undefined,
    );
  const works = most((each) => each.utilisation);
  const found = works !== undefined && works[1].utilisation >= FULL ? works : most((each) => Math.max(each.utilisation, each.inUse));
  return found ?? [null, undefined];
}
