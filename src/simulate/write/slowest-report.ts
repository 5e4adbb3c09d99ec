import type { World } from '../kernel/world.js';
import type { SlowestReport, SpentParts } from '../report.js';
import { PART, PARTS } from '../statistics/spent-table.js';

/** The slowest hundredth is what lies beyond the p99. */
const SHARE = 0.01;

/** Where the slowest hundredth of the answered requests of a flow spent their time; `null`: too few of them were followed. */
export function slowestReport(world: World, flow: number): SlowestReport | null {
  const found = world.trace.slowest(flow, SHARE);
  // An item of a batch takes until what it handed over is done: that is not followed.
  if (found === undefined || world.program.flows[flow]!.kind === 'batch') return null;
  const { ids } = world.program.stations;
  const at = (station: number, part: number): number => found.seconds[station * PARTS.length + part]!;
  const parts = ids.map((id, i): readonly [string, SpentParts] => [
    id,
    { waiting: at(i, PART.waiting), work: at(i, PART.work), network: at(i, PART.network), tries: at(i, PART.tries) },
  ]);
  const spent = parts.filter(([, each]) => totalOf(each) > 0);
  const told = spent.reduce((sum, [, each]) => sum + totalOf(each), 0);
  return {
    share: SHARE,
    samples: found.samples,
    mean: found.mean,
    parts: Object.fromEntries(spent),
    other: Math.max(0, found.mean - told),
  };
}

/** All seconds that the slowest spent at each component. */
export const spentBy = (slowest: SlowestReport | null): Record<string, number> =>
  Object.fromEntries(Object.entries(slowest?.parts ?? {}).map(([id, parts]) => [id, totalOf(parts)]));

const totalOf = ({ waiting, work, network, tries }: SpentParts): number => waiting + work + network + tries;
