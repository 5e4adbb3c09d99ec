import type { StationSpec } from './compile/station-spec.js';

/** Instances of all components together that are stood up one by one. */
const MOST_INSTANCES = 2_000_000;

/** A design with more instances than a run can stand up; the message is a sentence for the user. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly help = 'Write fewer replicas, shards or copies, and divide the load by as much: the latencies stay the same.';
}

/** Throws {@link TooLarge} for a design that would not fit in memory. Stores are counted with a set of copies in one region. */
export function refuseTooLarge(specs: readonly StationSpec[]): void {
  const total = specs.reduce((sum, { layout, instances, shards, copies }) => {
    if (layout === 'place') return sum + 1;
    return sum + (layout === 'store' ? shards * copies : instances);
  }, 0);
  if (total <= MOST_INSTANCES) return;
  throw new TooLarge(
    `The design has ${total.toLocaleString('en')} instances; a simulation takes up to ${MOST_INSTANCES.toLocaleString('en')}`,
  );
}
