import { type Prepared, runAt } from '#simulate/simulate.js';
import type { Runner } from './runner.js';

/** Makes runs one after another in this thread, which hears nothing meanwhile: a Ctrl-C kills. */
export function inProcess(prepared: Prepared, tell: () => void): Runner {
  let share = 0;
  return {
    run: async (jobs) => {
      share = 0;
      return jobs.map((job, i) =>
        runAt(
          prepared,
          {
            ...job.options,
            onProgress: (part) => {
              share = (i + part) / jobs.length;
              tell();
            },
          },
          job.at,
        ),
      );
    },
    share: () => share,
    hears: false,
    stop: () => undefined,
    close: () => undefined,
  };
}
