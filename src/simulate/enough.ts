import type { DesignModel, LatencyName } from '#model/design.js';
import type { World } from './kernel/world.js';
import type { Memory } from './plan/utilisation.js';
import { SECTIONS } from './statistics/flow-counts.js';
import { latencyFigure, PROBABILITY, withinTarget } from './statistics/latency.js';

/** Relative half-width of the p99 at which a run that nobody asked for more ends; and where another one is at a higher load. */
export const USUAL = 0.05;
export const BESIDE = 0.1;

/** Answers without which no p99 is told: 300 in each of ten sections. A flow that will not come to them is not waited for. */
const LEAST = 3_000;
/** Where more than this share of the requests was tried again or failed, a run goes on: what that leads to may take its time. */
const TROUBLE = 0.01;
/** The slowest hundredth is told from so many requests that were followed, at the highest load, and one in so many is. */
const SLOWEST = 1_000;
const FOLLOWED = 7;
/** Elsewhere one in so many, so that about as many are followed in a long run. Primes, that fall in step with nothing. */
const SELDOM = [19, 31, 61] as const;
const TELLING = 20_000;

/** One request in so many is followed to see where it spends its time. `early`: whether the run may end before its time. */
export function followEvery(requests: number, early: boolean): number {
  if (early) return FOLLOWED;
  return SELDOM.find((each) => each * TELLING >= requests) ?? SELDOM.at(-1)!;
}

/** What may end a run early beside a verdict on each target: the flows' p99 to a precision, and whether it is to tell what the `slowest` wait for. */
export type Wanted = { readonly precision: number; readonly slowest: boolean };

/** Whether mean and p99 of every flow are known to a relative half-width of `precision`. */
export function preciseEnough(world: World, memory: readonly Memory[], precision: number): boolean {
  return world.program.flows.every((_, flow) => world.flows.offered[flow] === 0 || knownTo(world, flow, memory[flow]!, precision));
}

function knownTo({ flows }: World, flow: number, memory: Memory, precision: number): boolean {
  return (['mean', 'p99'] as const).every((name) => {
    const figure = latencyFigure(flows, flow, name, memory);
    if (figure?.interval === undefined || !figure.resolved) return false;
    return (figure.interval[1] - figure.interval[0]) / 2 <= precision * figure.value;
  });
}

/**
 * Whether going on would decide nothing more: each flow that can come to it by the end is known well enough, and its targets are judged.
 * `share`: how much of the planned time is over, 0..1.
 */
export function enough(model: DesignModel, world: World, memory: readonly Memory[], wanted: Wanted, share: number): boolean {
  const { flows, program } = world;
  return program.flows.every((each, flow) => {
    const offered = flows.offered[flow]!;
    if (each.kind === 'batch' || offered === 0) return true;
    const failed = failuresOf(world, flow);
    if (flows.retried[flow]! + failed > TROUBLE * offered) return false;
    if (!judged(model, world, flow, failed, share)) return false;
    if (offered < LEAST * share) return true;
    return (!wanted.slowest || offered >= SLOWEST * FOLLOWED) && knownTo(world, flow, memory[flow]!, wanted.precision);
  });
}

const failuresOf = ({ flows }: World, flow: number): number => {
  const causes = flows.failed.length / flows.offered.length;
  return flows.failed.subarray(flow * causes, (flow + 1) * causes).reduce((sum, count) => sum + count, 0);
};

/** Whether each percentile target of a flow is seen to hold or not, or never will be: too few requests come for that. */
function judged(model: DesignModel, world: World, flow: number, failures: number, share: number): boolean {
  const { flows, program } = world;
  const { id } = program.flows[flow]!;
  return model.requirements.quality
    .filter((each) => each.flow === id)
    .every(({ latency, until, id: quality }) =>
      [...latency].every(([name, target]) => {
        if (!isPercentile(name)) return true;
        const mark = program.marks.findIndex((each) => each.flow === flow && each.quality === quality);
        if (until !== undefined && mark < 0) return true;
        const [counts, sections, lost] =
          until === undefined
            ? ([flows.sections[flow]!, SECTIONS, failures] as const)
            : ([flows.markSections[mark]!, 1, flows.lost[flow]!] as const);
        const decided = withinTarget(counts, sections, lost, PROBABILITY[name], target) !== undefined;
        return decided || (flows.offered[flow]! / share) * (1 - PROBABILITY[name]) < FEWEST;
      }),
    );
}

/** A share is told to be below 1 - p when so many times 1 / (1 - p) requests came and none was slower: the square of 2.58, and a little. */
const FEWEST = 7;

const isPercentile = (name: LatencyName): name is keyof typeof PROBABILITY => name in PROBABILITY;
