import { unreachable } from '#base/invariant.js';
import type { Call, Draw, Varying, When } from '#model/flow.js';

/** What is known on the way through a flow: cases that are settled, the draws that were met, and the reads whose misses later steps ask about. */
export type Met = {
  readonly cases: ReadonlyMap<number, string>;
  readonly draws: ReadonlyMap<number, Draw>;
  readonly calls: ReadonlyMap<number, Call>;
  /** Shares of the calls so far that rate limits refuse. */
  readonly refused?: ReadonlyMap<number, number>;
};

/** How likely a step is to be done, where nothing fails but what rate limits refuse. */
export function chanceOf(when: When, met: Met): number {
  switch (when.kind) {
    case 'always':
      return 1;
    case 'error':
      return met.refused?.get(when.of) ?? 0;
    case 'timeout':
      return 0;
    case 'share':
      return when.share;
    case 'miss': {
      const read = met.calls.get(when.of);
      if (read?.hit === undefined) return 0;
      return 1 - read.hit ** expectedOf(read.items, met);
    }
    case 'case': {
      const settled = met.cases.get(when.draw);
      if (settled !== undefined) return settled === when.name ? 1 : 0;
      return met.draws.get(when.draw)?.cases.find((each) => each.name === when.name)?.share ?? 0;
    }
    default:
      return unreachable(when);
  }
}

/** The mean of a number that may depend on a draw. */
export function expectedOf(number: Varying, met: Met): number {
  if (typeof number === 'number') return number;
  const settled = met.cases.get(number.draw);
  if (settled !== undefined) return number.byCase.get(settled) ?? 0;
  const cases = met.draws.get(number.draw)?.cases ?? [];
  return cases.reduce((sum, each) => sum + each.share * (number.byCase.get(each.name) ?? 0), 0);
}
