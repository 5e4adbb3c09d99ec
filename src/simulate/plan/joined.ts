import type { Load } from './load.js';

/** What so many requests a second of each flow add up to, from what one request a second of each does. */
export function joined(alone: readonly (readonly Load[])[], rates: readonly number[]): Load[] {
  return (alone[0] ?? []).map((_, station) => {
    const sum = (of: (load: Load) => number) =>
      alone.reduce((total, loads, flow) => (rates[flow] === 0 ? total : total + rates[flow]! * of(loads[station]!)), 0);
    return {
      visits: sum((load) => load.visits),
      work: sum((load) => load.work),
      workLead: sum((load) => load.workLead),
      workFollow: sum((load) => load.workFollow),
      hold: sum((load) => load.hold),
      holdLead: sum((load) => load.holdLead),
      lent: lentBy(alone, rates, station),
      skew: skewBy(alone, rates, station),
    };
  });
}

function skewBy(alone: readonly (readonly Load[])[], rates: readonly number[], station: number): Float64Array | undefined {
  let skew: Float64Array | undefined;
  alone.forEach((loads, flow) => {
    const own = loads[station]!.skew;
    if (own === undefined) return;
    skew ??= new Float64Array(own.length);
    for (let shard = 0; shard < own.length; shard++) skew[shard]! += rates[flow]! * own[shard]!;
  });
  return skew;
}

function lentBy(alone: readonly (readonly Load[])[], rates: readonly number[], station: number): Map<number, number> {
  const lent = new Map<number, number>();
  alone.forEach((loads, flow) => {
    if (rates[flow] === 0) return;
    for (const [to, seconds] of loads[station]!.lent) lent.set(to, (lent.get(to) ?? 0) + rates[flow]! * seconds);
  });
  return lent;
}
