import type { World } from '../kernel/world.js';
import { aftermathOf } from './aftermath.js';
import type { TimedFault } from './agenda.js';

/** Served as much of what comes as before, but for this share. */
const STEADY = 0.98;

/**
 * Whether every flow of requests was served again as before the failures, for a third of the time since they were over. What happens at once after
 * that cannot be another consequence of theirs: lines are short again and nobody tries again. Times of `faults` in seconds of the
 * measured time; `width`: seconds of one slice of the timeline.
 */
export function haveRecovered(world: World, faults: readonly TimedFault[], width: number): boolean {
  const { timeline, program, now, measureFrom } = world;
  if (timeline === undefined || faults.length === 0) return false;
  const from = Math.min(...faults.map(({ at }) => at));
  const to = Math.max(...faults.map((fault) => fault.at + fault.for));
  const came = Math.min(timeline.slices, Math.floor((now - measureFrom) / width + 1e-6));
  if (came * width <= to) return false;
  return program.flows.every(({ id, kind }, flow) => {
    // A batch comes too seldom to be seen again so soon.
    if (kind === 'batch') return true;
    const slices = Array.from({ length: came }, (_, slice) => ({
      from: slice * width,
      to: (slice + 1) * width,
      flows: { [id]: timeline.requests(flow, slice) },
      waiting: 0,
    }));
    if (slices.every(({ flows }) => flows[id]!.offered === 0)) return true;
    const { after, before, last } = aftermathOf(slices, id, from, to, 1);
    return after === 'recovered' && last! >= STEADY * Math.min(1, before!);
  });
}
