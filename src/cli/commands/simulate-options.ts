import { nearest } from '#base/nearest.js';
import { EMPTY_SCOPE, evaluate } from '#language/expression/evaluate.js';
import { parseSum } from '#language/expression/parse.js';
import { SumProblem } from '#language/expression/tokens.js';
import type { DesignModel } from '#model/design.js';
import { ComponentId, type ZoneId } from '#model/ids.js';
import type { FaultOption, SimulationOptions } from '#simulate/simulate.js';
import { UsageError } from '../io.js';

/** The flags of `simulate`, as they were written. */
export type SimulateFlags = {
  readonly seed?: string;
  readonly load?: string;
  readonly duration?: string;
  readonly precision?: string;
  readonly kill?: readonly string[] | string;
  readonly scenario?: boolean;
  readonly format?: string;
  readonly json?: boolean;
};

/** Reads the flags against the design they are about. Throws UsageError with what was expected. */
export function simulationOptions(flags: SimulateFlags, model: DesignModel): SimulationOptions {
  const kills = flags.kill === undefined ? [] : typeof flags.kill === 'string' ? [flags.kill] : flags.kill;
  const faults = [...(flags.scenario ? model.faults : []), ...kills.map((kill) => faultOf(kill, model))];
  return {
    seed: flags.seed === undefined ? undefined : wholeNumber(flags.seed),
    load: flags.load === undefined ? undefined : positive('--load', flags.load, 'a multiple such as 2x or 0.5', 'ratio'),
    duration: flags.duration === undefined ? undefined : positive('--duration', flags.duration, 'a time such as 10min', 'time'),
    precision: flags.precision === undefined ? undefined : share(flags.precision),
    faults,
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--seed is "${text}"`, 'Expected a whole number from 0 to 999999999999999.');
  return Number(text);
}

function share(text: string): number {
  const value = positive('--precision', text, 'a share such as 5%', 'ratio');
  if (value >= 1) throw new UsageError(`--precision is "${text}"`, 'Expected a share below 100%, such as 5%.');
  return value;
}

function positive(flag: string, text: string, expected: string, what: 'time' | 'ratio'): number {
  const value = quantity(text, what);
  if (value === undefined || !(value > 0) || !Number.isFinite(value)) throw new UsageError(`${flag} is "${text}"`, `Expected ${expected}.`);
  return value;
}

/** A figure of the language in its base unit; `undefined` when it is none of the wanted dimension. */
function quantity(text: string, what: 'time' | 'ratio'): number | undefined {
  try {
    const { value, dimension } = evaluate(parseSum(text).sum, EMPTY_SCOPE);
    const fits = dimension.bytes === 0 && dimension.money === 0 && dimension.time === (what === 'time' ? 1 : 0);
    return fits ? value : undefined;
  } catch (error) {
    if (error instanceof SumProblem) return undefined;
    throw error;
  }
}

const FORM =
  'Expected a component, zone:region/zone, region:name, instance:component, slow:component or cold:component, with @60s..120s if wanted.';

/** `cache`, `cache@60s..120s`, `zone:us-east/a@60s`, `instance:api@1min..2min`; without an end it lasts a minute. */
export function faultOf(text: string, model: DesignModel): FaultOption {
  const [subject = '', times, ...more] = text.split('@');
  if (more.length > 0 || subject === '') throw new UsageError(`--kill is "${text}"`, FORM);
  return { what: whatOf(subject, text, model), ...timesOf(times, text) };
}

function timesOf(times: string | undefined, text: string): { at?: number; for?: number } {
  if (times === undefined) return {};
  const [from = '', to] = times.split('..');
  const at = from === '0' ? 0 : quantity(from, 'time');
  const end = to === undefined ? (at ?? 0) + 60 : quantity(to, 'time');
  if (at === undefined || end === undefined || at < 0) throw new UsageError(`--kill is "${text}"`, FORM);
  if (end <= at) throw new UsageError(`--kill is "${text}"`, 'The failure must end after it begins.');
  return { at, for: end - at };
}

function whatOf(subject: string, text: string, model: DesignModel): FaultOption['what'] {
  const colon = subject.indexOf(':');
  const kind = colon < 0 ? 'component' : subject.slice(0, colon);
  const name = subject.slice(colon + 1);
  switch (kind) {
    case 'component':
      return { kind, component: componentNamed(name, model) };
    case 'instance':
      return { kind, component: componentNamed(name, model), instances: 1 };
    case 'slow':
      return { kind, component: componentNamed(name, model), factor: 10 };
    case 'cold':
      return { kind, component: componentNamed(name, model) };
    case 'zone':
      known(name, [...model.zones.keys()], 'zone');
      return { kind, zone: name as ZoneId };
    case 'region':
      known(name, [...new Set([...model.zones.values()].map((zone) => zone.region))], 'region');
      return { kind, region: name };
    default:
      throw new UsageError(`--kill is "${text}"`, FORM);
  }
}

function componentNamed(name: string, model: DesignModel): ComponentId {
  known(name, [...model.components.keys()], 'component');
  return ComponentId(name);
}

function known(name: string, names: readonly string[], what: string): void {
  if (names.includes(name)) return;
  const meant = nearest(name, names);
  const help =
    meant === undefined ? (names.length === 0 ? `The design has no ${what}.` : `It has: ${names.join(', ')}.`) : `Did you mean ${meant}?`;
  throw new UsageError(`The design has no ${what} "${name}"`, help);
}
