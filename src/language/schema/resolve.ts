import { BANDWIDTH, type Dimension, MONEY, MONEY_RATE, NONE, RATE, SIZE, sameDimension, TIME } from '#model/dimension.js';
import type { ServiceTime } from '#model/service-time.js';
import { Ratio, Seconds } from '#model/units.js';
import { evaluate, type Scope } from '../expression/evaluate.js';
import { dimensionName, printQuantity } from '../expression/print.js';
import { SumProblem } from '../expression/tokens.js';
import { LIMITS } from '../limits.js';
import type { Resolved } from './define-kind.js';
import { EXPECTED, type WantedName, Written } from './leaves.js';
import { PERCENTILE_NAMES, type SpelledTime, WrittenServiceTime } from './service-time.js';

/** Takes a problem at a path of the document; `start` and `end` are offsets inside the scalar there. */
export type Complain = (path: readonly string[], problem: SumProblem) => void;

const DIMENSIONS: Readonly<Record<WantedName, Dimension>> = {
  time: TIME,
  rate: RATE,
  size: SIZE,
  bandwidth: BANDWIDTH,
  ratio: NONE,
  count: NONE,
  whole: NONE,
  money: MONEY_RATE,
};

/** Where a sum looks its names up: the sheet, which remembers who asked. */
export type Scopes = { readonly scopeFor: (path: readonly string[]) => Scope };

/** Works every sum of a schema's output out. What cannot be worked out is complained of and reads as not known. */
export function resolve<T>(value: T, path: readonly string[], scopes: Scopes, complain: Complain): Resolved<T> {
  return resolveValue(value, path, scopes, complain) as Resolved<T>;
}

function resolveValue(value: unknown, path: readonly string[], scopes: Scopes, complain: Complain): unknown {
  if (value instanceof Written) return resolveSum(value, path, scopes.scopeFor(path), complain);
  if (value instanceof WrittenServiceTime) return resolveTime(value, path, scopes, complain);
  if (Array.isArray(value)) return value.map((item, index) => resolveValue(item, [...path, String(index)], scopes, complain));
  if (value instanceof Map)
    return new Map([...value].map(([key, inner]) => [key, resolveValue(inner, [...path, String(key)], scopes, complain)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [camel(key), resolveValue(inner, [...path, key], scopes, complain)]),
  );
}

const camel = (key: string): string => key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The number a sum comes to in the one unit of its dimension, or undefined after a complaint. */
export function resolveSum(written: Written<WantedName>, path: readonly string[], scope: Scope, complain: Complain): number | undefined {
  try {
    const { value, dimension } = evaluate(written.sum, scope);
    return checked(written, value, dimension, path);
  } catch (error) {
    if (!(error instanceof SumProblem)) throw error;
    if (error.code !== NOT_KNOWN) complain(path, error);
    return undefined;
  }
}

/** The code of a sum that rests on an estimate which is not known: nothing to complain of, and nothing to guess. */
export const NOT_KNOWN = 'estimate/not-known';

/** Money per second, as sums come out, in the model's unit: a month of 30 days, rounding of the division undone. */
const aMonth = (perSecond: number): number => Number((perSecond * 30 * 86_400).toPrecision(12));

/** Attributes that say how many of something the program has to keep apart. */
const COUNTS_INSTANCES = /^(replicas|min|max|copies|count|shards|partitions|read|write|need)$/;

function checked(written: Written<WantedName>, value: number, dimension: Dimension, path: readonly string[]): number {
  const { wanted, sum, text } = written;
  const fail = (code: string, message: string, help: string, suggestion?: string): never => {
    throw new SumProblem(code, sum.start, sum.end, message, help, suggestion);
  };
  if (wanted === 'money' && sameDimension(dimension, MONEY)) return value;
  if (!sameDimension(dimension, DIMENSIONS[wanted])) {
    // A bare number could be of several units, and the nearest right thing is not ours to guess: both are named.
    const units = { time: ['ms', 's'], rate: [' /s', ' /day'], size: [' B', ' kB'], bandwidth: [' Mbps', ' Gbps'], money: [' USD/month'] };
    const isBare = sameDimension(dimension, NONE) && /^[\d.]+$/.test(text) && wanted in units;
    const spelled = isBare ? units[wanted as 'time'].map((unit) => text + unit).join(' or ') : undefined;
    return fail(
      'units/dimension',
      `"${text}" is ${dimensionName(dimension)}; ${EXPECTED[wanted]} belongs here`,
      spelled ? `Say the unit: ${spelled}.` : 'Check the units of the sum.',
    );
  }
  if (!Number.isFinite(value)) return fail('sum/overflow', `"${text}" is too large to work with`, 'Check its units.');
  if (value < 0) return fail('range/negative', `"${text}" is negative`, `Write ${EXPECTED[wanted]}.`);
  if (wanted === 'ratio' && value > 1 && /^[\d.]+$/.test(text))
    return fail('range/ratio', `"${text}" is more than all of it`, 'A share lies between 0 and 1.', value <= 100 ? `${text}%` : undefined);
  if (wanted === 'ratio' && value > 1)
    return fail(
      'range/ratio',
      `"${text}" comes to ${printQuantity({ value, low: value, high: value, dimension, labels: new Map() })}: more than all of it`,
      'A share lies between 0 and 100%.',
    );
  if (wanted === 'money') return aMonth(value);
  if (wanted !== 'whole') return value;
  const rounded = Math.round(value);
  const exact = Math.abs(value - rounded) <= 1e-9 * Math.max(1, value);
  if (!exact && /^[\d.]+$/.test(text))
    return fail('range/whole', `"${text}" is not a whole number`, `Write ${EXPECTED.whole}.`, String(Math.ceil(value)));
  const whole = exact ? rounded : Math.ceil(value);
  if (whole > LIMITS.instances && wanted === 'whole' && COUNTS_INSTANCES.test(path.at(-1) ?? ''))
    return fail(
      'range/instances',
      `"${text}" is more than the bound of ${LIMITS.instances.toLocaleString('en')}`,
      'Design one part of it, or fewer and larger instances.',
    );
  if (whole < 1) return fail('range/whole', `"${text}" comes to ${whole}`, 'There must be at least one.');
  return whole;
}

function resolveTime(written: WrittenServiceTime, path: readonly string[], scopes: Scopes, complain: Complain): ServiceTime | undefined {
  if (written.said instanceof Written) {
    const mean = resolveSum(written.said, path, scopes.scopeFor(path), complain);
    return mean === undefined ? undefined : { shape: mean === 0 ? 'constant' : 'exponential', mean: Seconds(mean) };
  }
  const said = resolveValue(written.said, path, scopes, complain) as Resolved<SpelledTime>;
  const result = serviceTimeOf(
    said,
    Object.keys(written.said).filter((key) => written.said[key as never] !== undefined),
  );
  if (typeof result !== 'string') return result;
  complain(
    path,
    new SumProblem(
      'time/law',
      0,
      Number.MAX_SAFE_INTEGER,
      result,
      'Write 4ms, { mean: 4ms, p99: 20ms }, { mean: 10ms, shape: gamma, cv: 0.7 } or a table { p50: 3ms, p99: 40ms, max: 2s }.',
    ),
  );
  return undefined;
}

/** Inverse of the standard normal distribution at 0.99. */
const Z99 = 2.3263478740408408;

/** A service time of its figures, or the sentence that says why there is none. */
function serviceTimeOf(said: Resolved<SpelledTime>, keys: readonly string[]): ServiceTime | string | undefined {
  const { mean, shape, cv, alpha, from, to } = said;
  if (shape === 'uniform') {
    if (from === undefined || to === undefined || from > to) return 'A uniform law needs `from` and `to`, from not above to';
    return { shape, mean: Seconds((from + to) / 2), from, to };
  }
  const percentiles = PERCENTILE_NAMES.filter((name) => keys.includes(name));
  if (mean === undefined) return percentiles.length > 0 ? table(said) : keys.includes('mean') ? undefined : 'A service time needs a mean';
  if (percentiles.length === 1 && said.p99 !== undefined && (shape === undefined || shape === 'lognormal'))
    return lognormalOf(mean, said.p99);
  if (percentiles.length > 0) return 'Beside a mean only p99 can be given; a table of percentiles has its own mean';
  switch (shape) {
    case undefined:
    case 'exponential':
      return { shape: mean === 0 ? 'constant' : 'exponential', mean };
    case 'constant':
      return { shape, mean };
    case 'gamma':
      return cv === undefined || cv <= 0 ? 'A gamma law needs `cv`, its coefficient of variation' : { shape, mean, cv };
    case 'lognormal':
      return cv === undefined ? 'A lognormal law needs `cv` or `p99`' : { shape, mean, sigma: Math.sqrt(Math.log1p(cv ** 2)) };
    case 'pareto':
      return alpha === undefined || alpha <= 1 ? 'A Pareto law needs `alpha` above 1; below that it has no mean' : { shape, mean, alpha };
  }
}

/** p99/mean = exp(z·sigma − sigma²/2): of its two solutions the smaller; the largest ratio is exp(z²/2) = 14.97. */
function lognormalOf(mean: Seconds, p99: Seconds): ServiceTime | string {
  const ratio = p99 / mean;
  const largest = Math.exp(Z99 ** 2 / 2);
  if (!(ratio > 1)) return `p99 must lie above the mean; here p99/mean is ${ratio.toPrecision(3)}`;
  if (ratio >= largest) return `No lognormal has p99/mean = ${ratio.toPrecision(3)}: it must stay below ${largest.toFixed(2)}`;
  return { shape: 'lognormal', mean, sigma: Z99 - Math.sqrt(Z99 ** 2 - 2 * Math.log(ratio)) };
}

const LEVELS: Readonly<Record<string, number>> = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999, max: 1 };

function table(said: Resolved<SpelledTime>): ServiceTime | string {
  const points = [{ p: Ratio(0), value: Seconds(0) }];
  for (const name of PERCENTILE_NAMES) {
    const value = said[name];
    if (value !== undefined) points.push({ p: Ratio(LEVELS[name]!), value });
  }
  for (let i = 1; i < points.length; i++) if (points[i]!.value < points[i - 1]!.value) return 'The percentiles of a table must rise';
  const last = points.at(-1)!;
  if (last.p < 1) points.push({ p: Ratio(1), value: last.value });
  let mean = 0;
  for (let i = 1; i < points.length; i++) mean += ((points[i]!.p - points[i - 1]!.p) * (points[i]!.value + points[i - 1]!.value)) / 2;
  return { shape: 'table', mean: Seconds(mean), points };
}
