import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { longer } from '../capacity/attempts.js';
import { roundTrip } from '../capacity/network.js';
import type { Placed } from '../consistency/calls.js';
import { allCalls, byStep } from '../consistency/deliveries.js';
import { type Fix, setOnCall, timeText } from '../fix.js';

/** Share of healthy answers that a timeout may cut off before it counts as too short: a 99th percentile, with room for the way. */
const CUT = 0.02;
/** Share that a longer timeout should leave: Amazon starts from one in a thousand. */
const LEFT = 0.001;

/** A timeout below what healthy answers take. `late`: share of the attempts it cuts off; `fails`: share of the calls, all attempts made. */
export type Hasty = {
  readonly call: Call;
  readonly flows: readonly FlowId[];
  readonly slow: ComponentId;
  readonly timeout: number;
  readonly late: number;
  readonly fails: number;
  readonly enough: number | undefined;
  /** Only some requests come by here. */
  readonly sometimes: boolean;
};

/** Calls that give up on what is well. What is optional, has a stand-in or may be a miss is left early on purpose. */
export function hasty(model: DesignModel): readonly Hasty[] {
  const calls = allCalls(model);
  const stoodIn = new Set(
    calls.flatMap(({ call: { when }, flow }) => (when.kind === 'error' || when.kind === 'timeout' ? [`${flow.id} ${when.of}`] : [])),
  );
  const timed = calls.filter(
    ({ call, flow, above }) =>
      call.waits &&
      call.timeout !== undefined &&
      !call.optional &&
      call.hit === undefined &&
      ![...above, call].some(({ optional }) => optional) &&
      !stoodIn.has(`${flow.id} ${call.id}`),
  );
  return byStep(timed).flatMap(({ first, flows }): readonly Hasty[] => {
    const { call } = first;
    const timeout = call.timeout!;
    let worst: { readonly call: Call; readonly late: number } | undefined;
    for (const each of [call, ...awaitedInside(calls, first)]) {
      const late = lateShare(model, each, timeout);
      if (late > CUT && late > (worst?.late ?? 0)) worst = { call: each, late };
    }
    if (worst === undefined) return [];
    const { late } = worst;
    const about = {
      call,
      flows,
      slow: worst.call.visit.component,
      timeout,
      late,
      fails: late ** (call.retries + 1),
      sometimes: first.sometimes,
    };
    return [{ ...about, enough: enoughFor(model, worst.call, timeout) }];
  });
}

/** Steps that every attempt waits for; what ends sooner by its own timeout does not hold the answer up. */
function awaitedInside(calls: readonly Placed[], { call, flow }: Placed): readonly Call[] {
  const inside = calls.filter((each) => each.flow === flow && each.above.includes(call));
  return inside.flatMap(({ call: inner, above }) => {
    const way = [...above.slice(above.indexOf(call) + 1), inner];
    const always = way.every((each) => each.waits && !each.optional && each.when.kind === 'always' && each.timeout === undefined);
    return always ? [inner] : [];
  });
}

/** P(one visit alone takes longer), the way there and back counted. Of a mean without a shape only the mean is held against it. */
function lateShare(model: DesignModel, call: Call, timeout: number): number {
  const target = model.components.get(call.visit.component);
  const written = target?.written.has('time') && 'time' in target ? target.time : undefined;
  const time = call.time ?? written;
  if (time === undefined) return 0;
  const left = timeout - roundTrip(model, call.from, call.visit.component);
  if (time.shape === 'exponential') return time.mean > left ? longer(time, left) : 0;
  return longer(time, left);
}

/** Seconds that leave one in a thousand; undefined where no reasonable time does. */
function enoughFor(model: DesignModel, slow: Call, timeout: number): number | undefined {
  for (let seconds = timeout; seconds < 100 * timeout; seconds *= 1.1) if (lateShare(model, slow, seconds) <= LEFT) return seconds;
  return undefined;
}

export const waitLonger = ({ call, enough }: Hasty): Fix | undefined =>
  enough === undefined
    ? undefined
    : { title: `Wait ${timeText(enough)} for "${call.visit.component}"`, edits: [setOnCall(call, 'timeout', timeText(enough))] };
