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
      return placesOf(program, visitedBy[index]!, run, cause)
        .map(({ part, place }) => ({ flow: id, cause, share: share * part, ...place }))
        .filter((each) => each.share >= TRACE);
    });
  });
  return found
    .map((each, i) => ({ each, i }))
    .sort((a, b) => b.each.share - a.each.share || a.i - b.i)
    .map(({ each }) => each);
}

type Place = Pick<FailingShare, 'component' | 'limit'>;

/** A place, and its part of the failures. */
type Part = { readonly part: number; readonly place: Place };

/**
 * Who turns them away, or is down, of what the flow comes to. Where several turn away, each has the part of the failures that it has of all they
 * turned away: which flow they were of is not counted.
 */
function placesOf(program: Program, visited: ReadonlySet<number>, run: Told, cause: string): Part[] {
  const { ids, connections } = program.stations;
  const parts = (of: (station: number) => number, place: (station: number) => Place): Part[] => {
    const some = [...visited].filter((station) => of(station) > 0);
    const all = some.reduce((sum, station) => sum + of(station), 0);
    return some.length === 0 ? [{ part: 1, place: {} }] : some.map((station) => ({ part: of(station) / all, place: place(station) }));
  };
  const turnedAway = (has: (station: number) => boolean) => (station: number) =>
    has(station) ? run.components[ids[station]!]!.dropped : 0;
  if (cause === 'circuit-open') return [{ part: 1, place: breakerOf(program, visited, run) }];
  if (cause === 'down')
    return parts(
      (station) => run.counts.of(station, COUNT.unmet),
      (station) => ({ component: ids[station]! }),
    );
  if (cause === 'refused')
    return parts(
      turnedAway((station) => hasLine(program, station)),
      (station) => ({ component: ids[station]!, limit: 'line' }),
    );
  if (cause !== 'limited') return [{ part: 1, place: {} }];
  const limited = (station: number) => program.limits.algorithm[station] !== ALGORITHM.none;
  const connected = (station: number) => connections[station]! < UNLIMITED;
  return parts(
    turnedAway((station) => limited(station) || connected(station)),
    (station) => {
      const both = limited(station) && connected(station);
      return { component: ids[station]!, ...(both ? {} : { limit: limited(station) ? 'rate' : 'connections' }) };
    },
  );
}

const hasLine = ({ stations }: Program, station: number): boolean =>
  Math.min(stations.line[station]!, stations.bound[station]!) < UNLIMITED;

function breakerOf({ stations }: Program, visited: ReadonlySet<number>, { breakers }: Told): Place {
  const own = breakers.filter(({ to, rejected }) => rejected > 0 && visited.has((stations.ids as readonly string[]).indexOf(to)));
  const most = own.reduce<(typeof own)[number] | undefined>((a, b) => (a !== undefined && a.rejected >= b.rejected ? a : b), undefined);
  return most === undefined ? {} : { component: most.to, limit: 'breaker' };
}
