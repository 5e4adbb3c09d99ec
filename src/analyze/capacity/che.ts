/**
 * So few items are looked at one by one. Of more, ranks beyond the first are taken in groups whose popularity differs by half a per
 * cent, at the mean of the group to the second order: hit ratios are then off by less than a millionth.
 */
const FEW = 20_000;
const FIRST = 400;
const GROWTH = 1.005;

/** Relative precision of the characteristic time, and a bound on the way there that is never met: twenty steps are many. */
const PRECISION = 1e-12;
const MOST_ROUNDS = 200;

/** Groups of items of near equal popularity under Zipf, most popular first: how many, and the share of the requests of each item. */
type Groups = { readonly items: Float64Array; readonly shares: Float64Array };

/** Popularities that were asked for last; a design is judged many times over, always about the same ones. */
const KNOWN = 16;
const known = new Map<string, Groups>();

export function zipfGroups(items: number, exponent: number): Groups {
  const name = `${items} ${exponent}`;
  const found = known.get(name) ?? makeGroups(items, exponent);
  if (known.size >= KNOWN) known.delete(known.keys().next().value as string);
  known.set(name, found);
  return found;
}

function makeGroups(items: number, exponent: number): Groups {
  const sizes: number[] = [];
  const weights: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= items; ) {
    const size = rank <= (items <= FEW ? FEW : FIRST) ? 1 : Math.min(items - rank + 1, Math.max(1, Math.floor(rank * (GROWTH - 1))));
    const middle = rank + (size - 1) / 2;
    const weight = middle ** -exponent * (1 + (exponent * (exponent + 1) * (size ** 2 - 1)) / (24 * middle ** 2));
    sizes.push(size);
    weights.push(weight);
    total += size * weight;
    rank += size;
  }
  return { items: Float64Array.from(sizes), shares: Float64Array.from(weights, (weight) => weight / total) };
}

/**
 * Hit ratio of an LRU cache of `capacity` items out of `items` whose popularity follows Zipf with `exponent`, under independent
 * requests: Che's approximation. The characteristic time t solves sum(1 - exp(-share t)) = capacity; an item is then found with
 * probability 1 - exp(-share t). Within 1% of a simulated LRU. What is kept grows ever more slowly with t and never exceeds it, so
 * Newton's steps from t = capacity rise to the solution and never pass it.
 * Source: H. Che, Y. Tung, Z. Wang, "Hierarchical web caching systems", IEEE JSAC 20 (2002).
 */
export function lruHitRatio(items: number, capacity: number, exponent: number): { readonly hit: number; readonly time: number } {
  if (capacity >= items) return { hit: 1, time: Infinity };
  if (capacity <= 0) return { hit: 0, time: 0 };
  const { items: sizes, shares } = zipfGroups(items, exponent);
  let time = capacity;
  let hit = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let kept = 0;
    hit = 0;
    for (let i = 0; i < sizes.length; i++) {
      const found = -sizes[i]! * Math.expm1(-shares[i]! * time);
      kept += found;
      hit += shares[i]! * found;
    }
    // The requests that miss are the growth of what is kept: d kept / dt = 1 - hit.
    const step = (capacity - kept) / (1 - hit);
    if (!(step > PRECISION * time)) break;
    time += step;
  }
  return { time, hit };
}

/** Share of the requests that go to the `capacity` most popular of `items`: the most that any policy finds under independent requests. */
export function mostPopular(items: number, capacity: number, exponent: number): number {
  const { items: sizes, shares } = zipfGroups(items, exponent);
  let left = Math.max(0, capacity);
  let share = 0;
  for (let i = 0; i < sizes.length && left > 0; i++) {
    const kept = Math.min(left, sizes[i]!);
    share += kept * shares[i]!;
    left -= kept;
  }
  return Math.min(1, share);
}
