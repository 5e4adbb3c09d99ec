import { nextBits } from '#base/random.js';

/**
 * Zipf's law over the ranks 1 to `items`: the chance of rank k is in proportion to k^-exponent. The other numbers are what the
 * sampler needs at every draw.
 */
export type ZipfLaw = {
  readonly items: number;
  readonly exponent: number;
  /** The integral of the density from below the first rank, up to the last one, and the width within which a draw needs no check. */
  readonly first: number;
  readonly last: number;
  readonly sure: number;
};

/** The law for `items` keys (at least one); an exponent of 0 is the uniform law. */
export function zipfLaw(items: number, exponent: number): ZipfLaw {
  const first = integral(exponent, 1.5) - 1;
  const last = integral(exponent, items + 0.5);
  const sure = 2 - inverse(exponent, integral(exponent, 2.5) - 2 ** -exponent);
  return { items, exponent, first, last, sure };
}

/** Integral of x^-exponent from 1 to x. */
function integral(exponent: number, x: number): number {
  const log = Math.log(x);
  return growth((1 - exponent) * log) * log;
}

function inverse(exponent: number, y: number): number {
  const t = Math.max(-1, y * (1 - exponent));
  return Math.exp((Math.abs(t) > 1e-8 ? Math.log1p(t) / t : 1 - t / 2) * y);
}

/** (e^x - 1) / x, which is 1 at 0. */
const growth = (x: number): number => (Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2);

const FROM_2_53 = 1 / 9007199254740992;

/** Uniform on the open interval (0, 1) with 53 bits: 32 would not reach every one of some thousand million keys. */
const fine = (words: Int32Array, at: number): number =>
  ((nextBits(words, at) >>> 5) * 67108864 + (nextBits(words, at) >>> 6) + 0.5) * FROM_2_53;

/**
 * Draws a rank (1 is the most popular) from the stream at `at` and leaves it in `out[place]`: returned, it would have to be boxed.
 * Takes the same time however many keys there are: W. Hörmann, G. Derflinger, "Rejection-inversion to generate variates from
 * monotone discrete distributions", ACM TOMACS 6 (1996).
 */
export function drawRank(law: ZipfLaw, words: Int32Array, at: number, out: Float64Array, place: number): void {
  const { items, exponent, first, last, sure } = law;
  for (;;) {
    const y = last + fine(words, at) * (first - last);
    const x = inverse(exponent, y);
    const rank = Math.max(1, Math.min(items, Math.floor(x + 0.5)));
    if (rank - x <= sure || y >= integral(exponent, rank + 0.5) - rank ** -exponent) {
      out[place] = rank;
      return;
    }
  }
}

/** Spreads a rank over the numbers of 32 bits, signed; another `salt` spreads it anew (the finish of MurmurHash3, A. Appleby). */
export function hashRank(rank: number, salt: number): number {
  let hash = (rank >>> 0) ^ salt ^ Math.imul((rank / 4294967296) | 0, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** One of `count` places, evenly by the hash. */
export const placeOf = (rank: number, salt: number, count: number): number => ((hashRank(rank, salt) >>> 0) % count) | 0;

/** A salt of its own for each name (FNV-1a). */
export function saltOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash;
}
