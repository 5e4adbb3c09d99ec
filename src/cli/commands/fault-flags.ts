import { nearest } from '#base/nearest.js';
import { EMPTY_SCOPE, evaluate } from '#language/expression/evaluate.js';
import { parseSum } from '#language/expression/parse.js';
import { SumProblem } from '#language/expression/tokens.js';
import { callsOf } from '#model/calls.js';
import type { DesignModel } from '#model/design.js';
import { ComponentId, type ZoneId } from '#model/ids.js';
import type { FaultOption } from '#simulate/simulate.js';
import { UsageError } from '../io.js';

/** The flags that make something happen, each repeatable. */
export type FaultFlags = {
  readonly kill?: readonly string[] | string;
  readonly slow?: readonly string[] | string;
  readonly cold?: readonly string[] | string;
  readonly partition?: readonly string[] | string;
  readonly surge?: readonly string[] | string;
};

type What = FaultOption['what'];
type Flag = {
  readonly name: `--${string}`;
  readonly form: string;
  readonly what: (subject: string, model: DesignModel) => What | undefined;
};

const WHEN = 'with @60s..120s if wanted';
const SLOWER = 5;

const KILL: Flag = {
  name: '--kill',
  form: `Expected a component, zone:region/zone, region:name, instance:component, slow:component or cold:component, ${WHEN}.`,
  what: (subject, model) => {
    const colon = subject.indexOf(':');
    return killed(colon < 0 ? 'component' : subject.slice(0, colon), subject.slice(colon + 1), model);
  },
};
const SLOW: Flag = { name: '--slow', form: `Expected a component and how many times slower, such as db:5x, ${WHEN}.`, what: slowed };
const COLD: Flag = {
  name: '--cold',
  form: `Expected a component that keeps copies, ${WHEN}.`,
  what: emptied,
};
const PARTITION: Flag = {
  name: '--partition',
  form: `Expected two regions or two zones, such as us-east,eu-west, ${WHEN}.`,
  what: parted,
};
const SURGE: Flag = {
  name: '--surge',
  form: `Expected how many times the requests, such as 5x, ${WHEN}.`,
  what: (subject) => {
    const factor = figure(subject, 'ratio');
    return factor === undefined || !(factor > 0) ? undefined : { kind: 'load', factor };
  },
};

/** Reads every flag that makes something happen, against the design. Throws UsageError with what was expected. */
export function faultsOf(flags: FaultFlags, model: DesignModel): FaultOption[] {
  const each = (flag: Flag, said: readonly string[] | string | undefined) =>
    (said === undefined ? [] : typeof said === 'string' ? [said] : said).map((text) => read(flag, text, model));
  return [
    ...each(KILL, flags.kill),
    ...each(SLOW, flags.slow),
    ...each(COLD, flags.cold),
    ...each(PARTITION, flags.partition),
    ...each(SURGE, flags.surge),
  ];
}

/** `cache`, `cache@60s..120s`, `zone:us-east/a@60s`, `instance:api@1min..2min`; with a beginning and no end it lasts a minute. */
export const faultOf = (text: string, model: DesignModel): FaultOption => read(KILL, text, model);

function read(flag: Flag, text: string, model: DesignModel): FaultOption {
  const [subject = '', times, ...more] = text.split('@');
  const what = more.length > 0 || subject === '' ? undefined : flag.what(subject, model);
  if (what === undefined) throw new UsageError(`${flag.name} is "${text}"`, flag.form);
  return { what, ...timesOf(flag, times, text) };
}

function timesOf(flag: Flag, times: string | undefined, text: string): { at?: number; for?: number } {
  if (times === undefined) return {};
  const [from = '', to] = times.split('..');
  const at = from === '0' ? 0 : figure(from, 'time');
  const end = to === undefined ? (at ?? 0) + 60 : figure(to, 'time');
  if (at === undefined || end === undefined || at < 0) throw new UsageError(`${flag.name} is "${text}"`, flag.form);
  if (end <= at) throw new UsageError(`${flag.name} is "${text}"`, 'The failure must end after it begins.');
  return { at, for: end - at };
}

function killed(kind: string, name: string, model: DesignModel): What | undefined {
  switch (kind) {
    case 'component':
      return { kind, component: ownNamed(name, model) };
    case 'instance':
      return { kind, component: ownNamed(name, model), instances: 1 };
    case 'slow':
      return slowed(name, model);
    case 'cold':
      return emptied(name, model);
    case 'zone':
      return { kind, zone: zoneNamed(name, model) };
    case 'region':
      return { kind, region: known(name, regionsOf(model), 'region') };
    default:
      return undefined;
  }
}

function slowed(subject: string, model: DesignModel): What | undefined {
  const colon = subject.indexOf(':');
  const component = ownNamed(colon < 0 ? subject : subject.slice(0, colon), model);
  const factor = colon < 0 ? SLOWER : figure(subject.slice(colon + 1), 'ratio');
  return factor === undefined || !(factor > 0) ? undefined : { kind: 'slow', component, factor };
}

function parted(subject: string, model: DesignModel): What | undefined {
  const [one = '', other = '', ...more] = subject.split(',');
  if (one === '' || other === '' || more.length > 0 || one === other) return undefined;
  if (regionsOf(model).includes(one)) return { kind: 'partition', between: [one, known(other, regionsOf(model), 'region')] };
  return { kind: 'partition', between: [zoneNamed(one, model), zoneNamed(other, model)] };
}

const regionsOf = (model: DesignModel): string[] => [...new Set([...model.zones.values()].map((zone) => zone.region))];
const componentNamed = (name: string, model: DesignModel): ComponentId =>
  ComponentId(known(name, [...model.components.keys()], 'component'));

/** A component that can fail: users come, whatever happens. */
function ownNamed(name: string, model: DesignModel): ComponentId {
  const component = componentNamed(name, model);
  if (model.components.get(component)?.is === 'client')
    throw new UsageError(
      `${name} stands for users: they do not fail`,
      'Name a component that they use, or another number of users: --load 0.5x.',
    );
  return component;
}

/** A component whose copies are lost: some read says how often it is found there. */
function emptied(name: string, model: DesignModel): What {
  const component = componentNamed(name, model);
  const keeps = [
    ...new Set(
      [...model.flows.values()].flatMap((flow) => callsOf(flow).flatMap(({ hit, visit }) => (hit === undefined ? [] : [visit.component]))),
    ),
  ];
  if (!keeps.includes(component))
    throw new UsageError(
      `No read says how often ${name} has what is asked for: it has no copies to lose`,
      keeps.length === 0 ? 'Put `hit: 95%` on the reads of a cache.' : `There are copies in: ${keeps.join(', ')}.`,
    );
  return { kind: 'cold', component };
}

/** A zone by its name; `us-east-a` stands for `us-east/a` where there is just one such. */
function zoneNamed(name: string, model: DesignModel): ZoneId {
  const zones = [...model.zones.keys()];
  const alike = zones.filter((zone) => zone.replaceAll('/', '-') === name);
  return (alike.length === 1 ? alike[0]! : known(name, zones, 'zone')) as ZoneId;
}

function known(name: string, names: readonly string[], what: string): string {
  if (names.includes(name)) return name;
  const meant = nearest(name, names);
  const help =
    meant === undefined ? (names.length === 0 ? `The design has no ${what}.` : `It has: ${names.join(', ')}.`) : `Did you mean ${meant}?`;
  throw new UsageError(`The design has no ${what} "${name}"`, help);
}

/** A figure of the language in its base unit; `undefined` when it is none of the wanted dimension. */
export function figure(text: string, what: 'time' | 'ratio'): number | undefined {
  try {
    const { value, dimension } = evaluate(parseSum(text).sum, EMPTY_SCOPE);
    const fits = dimension.bytes === 0 && dimension.money === 0 && dimension.time === (what === 'time' ? 1 : 0);
    return fits && Number.isFinite(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SumProblem) return undefined;
    throw error;
  }
}
