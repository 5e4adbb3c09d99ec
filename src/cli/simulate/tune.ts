import { setFlagsFromString } from 'node:v8';

/**
 * Lets the compiler of this process put more of the event loop into one piece: a sixth more events a second in runs of a second and
 * longer (`bench/simulate.ts` with and without), and a tenth of a second of compiling, which short runs do not earn back.
 */
export function tuneForLongRuns(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=3000');
}
