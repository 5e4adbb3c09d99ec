import type { Reading } from '#analyze/consistency/consistency.js';
import { meets } from '#analyze/consistency/hop.js';
import { members } from '#analyze/reliability/cuts.js';
import { explained } from '#analyze/reliability/explained.js';
import type { Flow } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import type { Counted } from '../counted.js';
import type { ScoreInput } from '../input.js';
import type { Target } from '../problem.js';
import { fail, missing, notEvaluated, type Part, pass } from '../weigh.js';
import { understatement } from './load.js';
import { assumedSizes, loadedParts } from './parts.js';
import { openPlaces } from './places.js';
import { carriedBy, targetData, targetsAsked } from './targets.js';

/** Every part carries the peak, or the peak with its worst zone gone, below a utilisation. A capacity that rests on defaults earns nothing. */
export function utilisation(input: ScoreInput, at: 'peak' | 'zone-lost', below: number, counted: Counted): readonly Part[] {
  const parts = loadedParts(input).flatMap((component): Part[] => {
    const found = usedBy(input, component.id, at);
    if (found === undefined) return [];
    const load = understatement(input, component.id);
    const used = found === null ? null : found * load;
    const lacks = assumedSizes(input, component);
    const data = { component: component.id, below, load, line: component.origin.line };
    if (lacks.length > 0) return [missing(component.id, 'utilisation/assumed', { ...data, lacks })];
    if (used === null) return [missing(component.id, 'utilisation/unknown', data)];
    if (used <= below) return [pass(component.id, 'utilisation/room', { ...data, utilisation: used })];
    const cause = `load:${component.id}`;
    const before = counted.whereAny([cause]);
    if (before !== undefined) return [notEvaluated(component.id, 'cause/counted', { ...data, utilisation: used, counted: before })];
    counted.add(cause, `utilisation at ${at}`);
    return [fail(component.id, 'utilisation/full', { ...data, utilisation: used })];
  });
  return parts.length > 0 ? parts : [missing('load', 'utilisation/none', { at })];
}

/**
 * Kinds without slots or cores of ours have nothing to fill: undefined. null: it should be known and is not. What comes through a
 * queue or a batch may fall behind at the peak and catch up, so it is held to the mean rate.
 */
function usedBy({ rules, model }: ScoreInput, id: ComponentId, at: 'peak' | 'zone-lost'): number | null | undefined {
  const of = rules.analysis.capacity.components.get(id);
  const component = model.components.get(id);
  if (of === undefined || component === undefined || !SIZED.includes(component.is)) return undefined;
  if (of.saturation === null || of.meanSaturation === null) return at === 'peak' ? null : undefined;
  const lasting = of.deferred && of.saturation > 0 ? of.meanSaturation / of.saturation : 1;
  if (at === 'peak') return of.saturation * lasting;
  const worst = rules.analysis.capacity.afterZoneLoss.flatMap((loss) => loss.saturation.get(id) ?? []);
  return worst.length === 0 ? undefined : Math.max(...worst) * lasting;
}

const SIZED: readonly string[] = ['service', 'function', 'worker', 'cache', 'database'];

/** Availability as computed meets what the problem asks of the flows of each need, within its tolerance. */
export function availabilityMet(input: ScoreInput, counted: Counted): readonly Part[] {
  return targetsAsked(input).flatMap((target) => {
    if (target.asks.measure !== 'availability') return [];
    const flows = input.coverage.get(target.subject.need)?.flows ?? [];
    if (flows.length === 0) return [missing(target.id, 'availability/unknown')];
    return flows.map((flow) => flowAvailability(input, target, flow, counted));
  });
}

function flowAvailability(input: ScoreInput, target: Target, flow: Flow, counted: Counted): Part {
  const { model, rules } = input;
  const served = rules.analysis.availability.get(flow.id);
  const asked = target.asks.measure === 'availability' ? target.asks.value : 1;
  const least = 1 - (1 - asked) * target.tolerance;
  const data = { target: target.id, flow: flow.id, asked, value: served?.value ?? null };
  if (served === undefined) return notEvaluated(target.id, 'availability/unknown', data);
  if (served.lower >= least) {
    const open = openPlaces(input, flow);
    return open.length === 0
      ? pass(target.id, 'availability/met', data)
      : missing(target.id, 'availability/assumed', { ...data, parts: open });
  }
  if (served.upper >= least) return missing(target.id, 'availability/unknown', { ...data, components: served.unknown });
  const cuts = served.cuts.filter((cut) => cut.kind !== 'region').map((cut) => members(cut)[0] ?? '');
  const before = counted.whereAny([`up:${flow.id}`]);
  const isExplained = served.upper + explained(model, { ...served, target: least }) >= least;
  if (before !== undefined && isExplained) return notEvaluated(target.id, 'cause/counted', { ...data, cuts, counted: before });
  return fail(target.id, 'availability/missed', { ...data, cuts: [...new Set(cuts)] });
}

/** Reads give what the problem asks: judged where the design carries the target, on every covered flow that reads the data. */
export function guaranteesMet(input: ScoreInput, counted: Counted): readonly Part[] {
  return targetsAsked(input).flatMap((target) => {
    if (target.asks.measure !== 'reads' && target.asks.measure !== 'fresh') return [];
    const carried = carriedBy(input.model, input.coverage, target);
    if (!carried?.met) return [missing(target.id, 'guarantee/not-asked', targetData(target))];
    return [guarantee(input, target, carried.line.data, counted)];
  });
}

function guarantee({ rules }: ScoreInput, target: Target, data: string | undefined, counted: Counted): Part {
  const readings = [...rules.analysis.consistency].find(([id]) => id === data)?.[1];
  const judged = [...(readings ?? [])].map(([flow, reading]) => ({ flow, reading, holds: gives(reading, target) }));
  const about = { ...targetData(target), data: data ?? null };
  const failed = judged.filter((one) => one.holds === false);
  if (failed.length > 0) {
    const cause = `reads:${data ?? ''}`;
    const before = counted.whereAny([cause]);
    if (before !== undefined) return notEvaluated(target.id, 'cause/counted', { ...about, counted: before });
    counted.add(cause, target.id);
    const why = failed.flatMap(({ flow, reading }) => reading.why.map((hop) => `${flow}: ${hop.component} (${hop.kind})`));
    return fail(target.id, 'guarantee/missed', { ...about, why: [...new Set(why)] });
  }
  if (judged.some((one) => one.holds)) return pass(target.id, 'guarantee/met', about);
  return notEvaluated(target.id, 'guarantee/unknown', {
    ...about,
    why: judged.length === 0 ? ['no flow reads it'] : judged.map((one) => one.flow),
  });
}

/** Whether a reading gives what the problem asks (the design may ask more of itself); undefined: part of its way is not known. */
function gives({ guarantee: promise, why }: Reading, { asks, tolerance }: Target): boolean | undefined {
  if (promise === null) return undefined;
  if (asks.measure === 'reads') return meets(promise, asks.value);
  if (asks.measure !== 'fresh' || why.some((hop) => hop.kind === 'derived')) return undefined;
  return promise.staleness !== 'unbounded' && promise.staleness <= asks.value * tolerance;
}

/** Latency targets as simulated; no file shows them. */
export function simulatedTargets({ model, simulated }: ScoreInput): readonly Part[] {
  const lines = model.requirements.quality.filter((line) => line.latency.size > 0 && line.flow !== undefined);
  if (simulated === undefined)
    return lines.length === 0 ? [] : [notEvaluated('latency', 'simulation/none', { targets: lines.map((line) => line.id) })];
  return lines.map((line) => {
    const verdict = simulated.get(line.id);
    if (verdict === 'pass') return pass(line.id, 'simulation/held');
    return verdict === 'fail' ? fail(line.id, 'simulation/missed') : notEvaluated(line.id, 'simulation/none', { targets: [line.id] });
  });
}
