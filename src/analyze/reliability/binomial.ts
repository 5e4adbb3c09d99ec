/** Above this many trials a tail is taken from the normal law, whose error there is far below what availabilities are known to. */
const EXACT_UP_TO = 4_096;

/** Probabilities of 0..n successes of `n` independent trials that succeed with probability `p`. */
export function binomial(n: number, p: number): number[] {
  const terms = new Array<number>(n + 1).fill(0);
  if (p <= 0 || p >= 1) {
    terms[p <= 0 ? 0 : n] = 1;
    return terms;
  }
  // From the mode outwards, so that nothing underflows before it matters.
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  terms[mode] = 1;
  for (let k = mode; k < n; k++) terms[k + 1] = terms[k]! * ((n - k) / (k + 1)) * odds;
  for (let k = mode; k > 0; k--) terms[k - 1] = (terms[k]! * k) / (n - k + 1) / odds;
  const total = terms.reduce((sum, term) => sum + term, 0);
  return terms.map((term) => term / total);
}

/** P(at least `k` of `n`), each with probability `p`. */
export function atLeast(n: number, p: number, k: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  if (k === 1) return -Math.expm1(n * Math.log1p(-p));
  if (n > EXACT_UP_TO) return normalTail((k - 0.5 - n * p) / Math.sqrt(n * p * (1 - p) || Number.MIN_VALUE));
  // The shorter tail is summed, so that small unavailabilities keep their digits.
  const terms = binomial(n, p);
  const below = terms.slice(0, k).reduce((sum, term) => sum + term, 0);
  return below < 0.5 ? 1 - below : terms.slice(k).reduce((sum, term) => sum + term, 0);
}

/** P(standard normal > z), Abramowitz and Stegun 26.2.17: error below 7.5e-8. */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}

/** Distribution of the sum of two independent counts. */
export function convolve(a: readonly number[], b: readonly number[]): number[] {
  const out = new Array<number>(a.length + b.length - 1).fill(0);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) out[i + j]! += a[i]! * b[j]!;
  return out;
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
  let down = [1];
  for (const [up, shards] of merged) down = convolve(down, binomial(shards, 1 - up));
  return down.reduce((sum, p, failed) => sum + p * ((total - failed) / total) ** keys, 0);
}
