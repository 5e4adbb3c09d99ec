import type { Program } from '../kernel/program.js';

/** Seconds that a provider keeps an idle instance of a function (Shahrad et al., "Serverless in the Wild", USENIX ATC 2020: 10 minutes are usual). */
export const KEPT = 600;

/** When the instances of functions were last used, and what their starts cost. */
export class ColdStarts {
  /** By component: seconds until a new instance runs; 0: at once. */
  readonly seconds: Float64Array;
  /** By instance; `-Infinity`: there is none yet. */
  readonly lastUsed: Float64Array;
  /** By component: starts that were measured. */
  readonly count: Float64Array;

  constructor({ stations, instances }: Program) {
    this.seconds = stations.coldStart;
    this.lastUsed = new Float64Array(instances.count).fill(-Infinity);
    this.count = new Float64Array(stations.ids.length);
  }
}
