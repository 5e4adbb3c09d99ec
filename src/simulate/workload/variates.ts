import { nextBits, uniform } from '#base/random.js';

/**
 * Exponential variates by the ziggurat of Marsaglia and Tsang (2000), 256 layers. The layer takes the low 8 bits and the place
 * in it the other 24, so that the two are independent (Doornik 2005).
 */
const LAYERS = 256;
const TAIL = 7.69711747013105;
const AREA = 3.949659822581572e-3;
const PLACES = 2 ** 24;
const inside = new Float64Array(LAYERS);
const width = new Float64Array(LAYERS);
const density = new Float64Array(LAYERS);

{
  let edge = TAIL;
  let outer = TAIL;
  const base = AREA / Math.exp(-TAIL);
  inside[0] = (TAIL / base) * PLACES;
  inside[1] = 0;
  width[0] = base / PLACES;
  width[LAYERS - 1] = TAIL / PLACES;
  density[0] = 1;
  density[LAYERS - 1] = Math.exp(-TAIL);
  for (let i = LAYERS - 2; i >= 1; i--) {
    edge = -Math.log(AREA / edge + Math.exp(-edge));
    inside[i + 1] = (edge / outer) * PLACES;
    outer = edge;
    density[i] = Math.exp(-edge);
    width[i] = edge / PLACES;
  }
}

/** Exponential with mean 1. */
export function exponential(words: Int32Array, at: number): number {
  const bits = nextBits(words, at);
  const layer = bits & 255;
  const place = bits >>> 8;
  if (place < inside[layer]!) return place * width[layer]!;
  exponentialEdge(words, at, layer, place);
  return found[0]!;
}

/** Where the rare cases leave their answer: returned from a call, every answer would have to be boxed. */
const found = new Float64Array(1);

function exponentialEdge(words: Int32Array, at: number, layer: number, place: number): void {
  for (;;) {
    if (layer === 0) {
      found[0] = TAIL - Math.log(uniform(words, at));
      return;
    }
    const x = place * width[layer]!;
    if (density[layer]! + uniform(words, at) * (density[layer - 1]! - density[layer]!) < Math.exp(-x)) {
      found[0] = x;
      return;
    }
    const bits = nextBits(words, at);
    layer = bits & 255;
    place = bits >>> 8;
    if (place < inside[layer]!) {
      found[0] = place * width[layer]!;
      return;
    }
  }
}

/** Standard normal by the polar method of Marsaglia; the second of each pair is thrown away to keep streams without memory. */
export function normal(words: Int32Array, at: number): number {
  for (;;) {
    const x = 2 * uniform(words, at) - 1;
    const y = 2 * uniform(words, at) - 1;
    const square = x * x + y * y;
    if (square < 1 && square > 0) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** Gamma of the given shape, scale 1 (Marsaglia and Tsang 2000; below shape 1 by their boost). */
export function gamma(words: Int32Array, at: number, shape: number): number {
  if (shape < 1) return gamma(words, at, shape + 1) * uniform(words, at) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(words, at);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(uniform(words, at)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
