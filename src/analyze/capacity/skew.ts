import { zipfGroups } from './che.js';

/** Share of the requests that the busiest shard gets, in expectation over hash functions: between these. */
export type Hottest = { readonly lower: number; readonly upper: number };

/**
 * Hashing spreads keys evenly, not requests. The shard of the most popular key, of share p, gets p + (1 - p) / S in expectation, and
 * the busiest no less. No shard gets more than an average one by more than sqrt(2 v ln S) + p ln S / 3 in expectation, where v is
 * the variance sum(p_i^2) (1 - 1/S) / S of one shard's share (Bernstein's bound for the maximum of S sums).
 * Source: S. Boucheron, G. Lugosi, P. Massart, "Concentration Inequalities" (2013), section 2.8.
 */
export function hottestShard(items: number, exponent: number, shards: number): Hottest {
  if (shards <= 1) return { lower: 1, upper: 1 };
  const { items: sizes, shares } = zipfGroups(items, exponent);
  const top = shares[0] ?? 0;
  const squares = shares.reduce((sum, share, i) => sum + sizes[i]! * share ** 2, 0);
  const variance = (squares * (1 - 1 / shards)) / shards;
  const spread = Math.sqrt(2 * variance * Math.log(shards)) + (top * Math.log(shards)) / 3;
  const lower = top + (1 - top) / shards;
  return { lower, upper: Math.min(1, Math.max(lower, 1 / shards + spread)) };
}
