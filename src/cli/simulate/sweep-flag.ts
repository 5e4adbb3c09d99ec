import type { SimulationOptions } from '#simulate/simulate.js';
import type { SweepOptions } from '#simulate/sweep/sweep.js';
import { figure } from '../commands/fault-flags.js';
import { UsageError } from '../io.js';

const FORM =
  'Expected what is swept over and from where to where: `--sweep load 0.5x..10x`, with /20 behind it for a first grid of 20 points.';
/** More than this between the ends is no curve any more. */
const WIDEST = 1000;
const MOST_POINTS = 200;

/** Words behind `--sweep`, and the file where it was written behind them. */
export function sweepWords(words: readonly string[]): { readonly sweep: readonly string[]; readonly files: readonly string[] } {
  // What cannot be swept over is refused as such, and not taken for a file.
  const most = words[0] === 'load' || (words[1]?.includes('..') === true && words[0]?.includes('..') === false) ? 2 : 1;
  return { sweep: words.slice(0, most), files: words.slice(most) };
}

/** Reads `load 0.5x..10x/12`. Throws UsageError with what was expected. */
export function sweepOptions(words: readonly string[], options: SimulationOptions): SweepOptions {
  const written = words.join(' ');
  const range = words[0] === 'load' ? words[1] : words[0];
  const [ends = '', points] = (range ?? '').split('/');
  const [from, to, more] = ends.split('..');
  const low = figure(from ?? '', 'ratio');
  const high = figure(to ?? '', 'ratio');
  if (more !== undefined || low === undefined || high === undefined || !(low > 0)) throw new UsageError(`--sweep is "${written}"`, FORM);
  if (high <= low || high > WIDEST * low) {
    throw new UsageError(`--sweep is "${written}"`, `The second load must be higher than the first, and at most ${WIDEST} times as high.`);
  }
  const count = points === undefined ? undefined : Number(points);
  if (count !== undefined && !(Number.isInteger(count) && count >= 2 && count <= MOST_POINTS)) {
    throw new UsageError(`--sweep is "${written}"`, `Expected a number of points from 2 to ${MOST_POINTS} behind the slash.`);
  }
  refuseContradictions(options);
  const { seed, duration, precision, confidence } = options;
  return { from: low, to: high, points: count, seed, duration, precision, confidence };
}

/** Each point has a load of its own, and nothing fails but what shows the bands of retries. */
function refuseContradictions({ load, faults = [], failures }: SimulationOptions): void {
  if (load !== undefined) throw new UsageError('--sweep and --load contradict each other', 'Give the load as the range of the sweep.');
  if (faults.length > 0 || failures !== undefined) {
    throw new UsageError('A sweep has no failures in it', 'Run `sysdrill simulate` with the failure at the loads that you want to see.');
  }
}
