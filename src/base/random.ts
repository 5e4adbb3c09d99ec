const MASK64 = (1n << 64n) - 1n;

/** One step of splitmix64 (Steele, Lea, Flood 2014): the next state and its output. For seeding only: BigInt is slow. */
export function splitmix64(state: bigint): { readonly state: bigint; readonly out: bigint } {
  const next = (state + 0x9e3779b97f4a7c15n) & MASK64;
  let z = next;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK64;
  return { state: next, out: z ^ (z >> 31n) };
}

/** FNV-1a, 64 bits, over UTF-16 code units: spreads the names of streams over the seeds. */
function hashName(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < name.length; i++) hash = ((hash ^ BigInt(name.charCodeAt(i))) * 0x100000001b3n) & MASK64;
  return hash;
}

/** The four 32-bit words of a xoshiro128++ state for the stream `name` under `seed`. */
export function seedWords(seed: number, name: string): Int32Array {
  const words = new Int32Array(4);
  let state = splitmix64(BigInt(Math.trunc(seed)) & MASK64).out ^ hashName(name);
  for (let i = 0; i < 4; i += 2) {
    const step = splitmix64(state);
    state = step.state;
    words[i] = Number(step.out & 0xffffffffn) | 0;
    words[i + 1] = Number(step.out >> 32n) | 0;
  }
  if (words.every((word) => word === 0)) words[0] = 1;
  return words;
}

/**
 * The next 32 bits, as a signed integer, of the xoshiro128++ generator (Blackman and Vigna 2019) whose four words stand at `at`.
 * Many streams share one array, so that a simulation keeps them all in one place.
 */
export function nextBits(words: Int32Array, at: number): number {
  const s0 = words[at]!;
  const s1 = words[at + 1]!;
  const s3 = words[at + 3]!;
  const sum = (s0 + s3) | 0;
  const s2 = words[at + 2]! ^ s0;
  const t3 = s3 ^ s1;
  words[at] = s0 ^ t3;
  words[at + 1] = s1 ^ s2;
  words[at + 2] = s2 ^ (s1 << 9);
  words[at + 3] = (t3 << 11) | (t3 >>> 21);
  return (((sum << 7) | (sum >>> 25)) + s0) | 0;
}

const FROM_UINT32 = 1 / 4294967296;

/** Uniform on the open interval (0, 1), 32 bits. */
export const uniform = (words: Int32Array, at: number): number => ((nextBits(words, at) >>> 0) + 0.5) * FROM_UINT32;

/** Uniform among 0 .. count-1. The bias of the multiplication is below count / 2^32. */
export const below = (words: Int32Array, at: number, count: number): number => ((nextBits(words, at) >>> 0) * FROM_UINT32 * count) | 0;
