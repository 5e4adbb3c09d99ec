import * as z from 'zod';
import type { Fault } from '#model/design.js';
import { ComponentId, type ZoneId } from '#model/ids.js';
import { Seconds } from '#model/units.js';
import type { Path } from '../problem.js';
import type { KnownNames, Reading } from '../reading.js';
import { count, text, texts, time, whole } from '../schema/leaves.js';
import { resolve } from '../schema/resolve.js';
import { childOf } from '../yaml/tree.js';
import type { Sheet } from './estimates.js';

export const faultSchema = z.strictObject({
  kill: text('A component, `zone us-east/a`, `region us-east`, or `instance api`.'),
  slow: text('A component that answers `factor` times slower.'),
  cold: text('A cache that starts empty.'),
  partition: texts('Two zones or two regions that do not hear each other; users reach both.'),
  load: count('How many times the requests of every open flow: a surge.'),
  factor: count('How many times slower, for `slow`; 5 where nothing is said.'),
  instances: whole('How many instances, for `instance`.'),
  at: time('When it starts; 60 s where nothing is said.'),
  for: time('How long it lasts; 60 s where nothing is said.'),
});

/** What a fault says is one of these. */
const SUBJECTS = ['kill', 'slow', 'cold', 'partition', 'load'] as const;
const FACTOR = 5;
const MINUTE = Seconds(60);
const FORMS = 'Write kill: <component>, kill: zone us-east/a, slow: <component>, cold: <cache>, partition: [us-east, eu-west] or load: 3x.';

/** The names a fault may use. */
export type FaultNames = { readonly components: KnownNames; readonly zones: KnownNames; readonly regions: KnownNames };

export function readFaults(reading: Reading, sheet: Sheet, names: FaultNames): Fault[] {
  return reading.items(['faults'], childOf(reading.root, 'faults')).flatMap((item, index) => {
    const path = ['faults', String(index)];
    const said = reading.parse(faultSchema, item, path, { names: Object.keys(faultSchema.shape), what: `fault ${index + 1}` });
    if (!said) return [];
    const fault = resolve(said, path, sheet, reading.complain);
    const subjects = SUBJECTS.filter((subject) => fault[subject] !== undefined);
    if (subjects.length !== 1) {
      const message = subjects.length === 0 ? 'This fault does not say what fails' : `This fault is two at once: ${subjects.join(' and ')}`;
      reading.report(path, { code: 'fault/what', message, help: subjects.length === 0 ? FORMS : 'Write a fault for each.' });
      return [];
    }
    const what = faultOf(reading, fault, path, names);
    return what ? [{ origin: reading.originOfNode(item, path), what, at: fault.at ?? MINUTE, for: fault.for ?? MINUTE }] : [];
  });
}

type Said = {
  readonly kill?: string | undefined;
  readonly slow?: string | undefined;
  readonly cold?: string | undefined;
  readonly partition?: readonly string[] | undefined;
  readonly load?: number | undefined;
  readonly factor?: number | undefined;
  readonly instances?: number | undefined;
};

function faultOf(reading: Reading, said: Said, path: Path, names: FaultNames): Fault['what'] | undefined {
  const component = (name: string, key: string) =>
    reading.known(name, names.components, [...path, key], 'component') ? ComponentId(name) : undefined;
  if (said.slow !== undefined) {
    const slow = component(said.slow, 'slow');
    return slow && { kind: 'slow', component: slow, factor: said.factor ?? FACTOR };
  }
  if (said.cold !== undefined) {
    const cold = component(said.cold, 'cold');
    return cold && { kind: 'cold', component: cold };
  }
  if (said.partition !== undefined) return partitionOf(reading, said.partition, [...path, 'partition'], names);
  if (said.load !== undefined) return { kind: 'load', factor: said.load };
  return killOf(reading, said, path, names);
}

function killOf(reading: Reading, { kill = '', instances }: Said, path: Path, names: FaultNames): Fault['what'] | undefined {
  const [, sort, name] = /^(?:(zone|region|instance)[ :])?\s*(\S+)$/.exec(kill) ?? [];
  const at = [...path, 'kill'];
  if (name === undefined) {
    reading.report(at, { code: 'fault/what', message: 'This fault does not say what fails', help: FORMS });
    return undefined;
  }
  if (sort === 'zone') return reading.known(name, names.zones, at, 'zone') ? { kind: 'zone', zone: name as ZoneId } : undefined;
  if (sort === 'region') return reading.known(name, names.regions, at, 'region') ? { kind: 'region', region: name } : undefined;
  if (!reading.known(name, names.components, at, 'component')) return undefined;
  const component = ComponentId(name);
  return sort === 'instance' ? { kind: 'instance', component, instances: instances ?? 1 } : { kind: 'component', component };
}

function partitionOf(reading: Reading, between: readonly string[], path: Path, names: FaultNames): Fault['what'] | undefined {
  const [one, other] = between;
  if (one === undefined || other === undefined || between.length > 2 || one === other) {
    reading.report(path, {
      code: 'fault/partition',
      message: 'A partition is between two different zones or two different regions',
      help: 'Write partition: [us-east, eu-west] or partition: [us-east/a, us-east/b].',
    });
    return undefined;
  }
  const zones = names.zones.has(one);
  const known = zones ? names.zones : names.regions;
  const what = zones ? 'zone' : 'region';
  if (!reading.known(one, known, [...path, '0'], what) || !reading.known(other, known, [...path, '1'], what)) return undefined;
  return { kind: 'partition', between: [one, other] };
}
