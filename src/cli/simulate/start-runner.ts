import { availableParallelism } from 'node:os';
import type { Prepared } from '#simulate/simulate.js';
import type { Io } from '../io.js';
import { inProcess } from './in-process.js';
import type { Runner } from './runner.js';
import { threads } from './threads.js';
import { tuneForLongRuns } from './tune.js';

/** Threads beyond this bring nothing: a round has no more runs. */
const MOST = 8;

/** What is simulated, as it was read and as it was written, and how many runs there are side by side. */
export type Work = {
  readonly prepared: Prepared;
  readonly text: string;
  readonly flows: readonly string[] | undefined;
  readonly side: number;
  /** Whether the runs are over so soon that threads, each of which compiles the program for itself, take longer. */
  readonly quick: boolean;
};

/**
 * Threads for the runs of a simulation, no more than there are cores or runs side by side; this thread alone where none can be started,
 * or where `SYSDRILL_THREADS` is 0.
 */
export async function startRunner({ prepared, text, flows, side, quick }: Work, io: Io, tell: () => void): Promise<Runner> {
  if (!quick) tuneForLongRuns();
  const asked = io.env['SYSDRILL_THREADS'];
  const count = asked !== undefined && /^\d{1,3}$/.test(asked) ? Number(asked) : quick ? 0 : availableParallelism();
  const found = count === 0 ? undefined : await threads(text, flows, Math.max(1, Math.min(count, side, MOST)));
  return found ?? inProcess(prepared, tell);
}
