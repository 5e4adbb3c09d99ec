/** Served at least so much of what comes: nothing was wrong before. */
const HEALTHY = 0.9;
/** Served less than this share of what was served before: it is still down. */
const DOWN = 0.9;
/** From one third of the time to the next it rises by this share of what was served before: it is still on its way up. */
const RISING = 0.05;
/** Lines that shrink by this share over the last third are on their way to be empty: who stood in them is answered first, too late or not. */
const SHRINKING = 0.1;
/** Slices that one third must have before it says anything. */
const LEAST = 3;

/** Fewer requests than these say nothing of a share; of more, it may be off by so many over the root of their number. */
const FEW = 30;
const CHANCE = 2;

/** What was offered and served a second in one slice of time, by flow. */
type Slice = {
  readonly from: number;
  readonly to: number;
  readonly flows: Readonly<Record<string, { readonly offered: number; readonly served: number }>>;
  /** Visits in line at its end. */
  readonly waiting: number;
};

export type Aftermath = {
  readonly after: 'recovered' | 'recovering' | 'stays down' | 'not seen';
  /** Answers for each request that came, before the failure and in the last third of the time after it; `undefined`: not seen. */
  readonly before: number | undefined;
  readonly last: number | undefined;
};

/**
 * What became of a flow once a failure was over. `stays down`: its goodput does not come back although the failure is gone and no more
 * is offered than it could serve before, the sign of a metastable failure (Bronson and others, Metastable Failures in Distributed
 * Systems, HotOS 2021). `not seen`: it was not healthy before, or the run shows too little of what came after. `from` and `to`:
 * when the failure began and when it was over, in seconds of the measured time. `part`: requests that each one that was followed stands for.
 */
export function aftermathOf(slices: readonly Slice[], flow: string, from: number, to: number, part: number): Aftermath {
  const earlier = slices.filter((slice) => slice.to <= from + 1e-9);
  const later = slices.filter((slice) => slice.from >= to - 1e-9);
  const third = Math.floor(later.length / 3);
  const end = later.slice(later.length - third);
  const before = shareOf(earlier, flow);
  const middle = shareOf(later.slice(later.length - 2 * third, later.length - third), flow);
  const last = shareOf(end, flow);
  const seen = { before, last };
  const came = Math.min(requestsIn(earlier, flow), requestsIn(end, flow)) / part;
  if (before === undefined || before < HEALTHY || third < LEAST || middle === undefined || last === undefined || came < FEW)
    return { after: 'not seen', ...seen };
  // Answers to requests from before the first slice make it more than all.
  const usual = Math.min(1, before);
  if (last >= DOWN * usual) return { after: 'recovered', ...seen };
  if (last >= DOWN * usual - CHANCE / Math.sqrt(came)) return { after: 'not seen', ...seen };
  const shrinks = later.at(-1)!.waiting < (1 - SHRINKING) * later.at(-1 - third)!.waiting;
  return { after: shrinks || last > middle + RISING * usual ? 'recovering' : 'stays down', ...seen };
}

const requestsIn = (slices: readonly Slice[], flow: string): number =>
  slices.reduce((sum, { from, to, flows }) => sum + flows[flow]!.offered * (to - from), 0);

/** Answers for each request that came, over some slices of time; `undefined` where none came. */
function shareOf(slices: readonly Slice[], flow: string): number | undefined {
  const sum = (of: 'offered' | 'served') => slices.reduce((total, slice) => total + slice.flows[flow]![of], 0);
  const offered = sum('offered');
  return offered > 0 ? sum('served') / offered : undefined;
}
