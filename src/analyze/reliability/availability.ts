import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { MINUTES_PER_YEAR } from '#model/units.js';
import { BudgetError } from '../budget.js';
import { sizeUnknown } from '../unknown.js';
import { bounds } from './bounds.js';
import { type Formula, formulaOf } from './formula.js';
import { zoneStates } from './worlds.js';
import { zonesOf } from './zones-of.js';

/** Share of a flow's requests that are served, 0..1. `value` is the lower bound where it is not exact. */
export type Served = {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly exact: boolean;
  readonly downtimeMinutesPerYear: number;
  /** Components whose availability is not known: the true value may be anything below `upper`. */
  readonly unknown: readonly ComponentId[];
};

/**
 * Steps spent on a flow: the states of the zones are cut short where diagram nodes and parts times states would be more. What is
 * left out shows as a gap between the bounds. Counted, so the same on every machine.
 */
const STEP_BUDGET = 1_000_000;
const STEPS_PER_PART = 10;

export const downtime = (availability: number): number => (1 - availability) * MINUTES_PER_YEAR;

/** The formula of a flow, or undefined when it is beyond the budget. */
export function tryFormula(model: DesignModel, flow: Flow, until?: ComponentId, budget?: number): Formula | undefined {
  try {
    return formulaOf(model, flow, until, budget);
  } catch (error) {
    if (error instanceof BudgetError) return undefined;
    throw error;
  }
}

/**
 * Availability of a flow: exact by conditioning on the zones and evaluating the flow's decision diagram in each of their states;
 * beyond the budget, bounds.
 */
export function availabilityOf(model: DesignModel, flow: Flow, formula: Formula | undefined, until?: ComponentId): Served {
  if (formula === undefined) return result(bounds(model, flow, until), []);
  const zones = zonesOf(formula);
  const { states, left } = zoneStates(
    model,
    zones,
    Math.max(1, Math.floor(STEP_BUDGET / (formula.diagram.size + STEPS_PER_PART * formula.parts.size))),
  );
  let lower = 0;
  for (const { down, probability } of states) {
    const weights = formula.weights({ zoneUp: (zone) => !down.has(zone), calm: false });
    lower += probability * formula.diagram.probability(formula.served, weights);
  }
  const unknown = [...formula.parts.values()]
    .filter(({ component }) => component.availability === undefined || sizeUnknown(model, component.id))
    .map((part) => part.component.id);
  const unsized = unknown.some((id) => sizeUnknown(model, id));
  return result({ lower, upper: unsized ? 1 : Math.min(1, lower + left) }, unknown);
}

function result({ lower, upper }: { readonly lower: number; readonly upper: number }, unknown: readonly ComponentId[]): Served {
  const low = Math.min(1, Math.max(0, unknown.length > 0 ? 0 : lower));
  const high = Math.min(1, Math.max(low, upper));
  const value = unknown.length > 0 ? high : low;
  return { value, lower: low, upper: high, exact: high === low, downtimeMinutesPerYear: downtime(value), unknown };
}
