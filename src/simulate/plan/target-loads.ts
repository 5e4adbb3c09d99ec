import type { DesignModel, LatencyName } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import { squaredCv } from '#model/service-time.js';
import type { StationSpec } from '../compile/station-spec.js';
import type { Program } from '../kernel/program.js';
import type { ExpectedTarget } from '../report.js';
import { pooling } from './lines.js';
import { percentileOf, responseOf, type Span, waitOf } from './response.js';
import type { Outlook } from './utilisation.js';

/** Steps of halving: the load is found to a thousandth. */
const STEPS = 20;
/** A share of the load at which something is full that is none: with nobody in its way it takes longer than its target already. */
const NONE = 1e-4;
/** More servers than this are taken as this many: nobody waits for them until they are full. */
const MANY = 10_000;

type Lines = { readonly program: Program; readonly specs: readonly StationSpec[]; readonly usual: Outlook };

/**
 * Where the closed forms expect each latency target on an answer to be left, the first one first: the lines as M/G/c, the times of the
 * steps added up. An approximation; slots that callers hold meanwhile, retries and failures are not in it. `usual`: what they say of the
 * load at 1x. It is left at the latest where the first component is full that its answers wait for. Nothing is said of flows of users who
 * wait for their answers, nor of handed-over parts.
 */
export function targetLoads(model: DesignModel, lines: Lines): ExpectedTarget[] {
  const { program, specs, usual } = lines;
  if (program.flows.some(({ kind }) => kind === 'closed')) return [];
  const stationOf = new Map<string, number>(program.stations.ids.map((id, i) => [id, i]));
  const expected = program.flows.flatMap(({ id }, index) => {
    const flow = model.flows.get(id)!;
    const full = 1 / Math.max(0, ...[...usual.waitedForBy[index]!].map((i) => usual.asked[i]!));
    if (!Number.isFinite(full)) return [];
    const at = (load: number): Span => responseOf(flow, { specs, stationOf, waits: waitsAt(lines, load), way: model.network.sameZone });
    return targetsOf(model, flow).flatMap(({ quality, name, target }) => {
      const load = lastWithin((each) => percentileOf(at(each), name), target, full);
      if (load === undefined) return [];
      if (load < NONE * full) return [{ flow: id as string, quality, name, target, load: 0 }];
      const component = program.stations.ids[slowestLine(waitsAt(lines, Math.min(load, 0.999 * full)), usual.waitedForBy[index]!)];
      return component === undefined ? [] : [{ flow: id as string, quality, name, target, load, component: component as string }];
    });
  });
  return expected
    .map((each, i) => ({ each, i }))
    .sort((a, b) => a.each.load - b.each.load || a.i - b.i)
    .map(({ each }) => each);
}

const targetsOf = (model: DesignModel, flow: Flow): { quality: string; name: LatencyName; target: number }[] =>
  model.requirements.quality
    .filter((each) => each.flow === flow.id && each.until === undefined)
    .flatMap(({ id, latency }) => [...latency].map(([name, target]) => ({ quality: id, name, target: target as number })));

/** The highest load below `full` at which a figure that rises with the load is within its target. */
function lastWithin(figure: (load: number) => number | undefined, target: number, full: number): number | undefined {
  if (figure(0) === undefined) return undefined;
  let low = 0;
  let high = full;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (figure(middle)! <= target) low = middle;
    else high = middle;
  }
  return low;
}

/** Waiting at each component at a load of open flows: demand and rates grow with it. */
function waitsAt({ program, specs, usual }: Lines, load: number): Span[] {
  return specs.map((spec, i) => {
    const visits = usual.visitRates[i]!;
    const slots = Math.min(spec.slots, spec.cores);
    const demand = usual.lineDemand[i]!;
    if (!Number.isFinite(slots) || visits === 0 || demand === 0) return { mean: 0, variance: 0 };
    const all = slots * program.stations.most[i]!;
    const servers = Math.min(MANY, Math.max(1, Math.round(slots * pooling(program, i))));
    const service = (demand * all) / visits;
    return waitOf(servers, load * demand, service, spec.time === undefined ? 1 : squaredCv(spec.time));
  });
}

function slowestLine(waits: readonly Span[], waitedFor: ReadonlySet<number>): number {
  let slowest = -1;
  for (const i of waitedFor) if (slowest < 0 || waits[i]!.mean > waits[slowest]!.mean) slowest = i;
  return slowest;
}
