import type { Varying } from '#model/flow.js';

/** Calls of one run from which a case counts as a flood, and how many times the smallest other case it must be. */
const FLOOD = 10_000;
const TIMES = 100;

/** The largest case of a figure that depends on the case, where it floods and the others do not. */
export function flood(
  value: Varying,
  only: string | undefined,
): { readonly name: string; readonly most: number; readonly least: number } | undefined {
  if (typeof value === 'number' || only !== undefined) return undefined;
  const cases = [...value.byCase].sort(([, a], [, b]) => b - a);
  const [name, most] = cases[0] ?? ['', 0];
  const least = cases[cases.length - 1]?.[1] ?? most;
  return most >= FLOOD && most >= TIMES * least ? { name, most, least } : undefined;
}
