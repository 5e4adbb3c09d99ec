import { nearest } from '#base/nearest.js';
import { type Dimension, NONE, type Quantity, raise, sameDimension } from '#model/dimension.js';
import type { Sum, UnitPower } from './parse.js';
import { dimensionName } from './print.js';
import { SumProblem } from './tokens.js';
import { UNITS } from './unit-table.js';

/** Looks a name of a sum up. `undefined`: there is no such name. Throws what makes a known name unusable. */
export type Lookup = (name: string) => Quantity | undefined;
export type Scope = { readonly lookup: Lookup; readonly names: () => Iterable<string> };

export const EMPTY_SCOPE: Scope = { lookup: () => undefined, names: () => [] };

/** A plain number as a quantity. */
export const plain = (value: number, dimension: Dimension = NONE): Quantity => ({
  value,
  low: value,
  high: value,
  dimension,
  labels: new Map(),
});

/** Works a sum out: every value in seconds, bytes and money. Throws {@link SumProblem}. */
export function evaluate(sum: Sum, scope: Scope): Quantity {
  switch (sum.kind) {
    case 'number': {
      const value = withUnits(sum.low, sum.high, sum.units);
      if (Number.isFinite(value.high)) return value;
      throw new SumProblem('sum/overflow', sum.start, sum.end, 'This is too large to work with', 'Check the figure.');
    }
    case 'name':
      return named(sum, scope);
    case 'negative': {
      const of = evaluate(sum.of, scope);
      return { ...of, value: -of.value, low: -of.high, high: -of.low };
    }
    case 'operation':
      return operate(sum, evaluate(sum.left, scope), evaluate(sum.right, scope));
  }
}

function named(sum: Sum & { kind: 'name' }, scope: Scope): Quantity {
  const found = scope.lookup(sum.name);
  if (found) return found;
  const suggestion = nearest(sum.name, scope.names()) ?? nearest(sum.name, UNITS.keys());
  const parts = sum.name.split('-');
  const minus = parts.length > 1 && parts.every((part) => scope.lookup(part) !== undefined);
  const help = minus
    ? `For a difference put spaces around the minus: ${parts.join(' - ')}.`
    : 'Define it in `estimates`, or write a number with its unit.';
  throw new SumProblem('name/unknown', sum.start, sum.end, `Nothing is called "${sum.name}" here`, help, suggestion);
}

function withUnits(low: number, high: number, units: readonly UnitPower[]): Quantity {
  let dimension = NONE;
  let above = 1;
  let below = 1;
  const labels = new Map<string, number>();
  for (const { word, power } of units) {
    const unit = UNITS.get(word);
    if (unit) {
      dimension = raise(dimension, unit.dimension, power as 1 | -1);
      const factor = unit.scale ** power;
      if (factor < 1) below *= 1 / factor;
      else above *= factor;
      if (unit.currency) addLabel(labels, unit.currency, power);
    } else addLabel(labels, singular(word), power);
  }
  // A decimal figure carries fifteen digits: 99.99% is then exactly the double nearest to 0.9999.
  const decimal = units.some(({ word }) => word === '%');
  const scaled = (value: number): number => (decimal ? Number(((value * above) / below).toPrecision(15)) : (value * above) / below);
  return { value: scaled((low + high) / 2), low: scaled(low), high: scaled(high), dimension, labels };
}

/** `users` and `user` count the same thing. */
function singular(noun: string): string {
  if (/ies$/.test(noun) && noun.length > 4) return `${noun.slice(0, -3)}y`;
  return /[^s]s$/.test(noun) && noun.length > 3 ? noun.slice(0, -1) : noun;
}

function addLabel(labels: Map<string, number>, noun: string, power: number): void {
  const next = (labels.get(noun) ?? 0) + power;
  if (next === 0) labels.delete(noun);
  else labels.set(noun, next);
}

function operate(sum: Sum & { kind: 'operation' }, left: Quantity, right: Quantity): Quantity {
  switch (sum.sign) {
    case '+':
    case '-':
      return addTogether(sum, left, right);
    case '*':
      return combine(left, right, 1, products(left, right));
    case '/':
      if (right.low <= 0 && right.high >= 0)
        throw new SumProblem('sum/zero', sum.right.start, sum.right.end, 'This divides by zero', 'Check the figure below the line.');
      return combine(left, right, -1, products(left, { low: 1 / right.high, high: 1 / right.low }));
    case '^':
      return power(sum, left, right);
  }
}

function addTogether(sum: Sum & { kind: 'operation' }, left: Quantity, right: Quantity): Quantity {
  if (!sameDimension(left.dimension, right.dimension)) {
    const message = `This ${sum.sign === '+' ? 'adds' : 'subtracts'} ${dimensionName(right.dimension)} ${sum.sign === '+' ? 'to' : 'from'} ${dimensionName(left.dimension)}`;
    throw new SumProblem('units/mixed', sum.start, sum.end, message, 'Both sides must have the same dimension.');
  }
  if (left.labels.size > 0 && right.labels.size > 0 && !sameLabels(left.labels, right.labels)) {
    const message = `This puts ${[...left.labels.keys()].join('·')} and ${[...right.labels.keys()].join('·')} together`;
    throw new SumProblem('units/labels', sum.start, sum.end, message, 'Count the same thing on both sides, or leave the nouns out.');
  }
  const sign = sum.sign === '+' ? 1 : -1;
  const labels = left.labels.size > 0 ? left.labels : right.labels;
  const [low, high] = sign === 1 ? [left.low + right.low, left.high + right.high] : [left.low - right.high, left.high - right.low];
  return { value: left.value + sign * right.value, low, high, dimension: left.dimension, labels };
}

export function sameLabels(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([noun, power]) => b.get(noun) === power);
}

function products(left: { low: number; high: number }, right: { low: number; high: number }): [number, number] {
  const all = [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high];
  return [Math.min(...all), Math.max(...all)];
}

function combine(left: Quantity, right: Quantity, sign: 1 | -1, [low, high]: [number, number]): Quantity {
  const labels = new Map(left.labels);
  for (const [noun, power] of right.labels) addLabel(labels, noun, sign * power);
  return {
    value: sign === 1 ? left.value * right.value : left.value / right.value,
    low,
    high,
    dimension: raise(left.dimension, right.dimension, sign),
    labels,
  };
}

function power(sum: Sum & { kind: 'operation' }, left: Quantity, right: Quantity): Quantity {
  const exponent = right.value;
  if (!sameDimension(right.dimension, NONE))
    throw new SumProblem('units/power', sum.right.start, sum.right.end, 'An exponent is a plain number', 'Write 62^7.');
  const pure = sameDimension(left.dimension, NONE) && left.labels.size === 0;
  if (!pure)
    throw new SumProblem('units/power', sum.left.start, sum.left.end, 'Only plain numbers can be raised to a power', 'Multiply instead.');
  const value = left.value ** exponent;
  if (!Number.isFinite(value))
    throw new SumProblem('sum/overflow', sum.start, sum.end, 'This is too large to work with', 'Check the exponent.');
  return {
    ...plain(value),
    low: Math.min(left.low ** exponent, left.high ** exponent),
    high: Math.max(left.low ** exponent, left.high ** exponent),
  };
}
