import { deepFreeze } from '#base/freeze.js';
import type { DesignModel, QualityTarget } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { amplificationOf } from './capacity/amplification.js';
import { type Capacity, capacityOf } from './capacity/capacity.js';
import { claimedHits, type HitClaim } from './capacity/hit-claims.js';
import { type Storage, storageOf } from './capacity/storage.js';
import { type Consistency, consistencyOf } from './consistency/consistency.js';
import { type Records, recordsOf } from './consistency/records.js';
import { type Claim, claimsOf } from './estimates/claims.js';
import { neededAtPeak } from './reliability/at-peak.js';
import { availabilityOf, type Served, tryFormula } from './reliability/availability.js';
import { type Cut, cutsOf } from './reliability/cuts.js';
import { type Pairs, pairsOf } from './reliability/pairs.js';

export type FlowAvailability = Served & {
  /** `value` if states count as down in which what is up of the tiers cannot carry the peak; null when that is beyond the budget. */
  readonly atPeak: number | null;
  readonly target: number | null;
  /** `none`: no target. `unknown`: the target lies between the bounds, or a part's availability is not known. */
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'none';
  /** Minimal cuts of size one, worst first; empty when they were not `searched`: the formula was beyond the budget. */
  readonly cuts: readonly Cut[];
  readonly searched: boolean;
};

/** An availability that is asked up to the end of a handed-over part, and what the way there gives. */
export type Promised = {
  readonly quality: QualityTarget;
  readonly flow: FlowId;
  readonly until: ComponentId;
  readonly target: number;
  readonly served: Served;
  readonly verdict: 'pass' | 'fail' | 'unknown';
};

/** Everything that rules, reports and scores read off a design by closed forms. Each part is worked out when it is first asked for. */
export type Analysis = {
  /** Every flow that runs by itself, in the order of the file. */
  readonly availability: ReadonlyMap<FlowId, FlowAvailability>;
  /** Minimal cuts of size two of each of those flows. */
  readonly pairs: ReadonlyMap<FlowId, Pairs>;
  /** What targets ask of a handed-over part, up to the component that ends it. */
  readonly promises: readonly Promised[];
  readonly capacity: Capacity;
  /** What stores hold, year by year. */
  readonly storage: ReadonlyMap<ComponentId, Storage>;
  /** Claimed hit ratios against what the caches can hold. */
  readonly hits: readonly HitClaim[];
  /** Attempts that meet at a component when nothing answers. */
  readonly amplification: ReadonlyMap<ComponentId, number>;
  readonly consistency: Consistency;
  /** Durability, partitions, delivery and atomicity by data item, and where keys of repetitions are kept. */
  readonly records: Records;
  readonly estimates: ReadonlyMap<string, Claim>;
};

export function analyze(model: DesignModel): Analysis {
  return {
    get availability() {
      const peak = neededAtPeak(model, this.capacity);
      return remember(this, 'availability', new Map(ownFlows(model).map((flow) => [flow.id, flowAvailability(model, flow, peak)])));
    },
    get pairs() {
      return remember(this, 'pairs', new Map(ownFlows(model).map((flow) => [flow.id, flowPairs(model, flow)])));
    },
    get promises() {
      return remember(this, 'promises', promisesOf(model));
    },
    get capacity() {
      return remember(this, 'capacity', capacityOf(model));
    },
    get storage() {
      return remember(this, 'storage', storageOf(model));
    },
    get hits() {
      return remember(this, 'hits', claimedHits(model));
    },
    get amplification() {
      return remember(this, 'amplification', amplificationOf(model));
    },
    get consistency() {
      return remember(this, 'consistency', consistencyOf(model));
    },
    get records() {
      return remember(this, 'records', recordsOf(model));
    },
    get estimates() {
      return remember(this, 'estimates', claimsOf(model));
    },
  };
}

/** The same analysis, each part frozen as it is first asked for. */
export function frozenParts(analysis: Analysis): Analysis {
  const frozen = new Set<object>();
  const parts = Object.keys(analysis).map((key) => {
    const get = (): object => {
      const part = analysis[key as keyof Analysis];
      deepFreeze(part, frozen);
      return part;
    };
    return [key, { get, enumerable: true }] as const;
  });
  return Object.create(Object.prototype, Object.fromEntries(parts)) as Analysis;
}

/** Puts the value in the getter's place. */
function remember<K extends keyof Analysis>(analysis: Analysis, key: K, value: Analysis[K]): Analysis[K] {
  Object.defineProperty(analysis, key, { value, enumerable: true });
  return value;
}

/** Flows that run by themselves; parts stand in the trees of those. */
export const ownFlows = (model: DesignModel): readonly Flow[] =>
  [...model.flows.values()].filter(({ workload }) => workload.kind !== 'part');

/** Targets that speak of the answer of a flow, whatever case it takes. */
export const targetsOf = (model: DesignModel, flow: FlowId): readonly QualityTarget[] =>
  model.requirements.quality.filter((each) => each.flow === flow && each.until === undefined && each.when === undefined);

function flowAvailability(model: DesignModel, flow: Flow, peak: DesignModel | undefined): FlowAvailability {
  const formula = tryFormula(model, flow);
  const served = availabilityOf(model, flow, formula);
  const asked = targetsOf(model, flow.id).flatMap(({ availability }) => availability ?? []);
  const target = asked.length === 0 ? null : Math.max(...asked);
  const atPeak =
    formula === undefined ? null : peak === undefined ? served.value : availabilityOf(peak, flow, tryFormula(peak, flow)).value;
  return {
    ...served,
    atPeak,
    target,
    verdict: verdictOf(served, target),
    cuts: formula === undefined ? [] : cutsOf(formula),
    searched: formula !== undefined,
  };
}

function promisesOf(model: DesignModel): readonly Promised[] {
  return model.requirements.quality.flatMap((quality) => {
    const { flow: id, until, availability: target } = quality;
    const flow = id && model.flows.get(id);
    if (flow === undefined || until === undefined || target === undefined || quality.when !== undefined) return [];
    const served = availabilityOf(model, flow, tryFormula(model, flow, until), until);
    const verdict = verdictOf(served, target);
    return verdict === 'none' ? [] : [{ quality, flow: flow.id, until, target, served, verdict }];
  });
}

function flowPairs(model: DesignModel, flow: Flow): Pairs {
  const formula = tryFormula(model, flow);
  return formula === undefined ? { pairs: [], searched: false } : pairsOf(model, flow, formula);
}

/** Rounding of sums of probabilities must not break a target that is met to the digit. */
const ROUNDING = 1e-12;

function verdictOf(served: Served, target: number | null): FlowAvailability['verdict'] {
  if (target === null) return 'none';
  if (served.upper < target - ROUNDING) return 'fail';
  return served.lower >= target - ROUNDING ? 'pass' : 'unknown';
}
