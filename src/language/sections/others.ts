import * as z from 'zod';
import type { Decision, Endpoint, Fault, Ignore } from '#model/design.js';
import { ComponentId, FlowId, type ZoneId } from '#model/ids.js';
import { Seconds } from '#model/units.js';
import type { Reading } from '../reading.js';
import { count, flag, text, texts, time, whole, word } from '../schema/leaves.js';
import { resolve } from '../schema/resolve.js';
import { childOf } from '../yaml/tree.js';
import type { Sheet } from './estimates.js';
import type { Places } from './regions.js';
import type { Names } from './requirements.js';

/** What a call of the interface may be. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'RPC', 'SUBSCRIBE'] as const;

export const endpointSchema = z.strictObject({
  method: word(METHODS, 'The method of HTTP, or RPC or SUBSCRIBE.'),
  path: text('The resource.'),
  'idempotency-key': flag('Whether callers send a key that makes a repetition harmless.'),
  flow: text('The flow it starts; without it the flow of the same name.'),
  request: z.unknown().optional().meta({ description: 'What is sent.' }),
  response: z.unknown().optional().meta({ description: 'What comes back.' }),
  errors: texts('Errors a caller must expect.'),
  text: text('What it does, in words.'),
});

export function readApi(reading: Reading, flows: ReadonlySet<string>): Map<string, Endpoint> {
  const endpoints = new Map<string, Endpoint>();
  for (const entry of reading.entries(['api'])) {
    const path = ['api', entry.key.text];
    const said = reading.parse(endpointSchema, entry.value, path, {
      names: Object.keys(endpointSchema.shape),
      what: `endpoint "${entry.key.text}"`,
    });
    if (!said) continue;
    if (said.flow !== undefined) reading.known(said.flow, flows, [...path, 'flow'], 'flow');
    const flow = said.flow ?? (flows.has(entry.key.text) ? entry.key.text : undefined);
    endpoints.set(entry.key.text, {
      id: entry.key.text,
      origin: reading.originOf(entry, path),
      method: said.method,
      path: said.path,
      idempotencyKey: said['idempotency-key'],
      flow: flow === undefined ? undefined : FlowId(flow),
    });
  }
  return endpoints;
}

export const decisionSchema = z.strictObject({
  about: z.string('the component, flow or data it is about').meta({ description: 'The component, flow or data it is about.' }),
  chose: z.string('what was chosen').meta({ description: 'What was chosen.' }),
  over: texts('What else could have been.'),
  gains: texts('What is better for it.'),
  costs: texts('What is worse for it.'),
  because: text('Why, in a sentence.'),
});

export function readDecisions(reading: Reading, names: Names): Decision[] {
  const about = new Set([...names.components, ...names.flows, ...names.data]);
  return reading.items(['decisions'], childOf(reading.root, 'decisions')).flatMap((item, index) => {
    const path = ['decisions', String(index)];
    const said = reading.parse(decisionSchema, item, path, { names: Object.keys(decisionSchema.shape), what: `decision ${index + 1}` });
    if (!said) return [];
    reading.known(said.about, about, [...path, 'about'], 'component, flow or data');
    return [{ ...said, origin: reading.originOfNode(item, path), over: said.over ?? [], gains: said.gains ?? [], costs: said.costs ?? [] }];
  });
}

export const ignoreSchema = z.strictObject({
  rule: z.string('the id of a rule').meta({ description: 'The id of a rule, or `family/*`.' }),
  on: text('Only about this component, flow or data.'),
  because: z
    .string('the reason')
    .refine((said) => said.trim() !== '', 'a reason, in words')
    .meta({ description: 'Why it does not apply. Required.' }),
});

export function readIgnores(reading: Reading, names: Names): Ignore[] {
  const on = new Set([...names.components, ...names.flows, ...names.data]);
  return reading.items(['ignore'], childOf(reading.root, 'ignore')).flatMap((item, index) => {
    const path = ['ignore', String(index)];
    const said = reading.parse(ignoreSchema, item, path, { names: Object.keys(ignoreSchema.shape), what: `ignore ${index + 1}` });
    if (!said) return [];
    if (said.on !== undefined) reading.known(said.on, on, [...path, 'on'], 'component, flow or data');
    return [{ ...said, origin: reading.originOfNode(item, path) }];
  });
}

export const faultSchema = z.strictObject({
  kill: text('A component, `zone us-east/a`, `region us-east`, or `instance api`.'),
  slow: text('A component that answers `factor` times slower.'),
  cold: text('A cache that starts empty.'),
  factor: count('How many times slower.'),
  instances: whole('How many instances, for `instance`.'),
  at: time('When it starts.'),
  for: time('How long it lasts.'),
});

export function readFaults(reading: Reading, sheet: Sheet, names: Names, places: Places): Fault[] {
  return reading.items(['faults'], childOf(reading.root, 'faults')).flatMap((item, index) => {
    const path = ['faults', String(index)];
    const said = reading.parse(faultSchema, item, path, { names: Object.keys(faultSchema.shape), what: `fault ${index + 1}` });
    if (!said) return [];
    const fault = resolve(said, path, sheet, reading.complain);
    const what = faultTarget(reading, fault, path, names, places);
    return what ? [{ origin: reading.originOfNode(item, path), what, at: fault.at ?? Seconds(60), for: fault.for ?? Seconds(60) }] : [];
  });
}

type Said = {
  readonly kill?: string | undefined;
  readonly slow?: string | undefined;
  readonly cold?: string | undefined;
  readonly factor?: number | undefined;
  readonly instances?: number | undefined;
};

function faultTarget(reading: Reading, said: Said, path: readonly string[], names: Names, places: Places): Fault['what'] | undefined {
  const component = (name: string, key: string) =>
    reading.known(name, names.components, [...path, key], 'component') ? ComponentId(name) : undefined;
  if (said.slow !== undefined) {
    const slow = component(said.slow, 'slow');
    return slow && { kind: 'slow', component: slow, factor: said.factor ?? 5 };
  }
  if (said.cold !== undefined) {
    const cold = component(said.cold, 'cold');
    return cold && { kind: 'cold', component: cold };
  }
  const [, sort, name] = /^(?:(zone|region|instance)[ :])?\s*(\S+)$/.exec(said.kill ?? '') ?? [];
  if (name === undefined) {
    reading.report(path, {
      code: 'fault/what',
      message: 'This fault does not say what fails',
      help: 'Write kill: <component>, kill: zone us-east/a, slow: <component> or cold: <cache>.',
    });
    return undefined;
  }
  if (sort === 'zone')
    return reading.known(name, places.zones, [...path, 'kill'], 'zone') ? { kind: 'zone', zone: name as ZoneId } : undefined;
  if (sort === 'region')
    return reading.known(name, places.regions, [...path, 'kill'], 'region') ? { kind: 'region', region: name } : undefined;
  const killed = component(name, 'kill');
  if (!killed) return undefined;
  return sort === 'instance'
    ? { kind: 'instance', component: killed, instances: said.instances ?? 1 }
    : { kind: 'component', component: killed };
}
