import type { DesignModel, QualityTarget, ReadGuarantee } from '#model/design.js';
import { type Coverage, dataWrittenBy } from '../coverage.js';
import type { ScoreInput } from '../input.js';
import { asksAt } from '../level.js';
import type { Target, TargetValue } from '../problem.js';
import { fail, missing, type Part, pass } from '../weigh.js';

/** What each guarantee includes: sequential and causal consistency give a session its own writes and no way back (Viotti and Vukolić, "Consistency in non-transactional distributed storage systems", 2016). */
const INCLUDES: Readonly<Record<ReadGuarantee, readonly ReadGuarantee[]>> = {
  eventual: ['eventual'],
  monotonic: ['eventual', 'monotonic'],
  'read-your-writes': ['eventual', 'read-your-writes'],
  causal: ['eventual', 'monotonic', 'read-your-writes', 'causal'],
  sequential: ['eventual', 'monotonic', 'read-your-writes', 'causal', 'sequential'],
  linearizable: ['eventual', 'monotonic', 'read-your-writes', 'causal', 'sequential', 'linearizable'],
};
export const guaranteeIncludes = (said: ReadGuarantee, asked: ReadGuarantee): boolean => INCLUDES[said].includes(asked);

const SURVIVAL = ['instance', 'zone', 'region'] as const;
const ISOLATION = ['read-uncommitted', 'read-committed', 'repeatable-read', 'snapshot', 'serializable'] as const;

/** Targets of the problem that are asked at the level of the card. */
export const targetsAsked = ({ problem, level }: ScoreInput): readonly Target[] => problem.targets.filter((one) => asksAt(level, one.from));

/** Quality requirements of the design that are about what a target is about. */
export function linesAbout(model: DesignModel, coverage: Coverage, { subject, asks }: Target): readonly QualityTarget[] {
  const flows = coverage.get(subject.need)?.flows ?? [];
  const data = dataWrittenBy(model, flows);
  return model.requirements.quality.filter((line) => {
    const onFlow = line.flow !== undefined && flows.some((flow) => flow.id === line.flow);
    if (subject.kind === 'flow') return onFlow && (line.until === undefined) === (asks.measure !== 'fresh');
    const onData = line.data !== undefined && data.has(line.data);
    return onData || (asks.measure === 'fresh' && onFlow && line.until !== undefined);
  });
}

type Held = 'met' | 'lax' | undefined;

/** Whether what a design asks of itself is as strict as the problem does; undefined: it says nothing about it. */
function held(line: QualityTarget, asks: TargetValue, tolerance: number): Held {
  const within = (said: number | undefined, most: number): Held =>
    said === undefined ? undefined : said <= most * tolerance ? 'met' : 'lax';
  const is = (met: boolean): Held => (met ? 'met' : 'lax');
  switch (asks.measure) {
    case 'latency':
      return within(line.latency.get(asks.name), asks.value);
    case 'availability':
      return line.availability === undefined ? undefined : within(1 - line.availability, 1 - asks.value + 1e-12);
    case 'survives': {
      if (line.survives === undefined) return undefined;
      if (SURVIVAL.indexOf(line.survives) < SURVIVAL.indexOf(asks.value)) return 'lax';
      return asks.within === undefined ? 'met' : within(line.within, asks.within);
    }
    case 'loss': {
      if (line.loss === undefined) return undefined;
      return is(line.loss === 'none' || (asks.value !== 'none' && line.loss <= asks.value * tolerance));
    }
    case 'reads':
      return line.reads === undefined ? undefined : is(guaranteeIncludes(line.reads, asks.value));
    case 'fresh':
      return within(line.fresh ?? longest(line), asks.value);
    case 'isolation':
      return line.isolation === undefined ? undefined : is(ISOLATION.indexOf(line.isolation) >= ISOLATION.indexOf(asks.value));
    case 'effect':
      return line.effect === undefined ? undefined : 'met';
  }
}

const longest = (line: QualityTarget): number | undefined => (line.latency.size === 0 ? undefined : Math.max(...line.latency.values()));

export const targetData = ({ id, subject, asks }: Target) => ({
  target: id,
  need: subject.need,
  about: subject.kind,
  measure: asks.measure === 'latency' ? asks.name : asks.measure,
  asked: asks.value,
  within: asks.measure === 'survives' ? (asks.within ?? null) : null,
});

/** The line of the design that carries a target, and whether it is strict enough. The strictest of several counts. */
export function carriedBy(
  model: DesignModel,
  coverage: Coverage,
  target: Target,
): { readonly line: QualityTarget; readonly met: boolean } | undefined {
  const judged = linesAbout(model, coverage, target).map((line) => ({ line, how: held(line, target.asks, target.tolerance) }));
  const best = judged.find((one) => one.how === 'met') ?? judged.find((one) => one.how === 'lax');
  return best && { line: best.line, met: best.how === 'met' };
}

/** Each target of the problem is carried by the design's quality requirements, as strict or stricter within its tolerance. */
export function targetsStated(input: ScoreInput): readonly Part[] {
  return targetsAsked(input).map((target) => {
    const data = targetData(target);
    if ((input.coverage.get(target.subject.need)?.flows.length ?? 0) === 0) return missing(target.id, 'target/no-flow', data);
    const carried = carriedBy(input.model, input.coverage, target);
    if (!carried) return missing(target.id, 'target/not-stated', data);
    const where = { ...data, requirement: carried.line.id, line: carried.line.origin.line };
    return carried.met ? pass(target.id, 'target/stated', where) : fail(target.id, 'target/lax', where);
  });
}
