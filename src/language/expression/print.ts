import { BANDWIDTH, type Dimension, MONEY, MONEY_RATE, NONE, type Quantity, RATE, SIZE, sameDimension, TIME } from '#model/dimension.js';

const NAMES: readonly (readonly [Dimension, string])[] = [
  [NONE, 'a plain number'],
  [TIME, 'a time'],
  [RATE, 'a rate'],
  [SIZE, 'a size in bytes'],
  [BANDWIDTH, 'a bandwidth'],
  [MONEY, 'money'],
  [MONEY_RATE, 'money per time'],
];

/** What a person calls the dimension. */
export function dimensionName(dimension: Dimension): string {
  const known = NAMES.find(([candidate]) => sameDimension(candidate, dimension));
  if (known) return known[1];
  const parts = (['bytes', 'time', 'money'] as const).filter((base) => dimension[base] !== 0).map((base) => `${base}^${dimension[base]}`);
  return parts.join('·');
}

/** Three significant digits, without trailing zeros or exponents between 0.001 and a million. */
export function printNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1e21 || (rounded !== 0 && Math.abs(rounded) < 1e-6) ? rounded.toExponential() : String(rounded);
}

const scaled = (value: number, steps: readonly (readonly [number, string])[]): string => {
  const step = steps.find(([size]) => Math.abs(Number(value.toPrecision(3))) >= size) ?? steps.at(-1)!;
  // Counts are written out up to 9999: thousands begin at ten of them.
  return `${printNumber(value / (step[1] === 'k' ? 1e3 : step[0]))}${step[1]}`;
};

const COUNTS = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e4, 'k'],
  [0, ''],
] as const;
const BYTES = [
  [1e18, ' EB'],
  [1e15, ' PB'],
  [1e12, ' TB'],
  [1e9, ' GB'],
  [1e6, ' MB'],
  [1e3, ' kB'],
  [0, ' B'],
] as const;
const TIMES = [
  [365 * 86_400, ' year'],
  [86_400, ' day'],
  [3600, ' h'],
  [60, ' min'],
  [1, ' s'],
  [1e-3, ' ms'],
  [1e-6, ' us'],
  [0, ' ns'],
] as const;

const withUnit = (value: number, steps: readonly (readonly [number, string])[]): string =>
  scaled(
    value,
    steps.map(([size, name]) => [size === 0 ? (name === ' ns' ? 1e-9 : 1) : size, name] as const),
  );

/** A count the way people say it: 116, 12.5k, 100M; a share as 95%, with as many nines as it has. */
export function printCount(value: number): string {
  if (value > 0 && value < 1) return `${Number((value * 100).toFixed(value > 0.9 ? 2 + nines(value) : 2)) || printNumber(value * 100)}%`;
  if (Number.isInteger(value) && Math.abs(value) < 1e4) return String(value);
  return withUnit(value, COUNTS);
}

const nines = (share: number): number => Math.min(12, Math.max(0, Math.floor(-Math.log10(1 - share) + 1e-9) - 2));
export const printBytes = (value: number): string => withUnit(value, BYTES);
export const printSeconds = (value: number): string => (value === 0 ? '0 s' : withUnit(value, TIMES));

/** A rate: 116 /s, 11.6k /s; under one in ten seconds by the day: 432 /day. */
export function printRate(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.1) return `${printCount(value * 86_400)} /day`;
  return `${printCount(value)} /s`;
}

/** A quantity the way people say it: 116 /s, 9.12 TB, 5 year, 99.99%. */
export function printQuantity(quantity: Quantity): string {
  const { dimension, value } = quantity;
  if (quantity.low !== quantity.high) {
    const ends = [quantity.low, quantity.high].map((end) => printQuantity({ ...quantity, value: end, low: end, high: end }));
    return ends.join('..');
  }
  if (sameDimension(dimension, NONE)) return printCount(value);
  if (sameDimension(dimension, TIME)) return printSeconds(value);
  if (sameDimension(dimension, RATE)) return printRate(value);
  if (sameDimension(dimension, SIZE)) return printBytes(value);
  if (sameDimension(dimension, BANDWIDTH)) return `${printBytes(value)}/s`;
  if (sameDimension(dimension, MONEY)) return `${printNumber(value)} ${currencyOf(quantity)}`;
  if (sameDimension(dimension, MONEY_RATE)) return `${printNumber(value * 30 * 86_400)} ${currencyOf(quantity)}/month`;
  return `${printNumber(value)} (${dimensionName(dimension)})`;
}

const currencyOf = ({ labels }: Quantity): string => ['USD', 'EUR'].find((currency) => labels.has(currency)) ?? 'money';
