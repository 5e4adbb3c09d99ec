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

/** The flows of a need survive the loss of what the problem asks: nothing of the kind fails them by itself, and whoever takes over does so in time. */
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
  const open = openPlaces(input, flow);
  if (slow === undefined)
    return open.length === 0 ? pass(id, 'survival/met', data) : missing(id, 'survival/assumed', { ...data, parts: open });
  const { switch: said } = slow.replication;
  return fail(id, 'survival/slow', { ...data, component: slow.id, switch: said ?? null, within, line: slow.origin.line });
}

/** Stores with one leader that the answer of the flow waits for. */
const leadersOf = (model: DesignModel, flow: Flow): readonly Database[] =>
  callsOf(flow).flatMap((call) => {
    const component = model.components.get(call.visit.component);
    return call.waits && component?.is === 'database' && component.replication.mode === 'single-leader' ? [component] : [];
  });

/** Seconds until a new leader serves; a person takes longer than any target. */
const takeOver = ({ replication }: Database): number => (replication.failover === 'manual' ? Infinity : (replication.switch ?? Infinity));
