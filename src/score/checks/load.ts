import type { Flow } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import type { ScoreInput } from '../input.js';

/**
 * How many times more than the design states a component would be asked for under the problem's own load: the least rate that the
 * problem accepts times its peak, against the rate and peak of the flows that cross it. At least 1: building for little does not pay.
 */
export function understatement(input: ScoreInput, component: ComponentId): number {
  const flows = input.rules.analysis.capacity.components.get(component)?.byFlow.keys() ?? [];
  return Math.max(1, ...[...flows].map((id) => flowUnderstatement(input, id)));
}

/** The same of one flow. */
export function flowUnderstatement({ coverage, problem }: ScoreInput, id: string): number {
  const factors = [...coverage.values()].flatMap(({ need, flows }) => {
    const flow = flows.find((one) => one.id === id);
    const least = problem.estimates.find((one) => one.drives === need.id)?.low;
    const said = flow && busiest(flow);
    return said === undefined || least === undefined ? [] : [(least * need.peak) / said];
  });
  return Math.max(1, ...factors);
}

/** Requests per second of an open flow at its peak. */
const busiest = ({ workload }: Flow): number | undefined => (workload.kind === 'open' ? workload.rate * workload.peak : undefined);
