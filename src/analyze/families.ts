/** Families of rules, in the order they are listed in. */
export const FAMILIES = [
  'spof',
  'availability',
  'capacity',
  'scaling',
  'consistency',
  'delivery',
  'durability',
  'resilience',
  'network',
  'security',
  'operation',
  'cost',
  'data',
  'estimates',
  'requirements',
  'decisions',
  'excess',
  'meta',
] as const;
export type Family = (typeof FAMILIES)[number];
