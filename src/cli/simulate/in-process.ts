import type { RunJob } from '#simulate/jobs.js';
import { type Prepared, type RunReport, runInPiecesAt } from '#simulate/simulate.js';
import type { Runner } from './runner.js';

/** Makes runs one after another in this thread, looking up between the pieces of each. */
export function inProcess(prepared: Prepared, tell: () => void): Runner {
  let share = 0;
  let stopped = false;
  const one = async ({ options, at }: RunJob, onProgress: (part: number) => void): Promise<RunReport> => {
    const pieces = runInPiecesAt(prepared, { ...options, stop: () => stopped, onProgress }, at);
    for (;;) {
      const { done, value } = pieces.next();
      if (done) return value;
      await lookUp();
    }
  };
  return {
    run: async (jobs) => {
      share = 0;
      const runs: RunReport[] = [];
      for (const [i, job] of jobs.entries()) {
        const onProgress = (part: number): void => {
          share = (i + part) / jobs.length;
          tell();
        };
        runs.push(await one(job, onProgress));
      }
      return runs;
    },
    share: () => share,
    stop: () => {
      stopped = true;
    },
    close: () => undefined,
  };
}

/** Lets what came in meanwhile be heard. */
const lookUp = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
