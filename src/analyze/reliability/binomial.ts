/** Above this many trials a tail is taken from the normal law, whose error there is far below what availabilities are known to. */
const EXACT_UP_TO = 4_096;

/** A distribution over counts: `terms[i]` is the probability of `from + i`; what is missing is below anything that matters. */
export type Counts = { readonly from: number; readonly terms: readonly number[] };

/** Terms below this share of the largest are left out. */
const NEGLIGIBLE = 1e-20;

/** Successes of `n` independent trials that succeed with probability `p`. */
export function binomial(n: number, p: number): Counts {
  if (p <= 0 || n === 0) return { from: 0, terms: [1] };
  if (p >= 1) return { from: n, terms: [1] };
  // From the mode outwards, so that nothing underflows before it matters.
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const above: number[] = [];
  for (let k = mode, term = 1; k < n && term > NEGLIGIBLE; k++) {
    term *= ((n - k) / (k + 1)) * odds;
    above.push(term);
  }
  const below: number[] = [];
  for (let k = mode, term = 1; k > 0 && term > NEGLIGIBLE; k--) {
    term *= k / (n - k + 1) / odds;
    below.push(term);
  }
  const terms = [...below.reverse(), 1, ...above];
  const total = terms.reduce((sum, term) => sum + term, 0);
  return { from: mode - below.length, terms: terms.map((term) => term / total) };
}

/** P(at least `k` of `n`), each with probability `p`. */
export function atLeast(n: number, p: number, k: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  if (k === 1) return -Math.expm1(n * Math.log1p(-p));
  if (n > EXACT_UP_TO) return normalTail((k - 0.5 - n * p) / Math.sqrt(n * p * (1 - p) || Number.MIN_VALUE));
  // The shorter tail is summed, so that small unavailabilities keep their digits.
  const { from, terms } = binomial(n, p);
  const cut = Math.max(0, k - from);
  const below = terms.slice(0, cut).reduce((sum, term) => sum + term, 0);
  return below < 0.5 ? 1 - below : terms.slice(cut).reduce((sum, term) => sum + term, 0);
}

/** P(standard normal > z), Abramowitz and Stegun 26.2.17: error below 7.5e-8. */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}

/** Distribution of the sum of two independent counts. */
function convolve(a: Counts, b: Counts): Counts {
  const terms = new Array<number>(a.terms.length + b.terms.length - 1).fill(0);
  for (let i = 0; i < a.terms.length; i++) for (let j = 0; j < b.terms.length; j++) terms[i + j]! += a.terms[i]! * b.terms[j]!;
  return { from: a.from + b.from, terms };
}

/**
 * P(all of `keys` random keys lie in shards that are up), for groups of `shards` that are each up with probability `up`: the
 * expectation of ((S - F) / S) ^ keys over the number F that are down.
 */
export function everyKeyUp(groups: readonly { readonly shards: number; readonly up: number }[], keys: number): number {
  const merged = new Map<number, number>();
  for (const { shards, up } of groups) merged.set(up, (merged.get(up) ?? 0) + shards);
  const total = [...merged.values()].reduce((sum, shards) => sum + shards, 0);
  if (keys === Infinity) return [...merged].reduce((product, [up, shards]) => product * up ** shards, 1);
  if (total > EXACT_UP_TO || keys === 1) return ([...merged].reduce((sum, [up, shards]) => sum + up * shards, 0) / total) ** keys;
  let down: Counts = { from: 0, terms: [1] };
  for (const [up, shards] of merged) down = convolve(down, binomial(shards, 1 - up));
  return down.terms.reduce((sum, p, i) => sum + p * ((total - down.from - i) / total) ** keys, 0);
}

/** Up to so many keys a mixture of regions is exact; beyond, keys are taken to fall evenly on all shards. */
const MIXED_UP_TO = 128;

/**
 * The same where each key lies in a region of its own, drawn by the regions' `share` of all: E[(sum of share x what is up there) ^ keys].
 * Regions are independent, so the moments of their mixture are sums over how many of the keys fall into each.
 */
export function everyKeyUpAcross(
  regions: readonly { readonly share: number; readonly groups: readonly { readonly shards: number; readonly up: number }[] }[],
  keys: number,
): number {
  const asked = regions.filter(({ share }) => share > 0);
  const all = asked.flatMap(({ groups }) => groups);
  if (keys === Infinity || keys > MIXED_UP_TO || !Number.isInteger(keys)) return everyKeyUp(all, keys);
  const upTo = Array.from({ length: keys + 1 }, (_, n) => n);
  let moments: readonly number[] = upTo.map((n) => (n === 0 ? 1 : 0));
  let before = 0;
  for (const { share, groups } of asked) {
    before += share;
    const own = upTo.map((n) => (n === 0 ? 1 : everyKeyUp(groups, n)));
    moments = upTo.map((n) => {
      const here = binomial(n, share / before);
      return here.terms.reduce((sum, p, i) => sum + p * own[here.from + i]! * moments[n - here.from - i]!, 0);
    });
  }
  return moments[keys]!;
}
