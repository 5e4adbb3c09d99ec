import type { RunJob } from '#simulate/jobs.js';
import type { RunReport } from '#simulate/simulate.js';

/** Makes the runs of a simulation. What comes out does not depend on where they are made. */
export type Runner = {
  /** The reports of these runs, in the order of the jobs. */
  readonly run: (jobs: readonly RunJob[]) => Promise<RunReport[]>;
  /** How far what was asked for is, 0..1, as far as it is known. */
  readonly share: () => number;
  /** Ends the runs under way, which then report what there is; later ones end as soon as they begin. */
  readonly stop: () => void;
  /** Lets go of the threads. */
  readonly close: () => void;
};

/** Places in the memory that the threads of a runner share: whether to stop, and how far the run of each thread is. */
export const SHARED = { stop: 0, first: 1, parts: 10_000 } as const;

/** What a thread is told when it begins, and a run that it is to make. */
export type Beginning = {
  readonly text: string;
  readonly flows: readonly string[] | undefined;
  readonly shared: SharedArrayBuffer;
  readonly thread: number;
};
export type Order = { readonly id: number; readonly job: RunJob };
export type Answer = { readonly id: number } & ({ readonly report: RunReport } | { readonly error: string });
