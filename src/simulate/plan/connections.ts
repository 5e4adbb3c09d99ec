import { UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';

/**
 * By component: connections that stay open after their calls over those that its instances can keep, by Little's law. `held`: by flow,
 * connections that one request opens, by call.
 */
export function connectionsUsed(
  { calls, flows, stations }: Program,
  rates: readonly number[],
  held: readonly ReadonlyMap<number, number>[],
): number[] {
  const open = new Float64Array(stations.ids.length);
  for (const { flow: id, call, seconds, station, through } of calls.holds) {
    const flow = flows.findIndex((each) => each.id === id);
    const count = flow < 0 ? 0 : rates[flow]! * (held[flow]!.get(call) ?? 0) * seconds;
    for (const at of [station, ...through.map((each) => each.station)]) open[at]! += count;
  }
  return Array.from(open, (count, i) => {
    const each = stations.connections[i]!;
    return count === 0 || each >= UNLIMITED ? 0 : count / (each * stations.most[i]!);
  });
}
