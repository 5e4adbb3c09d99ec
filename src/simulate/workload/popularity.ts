/** Ranks told one by one; beyond them they are taken in groups whose popularity differs by well below a per cent. */
const ONE_BY_ONE = 4096;
const GROWTH = 1.01;

/** Keys in groups of near equal popularity, most popular first: the first rank of each group, how many there are, and the share of one. */
export type Popularity = { readonly from: Float64Array; readonly count: Float64Array; readonly share: Float64Array };

/** The groups of a Zipf law; the shares times their counts sum to 1. */
export function popularityOf(items: number, exponent: number): Popularity {
  const from: number[] = [];
  const count: number[] = [];
  const weight: number[] = [];
  for (let rank = 1; rank <= items; ) {
    const size = rank <= ONE_BY_ONE ? 1 : Math.min(items - rank + 1, Math.floor(rank * (GROWTH - 1)));
    from.push(rank);
    count.push(size);
    weight.push(size === 1 ? rank ** -exponent : meanWeight(rank, size, exponent));
    rank += size;
  }
  const total = weight.reduce((sum, each, i) => sum + each * count[i]!, 0);
  return { from: Float64Array.from(from), count: Float64Array.from(count), share: Float64Array.from(weight, (each) => each / total) };
}

/** Mean of rank^-exponent over the group, by the integral from half a rank before it to half a rank after. */
function meanWeight(rank: number, size: number, exponent: number): number {
  const log = Math.log((rank + size - 0.5) / (rank - 0.5));
  const x = (1 - exponent) * log;
  return ((rank - 0.5) ** (1 - exponent) * (Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2) * log) / size;
}
