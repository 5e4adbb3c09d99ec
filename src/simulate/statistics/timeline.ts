import { BUCKETS, bucketOf, valueAtRank } from './histogram.js';

/** What happened to the requests of each flow, by slice of time: those offered when they came, those answered when they were. */
export class Timeline {
  readonly slices: number;
  private readonly from: number;
  private readonly width: number;
  private readonly counts: { readonly offered: Float64Array; readonly served: Float64Array; readonly failed: Float64Array };
  private readonly latencies: readonly Uint32Array[];
  private readonly lookups: readonly Float64Array[];

  constructor(flows: number, slices: number, from: number, width: number, caches = 0) {
    this.slices = slices;
    this.from = from;
    this.width = width;
    const each = () => new Float64Array(flows * slices);
    this.counts = { offered: each(), served: each(), failed: each() };
    this.lookups = Array.from({ length: caches }, () => new Float64Array(2 * slices));
    this.latencies = Array.from({ length: flows }, () => new Uint32Array(slices * BUCKETS));
  }

  offered(flow: number, now: number): void {
    const slice = this.sliceOf(now);
    if (slice >= 0) this.counts.offered[flow * this.slices + slice]!++;
  }

  answered(flow: number, at: number, cause: number, latency: number): void {
    const slice = this.sliceOf(at);
    if (slice < 0) return;
    if (cause !== 0) {
      this.counts.failed[flow * this.slices + slice]!++;
      return;
    }
    this.counts.served[flow * this.slices + slice]!++;
    this.latencies[flow]![slice * BUCKETS + bucketOf(latency)]!++;
  }

  private sliceOf(time: number): number {
    const slice = Math.floor((time - this.from) / this.width);
    return slice < this.slices ? slice : -1;
  }

  /** Keys asked for in a cache, and those found. */
  asked(cache: number, found: boolean, now: number): void {
    const slice = this.sliceOf(now);
    if (slice < 0) return;
    this.lookups[cache]![2 * slice]!++;
    if (found) this.lookups[cache]![2 * slice + 1]!++;
  }

  /** Share of the keys that were found in a cache in one slice; `null`: none was asked for. */
  hitRatio(cache: number, slice: number): number | null {
    const asked = this.lookups[cache]![2 * slice]!;
    return asked === 0 ? null : this.lookups[cache]![2 * slice + 1]! / asked;
  }

  /** Requests of a flow that came in one slice, and those that were answered in it, a second. */
  requests(flow: number, slice: number): { readonly offered: number; readonly served: number } {
    const at = flow * this.slices + slice;
    return { offered: this.counts.offered[at]! / this.width, served: this.counts.served[at]! / this.width };
  }

  /** Rates of one slice in requests a second, and the 99th percentile of its answers in seconds (`null`: no answers). */
  slice(flow: number, slice: number): { offered: number; served: number; errors: number; p99: number | null } {
    const at = flow * this.slices + slice;
    const served = this.counts.served[at]!;
    const p99 = valueAtRank(this.latencies[flow]!, slice * BUCKETS, Math.max(1, Math.ceil(served * 0.99)));
    return {
      offered: this.counts.offered[at]! / this.width,
      served: served / this.width,
      errors: this.counts.failed[at]! / this.width,
      p99: served === 0 ? null : (p99 ?? null),
    };
  }
}
