import type { Flow } from '#model/flow.js';

/** Requests a second that a flow starts. Closed users start at most one per think time and answer. */
export function rateOf(flow: Flow, at: 'mean' | 'peak', floor: number): number {
  const { workload } = flow;
  switch (workload.kind) {
    case 'open':
      return workload.rate * (at === 'peak' ? workload.peak : 1);
    case 'closed':
      return workload.think + floor > 0 ? workload.users / (workload.think + floor) : 0;
    case 'batch':
      return workload.every > 0 ? workload.items / workload.every : 0;
    case 'part':
    case 'unknown':
      return 0;
  }
}
