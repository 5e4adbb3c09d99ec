import type { ComponentReport } from '#simulate/report.js';

/**
 * How full a run has seen a component, 0..1: its own work over its capacity, or its slots in use over all of them, whichever is more. The
 * two are shares of different things (cores, slots) and never added.
 */
export const usedOf = ({ utilisation, inUse }: ComponentReport): number => Math.min(1, Math.max(utilisation, inUse));

/** The same, or what the closed form says of its fullest limit, if that is more. */
export const fullnessOf = (component: ComponentReport): number => Math.max(usedOf(component), component.demand ?? 0);
