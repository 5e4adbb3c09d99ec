import type { DesignModel } from '#model/design.js';
import type { StationSpec } from '../compile/station-spec.js';
import type { Program } from '../kernel/program.js';
import type { BurstKnee, Knee } from '../report.js';
import { burstHeight } from '../workload/bursts.js';
import { targetLoads } from './target-loads.js';
import { type Outlook, outlook } from './utilisation.js';

/**
 * The load at which the closed forms see the first component full, as a factor on the rates and users of the flows. Where only users
 * who wait come there, it is how many of them it takes until they begin to wait for one another, (Z + D) / D_max.
 */
export function kneeOf(model: DesignModel, program: Program, specs: readonly StationSpec[]): Knee | null {
  const view = outlook(
    model,
    program,
    specs,
    program.flows.map(() => 1),
  );
  const highest = Math.max(0, ...view.asked);
  if (highest <= 0) return null;
  const at = view.asked.indexOf(highest);
  const targets = targetLoads(model, { program, specs, usual: view });
  const knee: Knee = {
    load: 1 / highest,
    component: program.stations.ids[at]!,
    basis: 'closed form' as const,
    ...ofConnections(view, at),
    ...nextOf(program, view, at),
    ...(targets.length > 0 ? { targets } : {}),
  };
  const burst = burstKnee(model, program, specs);
  const whole = burst === undefined ? knee : { ...knee, burst };
  const waiting = view.openDemand[at] === 0 && program.flows.every(({ kind }, i) => kind === 'open' || view.waitedForBy[i]!.has(at));
  return waiting ? { ...whole, users: sumOf(program.flows.map((flow) => flow.users)) / highest } : whole;
}

/** What else is asked for more than it can do at the load of the design. */
function nextOf(program: Program, { asked }: Outlook, first: number): Pick<Knee, 'next'> {
  const next = asked.flatMap((demand, i) => (i !== first && demand > 1 ? [{ component: program.stations.ids[i]!, load: 1 / demand }] : []));
  return next.length === 0 ? {} : { next: next.sort((a, b) => a.load - b.load) };
}

/** Said where it is the connections of a component that are full, before anything else of it. */
const ofConnections = ({ asked, connections }: Outlook, at: number): Pick<Knee, 'of'> =>
  connections[at]! >= asked[at]! ? { of: 'connections' } : {};

/** The load at which something is full as long as a burst lasts, the others at their means; of several bursty flows that which comes to it first. */
function burstKnee(model: DesignModel, program: Program, specs: readonly StationSpec[]): BurstKnee | undefined {
  const found = program.flows.flatMap(({ kind, arrivals, id }, index): BurstKnee[] => {
    if (kind !== 'open' || arrivals.kind !== 'bursty') return [];
    const height = burstHeight(arrivals);
    const factors = program.flows.map((_, i) => (i === index ? height : 1));
    const { asked } = outlook(model, program, specs, factors);
    const highest = Math.max(0, ...asked);
    return highest <= 0 ? [] : [{ flow: id, height, load: 1 / highest, component: program.stations.ids[asked.indexOf(highest)]! }];
  });
  return found.reduce<BurstKnee | undefined>((least, each) => (least !== undefined && least.load <= each.load ? least : each), undefined);
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);
