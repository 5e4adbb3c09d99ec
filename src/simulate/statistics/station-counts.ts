/**
 * What is measured at the components. The integrals over time (numbers waiting, working, in slots) and the sums over visits
 * (waiting) are taken apart from each other, so that Little's law between them is a check and not a tautology.
 */
export class StationCounts {
  readonly waiting: Int32Array;
  readonly working: Int32Array;
  readonly inSlots: Int32Array;
  readonly last: Float64Array;
  readonly waitingArea: Float64Array;
  readonly workingArea: Float64Array;
  readonly slotArea: Float64Array;
  /** Sum of waiting times, and of those who began their work. */
  readonly waited: Float64Array;
  readonly begun: Float64Array;
  readonly worked: Float64Array;
  readonly visits: Float64Array;
  readonly dropped: Float64Array;

  constructor(components: number) {
    this.waiting = new Int32Array(components);
    this.working = new Int32Array(components);
    this.inSlots = new Int32Array(components);
    this.last = new Float64Array(components);
    this.waitingArea = new Float64Array(components);
    this.workingArea = new Float64Array(components);
    this.slotArea = new Float64Array(components);
    this.waited = new Float64Array(components);
    this.begun = new Float64Array(components);
    this.worked = new Float64Array(components);
    this.visits = new Float64Array(components);
    this.dropped = new Float64Array(components);
  }

  /** Brings the integrals of one component up to `now`. Call before any of its numbers changes. */
  settle(station: number, now: number): void {
    const span = now - this.last[station]!;
    if (span <= 0) return;
    this.last[station] = now;
    this.waitingArea[station] = this.waitingArea[station]! + span * this.waiting[station]!;
    this.workingArea[station] = this.workingArea[station]! + span * this.working[station]!;
    this.slotArea[station] = this.slotArea[station]! + span * this.inSlots[station]!;
  }

  /** Forgets what was measured so far (the warm-up), not who is there. */
  restart(now: number): void {
    this.last.fill(now);
    for (const measure of [
      this.waitingArea,
      this.workingArea,
      this.slotArea,
      this.waited,
      this.begun,
      this.worked,
      this.visits,
      this.dropped,
    ]) {
      measure.fill(0);
    }
  }

  /** The measures as they stand at `now`, to keep while the run goes on. */
  snapshot(now: number): StationCounts {
    const copy = new StationCounts(this.last.length);
    for (const name of Object.keys(this) as (keyof this)[]) {
      const from = this[name] as Float64Array;
      (copy[name as keyof StationCounts] as Float64Array).set(from);
    }
    for (let station = 0; station < this.last.length; station++) copy.settle(station, now);
    return copy;
  }
}
