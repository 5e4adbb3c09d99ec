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
  /** How long the runs last: about a second together, two or three, three or four, or as long as was asked for. */
  readonly lasts: Lasts;
};

type Lasts = 'quick' | 'short' | 'middling' | 'long';

/**
 * Cores from which on threads are worth it: each compiles the program for itself. Measured on two cores with a design of fifteen components:
 * a plain simulation 1.07 s in one thread and 1.25 s in two, a sweep 1.92 s and 1.96 s, a full report 3.37 s and 3.00 s.
 */
const CORES: Readonly<Record<Lasts, number>> = { quick: Infinity, short: 3, middling: 2, long: 2 };

/**
 * Threads for the runs of a simulation, no more than there are cores or runs side by side; this thread alone where they bring nothing or none
 * can be started, or where `SYSDRILL_THREADS` is 0.
 */
export async function startRunner({ prepared, text, flows, side, lasts }: Work, io: Io, tell: () => void): Promise<Runner> {
  if (lasts === 'long') tuneForLongRuns();
  const cores = availableParallelism();
  const useful = cores >= CORES[lasts] ? cores : 0;
  const asked = io.env['SYSDRILL_THREADS'];
  const count = asked !== undefined && /^\d{1,3}$/.test(asked) ? Number(asked) : useful;
  const found = count === 0 ? undefined : await threads(text, flows, Math.max(1, Math.min(count, side, MOST)));
  return found ?? inProcess(prepared, tell);
}
