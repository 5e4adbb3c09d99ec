/** Buckets an octave; the middle of a bucket is within 0.4% of everything in it. */
const PER_OCTAVE = 128;
const SHIFT = 13;
/** Values below 2^-34 s (0.06 ns) and above 2^24 s (half a year) fall into the first and last bucket. */
const LOWEST = -34;
const HIGHEST = 24;
export const BUCKETS = (HIGHEST - LOWEST) * PER_OCTAVE;
const OFFSET = (1023 + LOWEST) * PER_OCTAVE;

const number = new Float64Array(1);
const halves = new Int32Array(number.buffer);

/** The bucket of a time in seconds: the exponent and the first seven bits of the mantissa. */
export function bucketOf(value: number): number {
  number[0] = value;
  const bucket = (halves[1]! >>> SHIFT) - OFFSET;
  return bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket;
}

/** Lower edge of a bucket, in seconds. */
function lowerEdge(bucket: number): number {
  return (1 + (bucket % PER_OCTAVE) / PER_OCTAVE) * 2 ** (LOWEST + Math.floor(bucket / PER_OCTAVE));
}

/**
 * The value at rank `rank` (1-based) of the counts from `at` on, placed within its bucket by its share of the bucket.
 * Bucket 0 holds what took no time at all and answers 0. `undefined` when the counts hold fewer. Counts may be parts of one.
 */
export function valueAtRank(counts: Float64Array | Uint32Array, at: number, rank: number): number | undefined {
  let seen = 0;
  for (let i = 0; i < BUCKETS; i++) {
    const count = counts[at + i]!;
    if (seen + count >= rank && count > 0) {
      if (i === 0) return 0;
      const low = lowerEdge(i);
      return low + (lowerEdge(i + 1) - low) * Math.max(0, (rank - seen - 0.5) / count);
    }
    seen += count;
  }
  return undefined;
}

/** What fell between two times in seconds, the lower one included. Bucket 0 holds what took no time at all: both of its are 0. */
export type Filled = { readonly bucket: number; readonly low: number; readonly high: number; readonly count: number };

/** The buckets that hold something, from the shortest times up; `counts` may be several histograms one after another, which are added. */
export function filledBuckets(counts: Uint32Array): Filled[] {
  const filled: Filled[] = [];
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    let count = 0;
    for (let at = bucket; at < counts.length; at += BUCKETS) count += counts[at]!;
    if (count === 0) continue;
    filled.push({ bucket, low: bucket === 0 ? 0 : lowerEdge(bucket), high: bucket === 0 ? 0 : lowerEdge(bucket + 1), count });
  }
  return filled;
}
