import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import type { Placed } from '../consistency/calls.js';
import { allCalls, byStep } from '../consistency/deliveries.js';
import { stepSaysUnknown } from '../unknown.js';

/** Attempts of one request at one component above which retries make an outage of their own. */
const TOO_MANY = 10;

type Layer = { readonly call: Call; readonly from: ComponentId; readonly attempts: number };

/** A chain of calls whose retries multiply, told at the call where most attempts meet. */
export type Amplified = {
  readonly call: Call;
  readonly flows: readonly FlowId[];
  /** Attempts that one request may come to there, and how many each layer of the chain makes of one, outermost first. */
  readonly attempts: number;
  readonly layers: readonly Layer[];
  /** Others that the retries of the same outermost layer meet at, those on the way to the worst included. */
  readonly others: readonly { readonly to: ComponentId; readonly attempts: number; readonly onTheWay: boolean }[];
  /** Where a budget ends all of it. */
  readonly first: Call;
};

type Found = { readonly placed: Placed; readonly attempts: number; readonly layers: readonly Layer[] };

/**
 * Calls that several layers of retries multiply, one for all that begins at the same outermost layer. A caller that has given up makes
 * no further attempts, so a layer makes no more than fit into the time of those above it. A budget of retries on any layer ends the
 * multiplication; what is handed over starts anew.
 */
export function amplified(model: DesignModel): readonly Amplified[] {
  const found = allCalls(model).flatMap((placed) => multiplied(model, placed) ?? []);
  const steps = byStep(found.map(({ placed }) => placed)).map(({ first, flows }) => {
    return { ...found.find(({ placed }) => placed === first)!, flows };
  });
  const chains = new Map<string, (typeof steps)[number][]>();
  for (const each of steps) {
    const { line, column } = each.layers[0]!.call.origin;
    chains.set(`${line}:${column}`, [...(chains.get(`${line}:${column}`) ?? []), each]);
  }
  return [...chains.values()].map((chain): Amplified => {
    const worst = chain.reduce((most, each) => (each.attempts > most.attempts ? each : most));
    const way = new Set([...worst.placed.above.map(({ origin }) => origin)]);
    const others = chain
      .filter((each) => each !== worst)
      .map(({ placed: { call }, attempts }) => ({ to: call.visit.component, attempts, onTheWay: way.has(call.origin) }));
    const flows = [...new Set(chain.flatMap((each) => each.flows))];
    const { attempts, layers } = worst;
    return { call: worst.placed.call, flows, attempts, layers, others, first: others.length === 0 ? worst.placed.call : layers[0]!.call };
  });
}

function multiplied(model: DesignModel, placed: Placed): Found | undefined {
  const { call, above, flow } = placed;
  if (call.retries === 0) return undefined;
  const cut = above.findLastIndex((each) => !each.waits);
  const chain = [...above.slice(cut + 1), call];
  const layers = chain.flatMap((each, i): readonly Layer[] => {
    const outer = [...chain.slice(0, i).flatMap(({ timeout }) => timeout ?? []), ...(cut < 0 ? [flow.deadline ?? Infinity] : [])];
    const fits = each.timeout === undefined ? Infinity : Math.max(1, Math.ceil(Math.min(...outer) / each.timeout));
    return each.retries === 0 ? [] : [{ call: each, from: each.from, attempts: Math.min(each.retries + 1, fits) }];
  });
  const attempts = layers.reduce((product, each) => product * each.attempts, 1);
  const unknown = chain.some((each) => ['retry-budget', 'timeout'].some((name) => stepSaysUnknown(model, each, name)));
  const budget = unknown || chain.some(({ retryBudget }) => retryBudget !== undefined);
  const few = layers.filter((each) => each.attempts > 1).length < 2 || attempts <= TOO_MANY;
  return budget || few ? undefined : { placed, attempts, layers };
}
