import { callsOf } from '#model/calls.js';
import type { Database } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { Counted } from '../counted.js';
import type { ScoreInput } from '../input.js';
import type { Target } from '../problem.js';
import { fail, missing, notEvaluated, type Part, pass } from '../weigh.js';
import { openPlaces } from './places.js';
import { targetsAsked } from './targets.js';

/** Shares of requests below this are rounding. */
const NOTICEABLE = 1e-6;

/**
 * The flows of a need survive the loss of what the problem asks: nothing of the kind fails them by itself, whoever takes over does so
 * in time, and what a lost zone leaves of their parts carries the peak.
 */
export function survivesMet(input: ScoreInput, counted: Counted): readonly Part[] {
  return targetsAsked(input).flatMap((target) => {
    if (target.asks.measure !== 'survives') return [];
    const flows = input.coverage.get(target.subject.need)?.flows ?? [];
    if (flows.length === 0) return [missing(target.id, 'target/no-flow', { need: target.subject.need, measure: 'survives' })];
    return flows.map((flow) => flowSurvival(input, target, flow, counted));
  });
}

function flowSurvival(input: ScoreInput, { id, asks, tolerance }: Target, flow: Flow, counted: Counted): Part {
  const { model, rules } = input;
  const within = asks.measure === 'survives' && asks.within !== undefined ? asks.within * tolerance : Infinity;
  const data = { target: id, flow: flow.id, asked: String(asks.value) };
  const served = rules.analysis.availability.get(flow.id);
  if (model.zones.size < 2) return missing(id, 'survival/unplaced', data);
  if (served === undefined || (served.cuts.length === 0 && !served.exact)) return notEvaluated(id, 'survival/unknown', data);

  const kinds = asks.value === 'region' ? ['zone', 'region'] : ['zone'];
  const cuts = served.cuts.flatMap((cut) =>
    cut.share <= NOTICEABLE || !kinds.includes(cut.kind)
      ? []
      : cut.kind === 'zone'
        ? [cut.zone]
        : cut.kind === 'region'
          ? [cut.region]
          : [],
  );
  if (cuts.length > 0) {
    const before = counted.whereAny([`up:${flow.id}`]);
    if (before !== undefined) return notEvaluated(id, 'cause/counted', { ...data, zones: cuts, counted: before });
    return fail(id, 'survival/cut', { ...data, zones: cuts });
  }
  const slow = leadersOf(model, flow).find((store) => takeOver(store) > within);
  if (slow === undefined) return inPlace(input, id, flow, data, counted);
  const { switch: said } = slow.replication;
  return fail(id, 'survival/slow', { ...data, component: slow.id, switch: said ?? null, within, line: slow.origin.line });
}

/** Nothing is cut and all take over in time: what is left is whether the places are said, and whether the rest is enough. */
function inPlace(input: ScoreInput, id: string, flow: Flow, data: Part['data'], counted: Counted): Part {
  const open = openPlaces(input, flow);
  if (open.length > 0) return missing(id, 'survival/assumed', { ...data, parts: open });
  const full = fullWithoutZone(input, flow);
  if (full === undefined) return pass(id, 'survival/met', data);
  const cause = `load:${full.component}`;
  const before = counted.whereAny([cause]);
  if (before !== undefined) return notEvaluated(id, 'cause/counted', { ...data, ...full, counted: before });
  counted.add(cause, id);
  return fail(id, 'survival/full', { ...data, ...full });
}

/** The part that the answer of a flow waits for that is fullest at the peak once its worst zone is gone, when that is more than it has. */
function fullWithoutZone({ rules }: ScoreInput, flow: Flow): { component: string; zone: string; utilisation: number } | undefined {
  const waited = new Set(callsOf(flow).flatMap((call) => (call.waits ? [call.visit.component] : [])));
  const after = rules.analysis.capacity.afterZoneLoss.flatMap(({ lost, saturation }) =>
    [...saturation].flatMap(([component, utilisation]) =>
      waited.has(component) && utilisation > 1 ? [{ component, zone: lost, utilisation }] : [],
    ),
  );
  return after.sort((a, b) => b.utilisation - a.utilisation)[0];
}

/** Stores with one leader that the answer of the flow waits for. */
const leadersOf = (model: DesignModel, flow: Flow): readonly Database[] =>
  callsOf(flow).flatMap((call) => {
    const component = model.components.get(call.visit.component);
    return call.waits && component?.is === 'database' && component.replication.mode === 'single-leader' ? [component] : [];
  });

/** Seconds until a new leader serves; a person takes longer than any target. */
const takeOver = ({ replication }: Database): number => (replication.failover === 'manual' ? Infinity : (replication.switch ?? Infinity));
