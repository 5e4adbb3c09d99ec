import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { type Analysis, ownFlows, targetsOf } from '../analysis.js';

/** How much of what is allowed may be used for a part to count as too much. */
export const ROOM = {
  /** Of the fullest limit, at peak. */
  saturation: 0.6,
  /** The same with the worst zone gone. */
  afterZone: 0.8,
  /** Of the fullest limit of what has more to do than before: room for three times the peak. */
  risen: 0.3,
  /** Of the failed requests that an availability target leaves. */
  failures: 0.5,
  /** Of a latency target, by means with their waiting: percentiles lie well above them. */
  latency: 0.1,
} as const;

/** The most that is used of each; null where nothing of the kind is limited or asked. */
export type Used = {
  readonly saturation: number | null;
  readonly afterZone: number | null;
  readonly risen: number | null;
  readonly failures: number | null;
  readonly latency: number | null;
};

const most = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values));

/** What a design uses of what its numeric targets allow. Undefined where some target cannot be judged. */
export function usedBy(model: DesignModel, analysis: Analysis, before: Analysis = analysis): Used | undefined {
  const { components, afterZoneLoss } = analysis.capacity;
  const failures: number[] = [];
  const latency: number[] = [];
  for (const flow of ownFlows(model)) {
    const served = analysis.availability.get(flow.id)!;
    if (served.target !== null) {
      if (!served.exact || served.atPeak === null) return undefined;
      failures.push((1 - Math.min(served.value, served.atPeak)) / Math.max(1 - served.target, 1e-12));
    }
    const asked = targetsOf(model, flow.id).flatMap((target) => [...target.latency.values()]);
    if (asked.length === 0) continue;
    const takes = meanAnswer(flow, analysis);
    if (takes === undefined) return undefined;
    latency.push(takes / Math.min(...asked));
  }
  return {
    saturation: most([...components.values()].flatMap(({ saturation }) => saturation ?? [])),
    afterZone: most(afterZoneLoss.flatMap(({ saturation }) => [...saturation.values()])),
    risen: most(
      [...components].flatMap(([id, { saturation }]) => (saturation !== null && saturation > fullness(before, id) ? [saturation] : [])),
    ),
    failures: most(failures),
    latency: most(latency),
  };
}

/** Below what rounding makes of it. */
const fullness = (before: Analysis, id: ComponentId): number => (before.capacity.components.get(id)?.saturation ?? 0) * (1 + 1e-9);

/** Mean seconds of an answer with the waiting at everything the flow asks; undefined where some waiting is not known. */
function meanAnswer(flow: Flow, { capacity }: Analysis): number | undefined {
  let sum = capacity.floors.get(flow.id) ?? 0;
  for (const { byFlow, waiting, utilisation, deferred } of capacity.components.values()) {
    if (!byFlow.has(flow.id) || deferred || utilisation === null) continue;
    if (waiting === null) return undefined;
    sum += waiting;
  }
  return sum;
}

/** Whether all of it leaves the room that is asked for. */
export const leavesRoom = (used: Used): boolean => (Object.keys(ROOM) as (keyof Used)[]).every((name) => (used[name] ?? 0) <= ROOM[name]);
