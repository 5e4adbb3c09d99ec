import * as z from 'zod';
import type { Decision, Endpoint, Ignore } from '#model/design.js';
import { FlowId } from '#model/ids.js';
import type { Reading } from '../reading.js';
import { flag, text, texts, word } from '../schema/leaves.js';
import { childOf } from '../yaml/tree.js';
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
