import { UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import type { RunReport } from '../report.js';

/**
 * Where consumers of a slice (one k-th) worked more slowly because their slots could not be divided: how much of the whole's capacity is own
 * work, and how many of its slots wait. What they wait for took as long as ever.
 */
export function unstretched(reports: RunReport['components'], whole: Program, part: Program, k: number): RunReport['components'] {
  const changed = part.stations.ids.flatMap((id, i) => {
    const one = reports[id];
    const stretch = part.stations.stretch[i]!;
    if (one === undefined || stretch === 1) return [];
    const utilisation = Math.min(1, (one.utilisation * k * capacityOf(part, i)) / capacityOf(whole, i) / stretch);
    // Where they waited longer than the closed forms knew, the stretch was too little, and more came through than the whole has slots for.
    const held = Math.min(1, (one.held * k * slotsOf(part, i)) / slotsOf(whole, i));
    const inUse = Math.min(1, held + (utilisation * capacityOf(whole, i)) / slotsOf(whole, i));
    return [[id, { ...one, utilisation, held, inUse }] as const];
  });
  return changed.length === 0 ? reports : { ...reports, ...Object.fromEntries(changed) };
}

const slotsOf = ({ stations }: Program, i: number): number => {
  const all = stations.slots[i]! * stations.count[i]!;
  return stations.shared[i] === 1 ? Math.min(all, stations.parallel[i]!) : all;
};

const capacityOf = (program: Program, i: number): number => {
  const cores = program.stations.cores[i]!;
  return Math.min(slotsOf(program, i), cores >= UNLIMITED ? Infinity : cores * program.stations.count[i]!);
};
