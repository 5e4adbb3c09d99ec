import type { SimulationOptions } from './options.js';
import type { RunReport } from './report.js';

/** `usual`: every flow at the asked multiple of its rate; `peak`: at that multiple of its peak. */
export type LoadName = 'usual' | 'peak';

/** One run to be made: plain data, so that it can be handed to another thread. */
export type RunJob = { readonly options: Omit<SimulationOptions, 'stop' | 'onProgress'>; readonly at: LoadName };

/**
 * Runs to be made, round after round: each yields runs that know nothing of each other and takes their reports in the same order; the
 * last answers what comes of them all. Runs that were interrupted say so.
 */
export type Rounds<T> = Generator<readonly RunJob[], T, readonly RunReport[]>;
