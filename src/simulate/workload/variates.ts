import { nextBits, uniform } from '#base/random.js';

/**
 * The ziggurat of Marsaglia and Tsang (2000), 256 layers: where its `inside` ends (in places), how wide a place is, and the height of the
 * density at its edge. The layer takes the low 8 bits and the place in it others, so that the two are independent (Doornik 2005).
 */
const LAYERS = 256;
type Layers = { readonly inside: Float64Array; readonly width: Float64Array; readonly density: Float64Array };

/** `tail`: where the last layer ends; `area` of one layer; `height` of the density (1 at 0), and where it has a height. */
function layersOf(tail: number, area: number, places: number, height: (x: number) => number, where: (y: number) => number): Layers {
  const inside = new Float64Array(LAYERS);
  const width = new Float64Array(LAYERS);
  const density = new Float64Array(LAYERS);
  let edge = tail;
  let outer = tail;
  const base = area / height(tail);
  inside[0] = (tail / base) * places;
  inside[1] = 0;
  width[0] = base / places;
  width[LAYERS - 1] = tail / places;
  density[0] = 1;
  density[LAYERS - 1] = height(tail);
  for (let i = LAYERS - 2; i >= 1; i--) {
    edge = where(area / edge + height(edge));
    inside[i + 1] = (edge / outer) * places;
    outer = edge;
    density[i] = height(edge);
    width[i] = edge / places;
  }
  return { inside, width, density };
}

const TAIL = 7.69711747013105;
const { inside, width, density } = layersOf(
  TAIL,
  3.949659822581572e-3,
  2 ** 24,
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
);

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

/** Of the normal law, one side: the other bit says which. Edge of the tail and area of a layer as Marsaglia and Tsang give them. */
const NORMAL_TAIL = 3.6541528853610088;
const {
  inside: normalInside,
  width: normalWidth,
  density: normalDensity,
} = layersOf(
  NORMAL_TAIL,
  4.92867323399e-3,
  2 ** 23,
  (x) => Math.exp(-0.5 * x ** 2),
  (y) => Math.sqrt(-2 * Math.log(y)),
);

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
