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

/**
 * Standard normal variates by the same ziggurat: the layer from 8 bits, the side from one, the place from the other 23. Marsaglia and
 * Tsang (2000); edge of the tail and area of a layer as they give them for 256 layers.
 */
const NORMAL_TAIL = 3.6541528853610088;
const NORMAL_AREA = 4.92867323399e-3;
const NORMAL_PLACES = 2 ** 23;
const normalInside = new Float64Array(LAYERS);
const normalWidth = new Float64Array(LAYERS);
const normalDensity = new Float64Array(LAYERS);

{
  let edge = NORMAL_TAIL;
  let outer = NORMAL_TAIL;
  const base = NORMAL_AREA / Math.exp(-0.5 * NORMAL_TAIL ** 2);
  normalInside[0] = (NORMAL_TAIL / base) * NORMAL_PLACES;
  normalInside[1] = 0;
  normalWidth[0] = base / NORMAL_PLACES;
  normalWidth[LAYERS - 1] = NORMAL_TAIL / NORMAL_PLACES;
  normalDensity[0] = 1;
  normalDensity[LAYERS - 1] = Math.exp(-0.5 * NORMAL_TAIL ** 2);
  for (let i = LAYERS - 2; i >= 1; i--) {
    edge = Math.sqrt(-2 * Math.log(NORMAL_AREA / edge + Math.exp(-0.5 * edge ** 2)));
    normalInside[i + 1] = (edge / outer) * NORMAL_PLACES;
    outer = edge;
    normalDensity[i] = Math.exp(-0.5 * edge ** 2);
    normalWidth[i] = edge / NORMAL_PLACES;
  }
}

/** Normal with mean 0 and variance 1. */
export function normal(words: Int32Array, at: number): number {
  const bits = nextBits(words, at);
  const layer = bits & 255;
  const place = bits >>> 9;
  if (place >= normalInside[layer]!) {
    normalEdge(words, at, layer, place);
    return (bits & 256) === 0 ? found[0]! : -found[0]!;
  }
  return (bits & 256) === 0 ? place * normalWidth[layer]! : -place * normalWidth[layer]!;
}

/** The rare cases: how far from 0. */
function normalEdge(words: Int32Array, at: number, layer: number, place: number): void {
  for (;;) {
    if (layer === 0) {
      normalBeyond(words, at);
      return;
    }
    const x = place * normalWidth[layer]!;
    const height = normalDensity[layer]! + uniform(words, at) * (normalDensity[layer - 1]! - normalDensity[layer]!);
    if (height < Math.exp(-0.5 * x * x)) {
      found[0] = x;
      return;
    }
    const bits = nextBits(words, at);
    layer = bits & 255;
    place = bits >>> 9;
    if (place < normalInside[layer]!) {
      found[0] = place * normalWidth[layer]!;
      return;
    }
  }
}

/** The tail (Marsaglia 1964). */
function normalBeyond(words: Int32Array, at: number): void {
  for (;;) {
    const x = -Math.log(uniform(words, at)) / NORMAL_TAIL;
    if (-2 * Math.log(uniform(words, at)) < x * x) continue;
    found[0] = NORMAL_TAIL + x;
    return;
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
