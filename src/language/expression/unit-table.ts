import { BANDWIDTH, type Dimension, MONEY, NONE, RATE, SIZE, TIME } from '#model/dimension.js';

/** `currency` marks money of one country: amounts of two currencies are different things, as are users and links. */
export type Unit = { readonly scale: number; readonly dimension: Dimension; readonly currency?: string };

const time = (scale: number): Unit => ({ scale, dimension: TIME });
const size = (scale: number): Unit => ({ scale, dimension: SIZE });
const DECIMAL = { k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 };
const BINARY = { Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4, Pi: 1024 ** 5 };

/** 30 days and 365 days: the months and years of estimates, not of a calendar. */
const DAY = 86_400;

function sizes(): [string, Unit][] {
  const units: [string, Unit][] = [
    ['B', size(1)],
    ['byte', size(1)],
    ['bytes', size(1)],
    ['bit', size(1 / 8)],
    ['bits', size(1 / 8)],
    ['bps', { scale: 1 / 8, dimension: BANDWIDTH }],
    ['KB', size(1e3)],
    ['Kb', size(1e3 / 8)],
  ];
  for (const [prefix, scale] of [...Object.entries(DECIMAL), ...Object.entries(BINARY)]) {
    units.push([`${prefix}B`, size(scale)], [`${prefix}bit`, size(scale / 8)], [`${prefix}b`, size(scale / 8)]);
    units.push([`${prefix}bps`, { scale: scale / 8, dimension: BANDWIDTH }]);
  }
  return units;
}

/** Every unit by the word it is written with; case matters (`MB` and `Mb` differ by 8). */
export const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...(['ns'] as const).map((w): [string, Unit] => [w, time(1e-9)]),
  ...['us', 'µs', 'μs'].map((w): [string, Unit] => [w, time(1e-6)]),
  ['ms', time(1e-3)],
  ...['s', 'sec', 'second', 'seconds'].map((w): [string, Unit] => [w, time(1)]),
  ...['min', 'minute', 'minutes'].map((w): [string, Unit] => [w, time(60)]),
  ...['h', 'hr', 'hour', 'hours'].map((w): [string, Unit] => [w, time(3600)]),
  ...['d', 'day', 'days'].map((w): [string, Unit] => [w, time(DAY)]),
  ...['week', 'weeks'].map((w): [string, Unit] => [w, time(7 * DAY)]),
  ...['month', 'months'].map((w): [string, Unit] => [w, time(30 * DAY)]),
  ...['y', 'yr', 'year', 'years'].map((w): [string, Unit] => [w, time(365 * DAY)]),
  ...sizes(),
  ...['rps', 'qps', 'tps'].map((w): [string, Unit] => [w, { scale: 1, dimension: RATE }]),
  ['%', { scale: 0.01, dimension: NONE }],
  ['x', { scale: 1, dimension: NONE }],
  ...['$', 'USD'].map((w): [string, Unit] => [w, { scale: 1, dimension: MONEY, currency: 'USD' }]),
  ...['€', 'EUR'].map((w): [string, Unit] => [w, { scale: 1, dimension: MONEY, currency: 'EUR' }]),
]);

/** Multipliers of large counts: `100k`, `1.5M`. */
export const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['K', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['bn', 1e9],
]);
