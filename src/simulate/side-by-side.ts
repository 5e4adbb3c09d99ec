import type { Rounds, RunJob } from './jobs.js';
import type { RunReport } from './report.js';

/**
 * Several simulations of one design at once: each round has what is next to be made for all of them, so that no thread waits for one to end
 * before another begins. Answers what each of them comes to, in their order.
 */
export function* sideBySide<T extends readonly unknown[]>(all: { readonly [K in keyof T]: Rounds<T[K]> }): Rounds<T> {
  const rounds = all as readonly Rounds<unknown>[];
  const now = rounds.map((each) => each.next());
  for (;;) {
    const asked: readonly (readonly RunJob[])[] = now.map((each) => (each.done ? [] : each.value));
    if (asked.every((jobs) => jobs.length === 0)) return now.map(({ value }) => value) as unknown as T;
    const made: readonly RunReport[] = yield asked.flat();
    let from = 0;
    asked.forEach((jobs, i) => {
      const own = made.slice(from, from + jobs.length);
      from += jobs.length;
      if (!now[i]!.done) now[i] = rounds[i]!.next(own);
    });
  }
}
