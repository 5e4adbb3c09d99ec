import type { Analysis, FlowAvailability } from '#analyze/analysis.js';
import type { ComponentCapacity } from '#analyze/capacity/capacity.js';
import type { Storage } from '#analyze/capacity/storage.js';
import type { Reading } from '#analyze/consistency/consistency.js';
import type { Hop } from '#analyze/consistency/hop.js';
import type { Claim } from '#analyze/estimates/claims.js';
import { members } from '#analyze/reliability/cuts.js';
import { type Pairs, unitName } from '#analyze/reliability/pairs.js';
import { byText } from '#base/order.js';
import type { DesignModel } from '#model/design.js';

/**
 * What the closed forms say, for other programs: names are stable, numbers are SI (seconds, bytes, per second), shares 0..1. `null` is not
 * known, or nothing is limited or asked.
 */
export function analysisJson(model: DesignModel, analysis: Analysis): Record<string, unknown> {
  const { capacity, storage, records } = analysis;
  return {
    availability: entries(analysis.availability, (flow, each) => availabilityJson(each, analysis.pairs.get(flow))),
    promises: analysis.promises.map(({ quality, flow, until, target, served, verdict }) => ({
      quality: quality.id,
      flow,
      until,
      target,
      ...served,
      verdict,
    })),
    capacity: entries(capacity.components, (id, each) => capacityJson(each, storage.get(id), analysis.amplification.get(id))),
    firstBottleneck: capacity.first,
    tenfold: capacity.tenfold,
    afterCacheLoss: Object.fromEntries(capacity.afterCacheLoss.map(({ lost, saturation }) => [lost, Object.fromEntries(saturation)])),
    afterZoneLoss: Object.fromEntries(capacity.afterZoneLoss.map(({ lost, saturation }) => [lost, Object.fromEntries(saturation)])),
    hitRatios: analysis.hits.map(({ cache, data, call, best, lru, verdict }) => ({
      cache,
      data,
      claimed: call.hit ?? null,
      best,
      lru,
      verdict,
    })),
    consistency: entries(analysis.consistency, (_, flows) => entries(flows, (__, each) => readingJson(each))),
    data: entries(records.data, (_, each) => each),
    once: records.once,
    estimates: entries(analysis.estimates, (_, each) => claimJson(each)),
    assumed: model.assumed,
  };
}

/** A map as an object, in the order of its keys as text. */
const entries = <K extends string, V>(map: ReadonlyMap<K, V>, write: (key: K, value: V) => unknown): Record<string, unknown> =>
  Object.fromEntries([...map].sort(([a], [b]) => byText(a, b)).map(([key, value]) => [key, write(key, value)]));

function availabilityJson(each: FlowAvailability, pairs: Pairs | undefined): Record<string, unknown> {
  const { value, lower, upper, exact, atPeak, downtimeMinutesPerYear, target, verdict, unknown, cuts, searched } = each;
  const shared = (pairs?.pairs ?? []).filter((pair) => pair.shared.length > 0);
  return {
    value,
    lower,
    upper,
    exact,
    atPeak,
    nines: value >= 1 ? null : -Math.log10(1 - value),
    downtimeMinutesPerYear,
    target,
    verdict,
    unknown,
    cuts: cuts.map(members),
    cutShares: cuts.map(({ share }) => share),
    // Pairs that something takes both at once; the rest is only counted.
    pairs: shared.map(({ units, share, shared: by }) => ({ units: units.map(unitName), share, shared: by })),
    otherPairs: (pairs?.pairs.length ?? 0) - shared.length,
    searched: searched && pairs?.searched === true,
  };
}

function capacityJson(each: ComponentCapacity, held: Storage | undefined, amplification: number | undefined): Record<string, unknown> {
  const { demand, byFlow, certain: _, ...rest } = each;
  return {
    demand: demand.peak,
    meanDemand: demand.mean,
    byFlow: Object.fromEntries(byFlow),
    ...rest,
    worstAttempts: amplification ?? null,
    storage: held ?? null,
  };
}

function readingJson({
  guarantee,
  asked,
  fresh,
  verdict,
  why,
  acrossFailover,
  monotonicWrites,
  isolation,
}: Reading): Record<string, unknown> {
  return { guarantee, asked, fresh, verdict, why: why.map(hopJson), acrossFailover, monotonicWrites, isolation };
}

const hopJson = ({ kind, component, call, order, readYourWrites, monotonicReads, staleness, behind, keeps }: Hop) => ({
  kind,
  component,
  line: call.origin.line,
  order,
  readYourWrites,
  monotonicReads,
  staleness,
  behind: behind ?? null,
  keeps: keeps ?? null,
});

const claimJson = ({ value, unit, said, verdict, off, ratio }: Claim) => ({ value, unit, said, verdict, off, ratio });
