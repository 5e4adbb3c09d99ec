import { UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import { joined } from './joined.js';
import type { Load } from './load.js';

/** One flow alone at one request a second: what it asks of each component, and the connections a second that stay open, by call. */
type Alone = { readonly loads: readonly Load[]; readonly held: ReadonlyMap<number, number> };

/**
 * By component: connections in use over those that its instances can keep, by Little's law: of visits with nobody in their way, and of
 * steps that keep theirs open. `rates`: requests a second by flow.
 */
export function connectionsUsed(program: Program, rates: readonly number[], alone: readonly Alone[]): number[] {
  const { stations } = program;
  const open = heldOpen(program, rates, alone);
  const loads = joined(
    alone.map((each) => each.loads),
    rates,
  );
  return loads.map((load, i) => {
    const each = stations.connections[i]!;
    if (each >= UNLIMITED) return 0;
    const instances = stations.most[i]!;
    const leaders = instances / Math.max(1, stations.copies[i]!);
    const follow = load.workFollow / Math.max(1, instances - leaders);
    return ((load.hold + open[i]!) / instances + Math.max(load.holdLead / leaders, follow)) / each;
  });
}

/** By component: connections that stay open after their calls. */
function heldOpen({ calls, flows, stations }: Program, rates: readonly number[], alone: readonly Alone[]): Float64Array {
  const open = new Float64Array(stations.ids.length);
  for (const { flow: id, call, seconds, station, through } of calls.holds) {
    const flow = flows.findIndex((each) => each.id === id);
    const count = flow < 0 ? 0 : rates[flow]! * (alone[flow]!.held.get(call) ?? 0) * seconds;
    for (const at of [station, ...through.map((each) => each.station)]) open[at]! += count;
  }
  return open;
}
