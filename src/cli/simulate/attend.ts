import type { Rounds } from '#simulate/jobs.js';
import type { Io } from '../io.js';
import type { Runner } from './runner.js';

/** Progress is told only when a simulation lasts longer than this. */
const QUIET_MS = 1000;
/** A terminal has one line that is written anew; where there is none, a log is not to be filled. */
const OFTEN_MS = 100;
const SELDOM_MS = 5000;
const CLEAR = '\r\u001B[K';

/**
 * Tells how far it is on standard error: one line that changes in a terminal, else a line every few seconds, and none that says the same as
 * the one before. Answers what ends it. `clock`: milliseconds.
 */
export function tellProgress(
  io: Pick<Io, 'err' | 'errTerminal'>,
  share: () => number,
  clock: () => number = () => performance.now(),
): { readonly tell: () => void; readonly end: () => void } {
  let next = clock() + QUIET_MS;
  let shown = '';
  const tell = (): void => {
    const now = clock();
    if (now < next) return;
    next = now + (io.errTerminal ? OFTEN_MS : SELDOM_MS);
    const line = `simulating: ${Math.floor(share() * 100)}%`;
    if (line === shown) return;
    io.err(io.errTerminal ? `${CLEAR}${line}` : `${line}\n`);
    shown = line;
  };
  return {
    tell,
    end: () => {
      if (shown !== '' && io.errTerminal) io.err(CLEAR);
    },
  };
}

/** Starts what makes the runs; it calls `tell` where it leaves this thread no time to look at the clock itself. */
export type Start = (tell: () => void) => Promise<Runner>;

/**
 * Follows the rounds of a simulation to their end while progress is told, and ends it with what there is at the first Ctrl-C; a second one
 * kills. `most`: share of what is left that a round makes; 1 where there is but one.
 */
export async function attend<T>(rounds: Rounds<T>, start: Start, most: number, io: Io): Promise<T> {
  let before = 0;
  let runner: Runner | undefined;
  // Each round is taken to be the same share of what is left, so that what is told never falls back.
  const progress = tellProgress(io, () => before + (1 - before) * most * (runner?.share() ?? 0));
  runner = await start(progress.tell);
  const release = endAtInterrupt(runner);
  const timer = setInterval(progress.tell, OFTEN_MS);
  try {
    let next = rounds.next();
    while (!next.done) {
      const runs = await runner.run(next.value);
      before += (1 - before) * most;
      next = rounds.next(runs);
    }
    return next.value;
  } finally {
    clearInterval(timer);
    release();
    progress.end();
    runner.close();
  }
}

/** The first Ctrl-C ends the runs; what kills at the second is the way of the system. Answers what gives the key back. */
function endAtInterrupt(runner: Runner): () => void {
  const release = (): void => {
    process.off('SIGINT', stop);
  };
  const stop = (): void => {
    release();
    runner.stop();
  };
  process.on('SIGINT', stop);
  return release;
}
