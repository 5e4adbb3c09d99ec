import type { ZoneId } from '#model/ids.js';
import type { Formula } from './formula.js';

/** Zones in which any part of the formula stands. */
export const zonesOf = (formula: Formula): readonly ZoneId[] => [
  ...new Set([...formula.parts.values()].flatMap((part) => part.placement.zones)),
];
