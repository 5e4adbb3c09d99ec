import { UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import { WHEN_FULL } from '../kernel/when-full.js';

/** Whether what is too much for a component is turned away, by it or by the queues that feed it. */
export function turnsAway({ stations, sites }: Program, i: number): boolean {
  if (stations.shared[i] === 0) return Math.min(stations.line[i]!, stations.connections[i]!) < UNLIMITED;
  const feeding = [...sites.queue].filter((queue, site) => queue >= 0 && sites.station[site] === i);
  return feeding.every((queue) => stations.bound[queue]! < UNLIMITED && stations.whenFull[queue] !== WHEN_FULL.wait);
}
