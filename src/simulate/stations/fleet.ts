import type { Program } from '../kernel/program.js';

/** What an instance of a component with an autoscaler is. Instances of all others serve. */
export const STATE = { absent: 0, starting: 1, serving: 2, leaving: 3 } as const;

/** How often an autoscaler looks, and how long it remembers what it wanted before it takes instances away (Kubernetes: 15 s and 5 min). */
export const PERIOD = 15;
export const REMEMBERED = 20;

/** How many instances of one component served: on average, at least and at most, and from when on how many. */
export type FleetCounts = {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  readonly changes: readonly { readonly at: number; readonly count: number }[];
};

/** Which instances there are, where autoscalers choose their number; the lists that visits choose from follow it. */
export class Fleet {
  readonly state: Uint8Array;
  /** 1: new work may be given to the instance. */
  readonly serves: Uint8Array;
  readonly readyAt: Float64Array;
  /** 1: the instance that starts takes the place of one that died, and of that one's failure the end is still to come. */
  readonly replaces: Uint8Array;
  /** Copies of those of the program. */
  readonly list: Int32Array;
  readonly listTo: Int32Array;
  /** By autoscaler: instances that serve and are up, the number it wants, and what it wanted at its last looks. */
  readonly living: Int32Array;
  readonly wanted: Int32Array;
  private readonly lately: Int32Array;
  private looks = 0;
  /** By autoscaler: seconds that instances were up and serving up to `last`; seconds of work that were done at the last look. */
  private readonly area: Float64Array;
  private readonly last: Float64Array;
  readonly seenWork: Float64Array;
  /** What was measured. */
  private readonly measuredArea: Float64Array;
  private readonly changes: { at: number; count: number }[][];
  private from = 0;
  readonly scaleOf: Int32Array;
  nextLook = PERIOD;
  nextReady = Infinity;

  constructor({ scales, stations, instances }: Program) {
    this.state = new Uint8Array(instances.count).fill(STATE.serving);
    this.serves = new Uint8Array(instances.count).fill(1);
    this.readyAt = new Float64Array(scales.length === 0 ? 0 : instances.count);
    this.replaces = new Uint8Array(this.readyAt.length);
    this.list = scales.length === 0 ? stations.list : stations.list.slice();
    this.listTo = scales.length === 0 ? stations.listTo : stations.listTo.slice();
    this.scaleOf = new Int32Array(stations.ids.length).fill(-1);
    scales.forEach(({ station }, scale) => {
      this.scaleOf[station] = scale;
    });
    const floats = () => new Float64Array(scales.length);
    this.living = new Int32Array(scales.length);
    this.wanted = new Int32Array(scales.length);
    this.lately = new Int32Array(scales.length * REMEMBERED);
    this.area = floats();
    this.last = floats();
    this.seenWork = floats();
    this.measuredArea = floats();
    this.changes = scales.map(() => []);
    if (scales.length === 0) this.nextLook = Infinity;
  }

  /** Seconds that instances were up and serving, up to now. */
  areaAt(scale: number, now: number): number {
    this.area[scale] = this.area[scale]! + (now - this.last[scale]!) * this.living[scale]!;
    this.last[scale] = now;
    return this.area[scale]!;
  }

  /** One more or one less is up and serving. */
  count(scale: number, by: number, now: number): void {
    this.areaAt(scale, now);
    this.living[scale] = this.living[scale]! + by;
    const changes = this.changes[scale]!;
    if (changes.at(-1)?.at === now) changes.pop();
    changes.push({ at: now, count: this.living[scale]! });
  }

  /** Remembers what is wanted now; answers the most that was wanted lately. */
  remember(scale: number, wanted: number): number {
    const at = scale * REMEMBERED;
    this.lately[at + (this.looks % REMEMBERED)] = wanted;
    let most = 0;
    for (let i = at; i < at + REMEMBERED; i++) most = Math.max(most, this.lately[i]!);
    return most;
  }

  looked(): void {
    this.looks++;
    this.nextLook += PERIOD;
  }

  /** It has wanted `count` for as long as it remembers. */
  settled(scale: number, count: number): void {
    this.wanted[scale] = count;
    this.lately.fill(count, scale * REMEMBERED, (scale + 1) * REMEMBERED);
  }

  /** When something is to be decided or ready next. */
  next(): number {
    return Math.min(this.nextLook, this.nextReady);
  }

  /** Forgets what was measured so far. `work`: seconds of work done up to now by component, which begins again at nothing. */
  restart(now: number, work: (scale: number) => number): void {
    this.from = now;
    for (let scale = 0; scale < this.living.length; scale++) {
      this.measuredArea[scale] = this.areaAt(scale, now);
      this.seenWork[scale] = this.seenWork[scale]! - work(scale);
      this.changes[scale] = [{ at: now, count: this.living[scale]! }];
    }
  }

  /** By autoscaler; times on the clock that starts with the measurement. */
  measured(now: number): FleetCounts[] {
    return this.changes.map((changes, scale) => {
      const seconds = now - this.from;
      const counts = changes.map(({ count }) => count);
      return {
        mean: seconds > 0 ? (this.areaAt(scale, now) - this.measuredArea[scale]!) / seconds : this.living[scale]!,
        least: Math.min(...counts),
        most: Math.max(...counts),
        changes: changes.map(({ at, count }) => ({ at: at - this.from, count })),
      };
    });
  }
}
