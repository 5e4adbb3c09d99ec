import type { DesignModel } from '#model/design.js';
import type { ZoneId } from '#model/ids.js';

/** One state of the zones and its probability. */
export type ZoneState = { readonly down: ReadonlySet<ZoneId>; readonly probability: number };

/** States of the zones looked at; what is left out of 1 is neither served nor lost for certain. */
export type ZoneStates = { readonly states: readonly ZoneState[]; readonly left: number };

/** Zone states weighed at most: up to 11 zones are exact, more are cut after so many failures at once. */
const MOST_STATES = 2_048;

/** Every combination of zones that are down, fewest first, while the number of combinations stays in the budget. */
export function zoneStates(model: DesignModel, zones: readonly ZoneId[], most: number = MOST_STATES): ZoneStates {
  const known = zones.map((zone) => ({ zone, up: (model.zones.get(zone)?.availability as number | undefined) ?? 1 }));
  const risky = known.filter(({ up }) => up < 1);
  const allUp = risky.reduce((product, { up }) => product * up, 1);
  const states: ZoneState[] = [];
  for (let failures = 0; failures <= risky.length; failures++) {
    const sets = combinations(risky, failures, most - states.length);
    if (sets === undefined) break;
    for (const set of sets) {
      const probability = risky.reduce((product, each) => product * (set.includes(each) ? 1 - each.up : each.up), 1);
      states.push({ down: new Set(set.map(({ zone }) => zone)), probability });
    }
  }
  if (states.length === 0) states.push({ down: new Set(), probability: allUp });
  const covered = states.reduce((sum, { probability }) => sum + probability, 0);
  return { states, left: states.length === 2 ** risky.length ? 0 : Math.max(0, 1 - covered) };
}

/** All subsets of `size`, or undefined when there are more than `most`. */
function combinations<T>(items: readonly T[], size: number, most: number): readonly (readonly T[])[] | undefined {
  let sets: (readonly T[])[] = [[]];
  let count = 1;
  for (let i = 0; i < size; i++) count = (count * (items.length - i)) / (i + 1);
  if (count > most) return undefined;
  for (let i = 0; i < size; i++) {
    sets = sets.flatMap((set) => {
      const from = set.length === 0 ? 0 : items.indexOf(set[set.length - 1]!) + 1;
      return items.slice(from).map((item) => [...set, item]);
    });
  }
  return sets;
}
