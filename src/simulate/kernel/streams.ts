import { seedWords } from '#base/random.js';
import type { Program } from './program.js';

/** Purposes of the random streams: each component and each flow has its own of each, so that two designs can be compared under the same arrivals. */
export const STATION_STREAMS = ['service', 'choice', 'hits', 'keys', 'limits', 'faults', 'lag', 'stale'] as const;
export const LAG = STATION_STREAMS.indexOf('lag');
export const STALE = STATION_STREAMS.indexOf('stale');
export const FLOW_STREAMS = ['arrivals', 'draws', 'keys', 'users'] as const;

/** The states of all streams, four words each: those of the components first, then those of the flows. */
export function streamWords({ stations, flows }: Program, seed: number): Int32Array {
  const names = [
    ...stations.ids.flatMap((id) => STATION_STREAMS.map((purpose) => `${purpose} ${id}`)),
    ...flows.flatMap((flow) => FLOW_STREAMS.map((purpose) => `${purpose} ${flow.id}`)),
  ];
  const words = new Int32Array(names.length * 4);
  names.forEach((name, i) => words.set(seedWords(seed, name), i * 4));
  return words;
}
