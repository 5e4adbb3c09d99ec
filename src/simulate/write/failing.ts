import { UNLIMITED } from '../kernel/instructions.js';
import { ALGORITHM } from '../kernel/limit-table.js';
import type { Program } from '../kernel/program.js';
import type { Outlook } from '../plan/utilisation.js';
import type { FailingShare, RunReport } from '../report.js';
import { COUNT, type StationCounts } from '../statistics/station-counts.js';

/** Fewer failures than one request in so many are what any system has. */
const TRACE = 0.001;

/** What was measured: as it is reported, and counted at the components. */
type Told = Pick<RunReport, 'flows' | 'components' | 'breakers'> & { readonly counts: StationCounts };

/** What share of the requests of each flow fails and of what, the largest first; nothing where it is no more than a trace. */
export function failingShares(program: Program, { visitedBy }: Outlook, run: Told): FailingShare[] {
  const found = program.flows.flatMap(({ id }, index) => {
    const { offered, errors } = run.flows[id]!;
    return Object.entries(errors).flatMap(([cause, rate]): FailingShare[] => {
      const share = offered > 0 ? Math.min(1, rate / offered) : 0;
      return share < TRACE ? [] : [{ flow: id, cause, share, ...placeOf(program, visitedBy[index]!, run, cause) }];
    });
  });
  return found
    .map((each, i) => ({ each, i }))
    .sort((a, b) => b.each.share - a.each.share || a.i - b.i)
    .map(({ each }) => each);
}

type Place = Pick<FailingShare, 'component' | 'limit'>;

/** Who turns them away, or is down: of what the flow comes to and has such a limit, the one that turns most away. */
function placeOf(program: Program, visited: ReadonlySet<number>, run: Told, cause: string): Place {
  const { ids, connections } = program.stations;
  const most = (of: (station: number) => number, has: (station: number) => boolean): number =>
    [...visited].filter((station) => of(station) > 0 && has(station)).reduce((a, b) => (a >= 0 && of(a) >= of(b) ? a : b), -1);
  const worst = (has: (station: number) => boolean): number => most((station) => run.components[ids[station]!]!.dropped, has);
  if (cause === 'circuit-open') return breakerOf(program, visited, run);
  if (cause === 'down') {
    const station = most(
      (each) => run.counts.of(each, COUNT.unmet),
      () => true,
    );
    return station < 0 ? {} : { component: ids[station]! };
  }
  if (cause === 'refused') {
    const station = worst((each) => hasLine(program, each));
    return station < 0 ? {} : { component: ids[station]!, limit: 'line' };
  }
  if (cause !== 'limited') return {};
  const limited = (station: number) => program.limits.algorithm[station] !== ALGORITHM.none;
  const connected = (station: number) => connections[station]! < UNLIMITED;
  const station = worst((each) => limited(each) || connected(each));
  if (station < 0) return {};
  const both = limited(station) && connected(station);
  return { component: ids[station]!, ...(both ? {} : { limit: limited(station) ? ('rate' as const) : ('connections' as const) }) };
}

const hasLine = ({ stations }: Program, station: number): boolean =>
  Math.min(stations.line[station]!, stations.bound[station]!) < UNLIMITED;

function breakerOf({ stations }: Program, visited: ReadonlySet<number>, { breakers }: Told): Place {
  const own = breakers.filter(({ to, rejected }) => rejected > 0 && visited.has((stations.ids as readonly string[]).indexOf(to)));
  const most = own.reduce<(typeof own)[number] | undefined>((a, b) => (a !== undefined && a.rejected >= b.rejected ? a : b), undefined);
  return most === undefined ? {} : { component: most.to, limit: 'breaker' };
}
