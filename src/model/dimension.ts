/** Exponents of the base dimensions. A rate is `{ time: -1 }`, a bandwidth `{ bytes: 1, time: -1 }`, a ratio `{}`. */
export type Dimension = { readonly time: number; readonly bytes: number; readonly money: number };

export const NONE: Dimension = { time: 0, bytes: 0, money: 0 };
export const TIME: Dimension = { time: 1, bytes: 0, money: 0 };
export const RATE: Dimension = { time: -1, bytes: 0, money: 0 };
export const SIZE: Dimension = { time: 0, bytes: 1, money: 0 };
export const BANDWIDTH: Dimension = { time: -1, bytes: 1, money: 0 };
export const MONEY: Dimension = { time: 0, bytes: 0, money: 1 };
export const MONEY_RATE: Dimension = { time: -1, bytes: 0, money: 1 };

/**
 * A number with its dimension (in seconds, bytes and money) and the nouns it counts (`user`, `link`) with their exponents.
 * `low` and `high` carry a range (`80..120 ms`); for a plain figure both equal `value`.
 */
export type Quantity = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly dimension: Dimension;
  readonly labels: ReadonlyMap<string, number>;
};

export const sameDimension = (a: Dimension, b: Dimension): boolean => a.time === b.time && a.bytes === b.bytes && a.money === b.money;

export const raise = (a: Dimension, b: Dimension, sign: 1 | -1): Dimension => ({
  time: a.time + sign * b.time,
  bytes: a.bytes + sign * b.bytes,
  money: a.money + sign * b.money,
});
