/** Places in the record of one component. The first ones say what is so now, the others what was measured. */
export const COUNT = {
  /** Time up to which the integrals go. */
  last: 0,
  waiting: 1,
  working: 2,
  /** In a slot, at work or waiting on others; who waits for a core counts as waiting. */
  inSlots: 3,
  waitingArea: 4,
  workingArea: 5,
  slotArea: 6,
  /** Sum of waiting times, and number of those who began their work. */
  waited: 7,
  begun: 8,
  visits: 9,
  dropped: 10,
  /** Messages given out again, put aside after their last attempt, lost after it, and given out while somebody worked on them. */
  redelivered: 11,
  deadLettered: 12,
  discarded: 13,
  twice: 14,
  /** Visits that met nobody, or an instance that is down. */
  unmet: 15,
} as const;
type Count = (typeof COUNT)[keyof typeof COUNT];

/** One record is sixteen numbers: two lines of the processor's cache. */
export const RECORD = 16;

/** Brings the integrals of the record at `at` up to what the clock shows. */
export function settle(values: Float64Array, at: number, clock: Float64Array): void {
  const now = clock[0]!;
  const span = now - values[at]!;
  if (span <= 0) return;
  values[at] = now;
  values[at + COUNT.waitingArea]! += span * values[at + COUNT.waiting]!;
  values[at + COUNT.workingArea]! += span * values[at + COUNT.working]!;
  values[at + COUNT.slotArea]! += span * values[at + COUNT.inSlots]!;
}

/**
 * What is measured at the components, a record each. The integrals over time (numbers waiting, working, in slots) and the sums
 * over visits (waiting) are taken apart from each other, so that Little's law between them is a check and not a tautology.
 */
export class StationCounts {
  readonly values: Float64Array;
  readonly components: number;

  constructor(components: number) {
    this.components = components;
    this.values = new Float64Array(components * RECORD);
  }

  of(station: number, count: Count): number {
    return this.values[station * RECORD + count]!;
  }

  add(station: number, count: Count, by: number): void {
    const at = station * RECORD + count;
    this.values[at] = this.values[at]! + by;
  }

  /** Brings the integrals of one component up to what the clock shows. Call before any of its numbers changes. */
  settle(station: number, clock: Float64Array): void {
    settle(this.values, station * RECORD, clock);
  }

  /** Forgets what was measured so far (the warm-up), not who is there. */
  restart(now: number): void {
    for (let station = 0; station < this.components; station++) {
      this.values[station * RECORD] = now;
      this.values.fill(0, station * RECORD + COUNT.waitingArea, (station + 1) * RECORD);
    }
  }

  /** The measures as they stand now, to keep while the run goes on. */
  snapshot(clock: Float64Array): StationCounts {
    const copy = new StationCounts(this.components);
    copy.values.set(this.values);
    for (let station = 0; station < this.components; station++) copy.settle(station, clock);
    return copy;
  }
}
