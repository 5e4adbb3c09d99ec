import * as z from 'zod';
import { LATENCY_NAMES, type LatencyName, type QualityTarget, type Requirements } from '#model/design.js';
import { ComponentId, DataId, FlowId } from '#model/ids.js';
import type { Seconds } from '#model/units.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import { quantity, rate, ratio, text, texts, time, type Written, word } from '../schema/leaves.js';
import { resolve } from '../schema/resolve.js';
import { childOf, entryOf, isNothing, toPlain, type YamlEntry } from '../yaml/tree.js';
import type { Sheet } from './estimates.js';

export const functionalSchema = z.strictObject({
  text: z.string('a sentence').meta({ description: 'What it does, in a sentence.' }),
  'use-case': text('The name flows use for it.'),
});
export const constraintSchema = z.strictObject({
  text: z.string('a sentence').meta({ description: 'What is laid down, in a sentence.' }),
  kind: word(['technical', 'business', 'legal'], 'Where it comes from.'),
});

const latency = Object.fromEntries(LATENCY_NAMES.map((name) => [name, time(`Target for the ${name} of the latency.`)])) as Record<
  LatencyName,
  ReturnType<typeof time>
>;
const loss = z
  .string('none, or a time such as 1s')
  .transform((said, ctx): 'none' | Written<'time'> | undefined => {
    if (said === 'none') return said;
    const result = quantity('time', '').safeParse(said);
    if (result.success) return result.data;
    for (const issue of result.error.issues) ctx.addIssue(issue as never);
    return z.NEVER;
  })
  .optional()
  .meta({ description: 'Acknowledged writes a failure may lose: none, or those of the last so many seconds.' });

export const qualitySchema = z.strictObject({
  text: text('What it is, in words.'),
  flow: text('The flow it is about.'),
  data: text('The data it is about.'),
  until: text('It counts until this component of the handed-over part is done.'),
  when: text('Only in this case of the flow.'),
  ...latency,
  availability: ratio('Share of the requests that are served.'),
  throughput: rate('Requests served.'),
  survives: word(['instance', 'zone', 'region'], 'What may fail without the flow failing for longer than `within`.'),
  within: time('Longest interruption.'),
  loss,
  reads: word(['eventual', 'read-your-writes', 'monotonic', 'causal', 'sequential', 'linearizable'], 'What a read must see.'),
  fresh: time('How old what is read may be.'),
  isolation: word(
    ['read-uncommitted', 'read-committed', 'repeatable-read', 'snapshot', 'serializable'],
    'What concurrent transactions may see.',
  ),
  effect: word(['once'], 'How often a write may take effect, whatever is retried.'),
  order: text('The key within which order is kept.'),
});

export type Names = { readonly flows: ReadonlySet<string>; readonly data: ReadonlySet<string>; readonly components: ReadonlySet<string> };

export function readRequirements(reading: Reading, sheet: Sheet, names: Names): Requirements {
  const root = childOf(reading.root, 'requirements');
  const section = new Set(['functional', 'quality', 'constraints', 'out-of-scope']);
  for (const entry of reading.entries(['requirements'])) {
    if (!section.has(entry.key.text)) reading.known(entry.key.text, section, ['requirements', entry.key.text], 'part of the requirements');
  }
  const functional = new Map<string, { id: string; text: string; useCase?: string | undefined; origin: QualityTarget['origin'] }>();
  for (const entry of reading.entries(['requirements', 'functional'], childOf(root, 'functional'))) {
    const path = ['requirements', 'functional', entry.key.text];
    const sentence = entry.value.kind === 'scalar' && !isNothing(entry.value) ? { text: entry.value.text } : undefined;
    const said: { text: string; 'use-case'?: string | undefined } | undefined =
      sentence ?? reading.parse(functionalSchema, entry.value, path, { names: Object.keys(functionalSchema.shape) });
    if (said)
      functional.set(entry.key.text, {
        id: entry.key.text,
        text: said.text,
        useCase: said['use-case'],
        origin: reading.originOf(entry, path),
      });
  }
  const quality = reading
    .entries(['requirements', 'quality'], childOf(root, 'quality'))
    .flatMap((entry) => readTarget(reading, sheet, names, entry) ?? []);
  return { functional, quality, constraints: readConstraints(reading, root), outOfScope: readOutOfScope(reading, root) };
}

function readTarget(reading: Reading, sheet: Sheet, names: Names, entry: YamlEntry): QualityTarget | undefined {
  const path = ['requirements', 'quality', entry.key.text];
  const said = reading.parse(qualitySchema, entry.value, path, {
    names: Object.keys(qualitySchema.shape),
    what: `requirement "${entry.key.text}"`,
  });
  if (!said) return undefined;
  const { flow, data, until, text: _text, when, ...targets } = resolve(said, path, sheet, reading.complain);
  if (flow === undefined && data === undefined)
    reading.report(path, {
      code: 'requirement/about',
      message: `"${entry.key.text}" does not say what it is about`,
      help: 'Add `flow: <name>` or `data: <name>`.',
      atKey: true,
    });
  if (flow !== undefined) reading.known(flow, names.flows, [...path, 'flow'], 'flow');
  if (data !== undefined) reading.known(data, names.data, [...path, 'data'], 'data');
  if (until !== undefined) reading.known(until, names.components, [...path, 'until'], 'component');
  const latencies = new Map<LatencyName, Seconds>();
  for (const name of LATENCY_NAMES) if (targets[name] !== undefined) latencies.set(name, targets[name]);
  return {
    id: entry.key.text,
    origin: reading.originOf(entry, path),
    written: reading.written(entry.value, path),
    flow: flow === undefined ? undefined : FlowId(flow),
    data: data === undefined ? undefined : DataId(data),
    until: until === undefined ? undefined : ComponentId(until),
    when,
    latency: latencies,
    availability: targets.availability,
    throughput: targets.throughput,
    survives: targets.survives,
    within: targets.within,
    loss: targets.loss as 'none' | Seconds | undefined,
    reads: targets.reads,
    fresh: targets.fresh,
    isolation: targets.isolation,
    effect: targets.effect,
    order: targets.order,
  };
}

function readConstraints(reading: Reading, root: Parameters<typeof childOf>[0]): Requirements['constraints'] {
  const path: Path = ['requirements', 'constraints'];
  return reading.items(path, childOf(root, 'constraints')).flatMap((item, index) => {
    const at = [...path, String(index)];
    if (item.kind === 'scalar') return [{ text: item.text, origin: reading.originOfNode(item, at) }];
    const said = reading.parse(constraintSchema, item, at, { names: Object.keys(constraintSchema.shape) });
    return said ? [{ ...said, origin: reading.originOfNode(item, at) }] : [];
  });
}

function readOutOfScope(reading: Reading, root: Parameters<typeof childOf>[0]): string[] {
  const entry = entryOf(root, 'out-of-scope');
  if (!entry) return [];
  const said = reading.parse(texts('Left out.'), entry.value, ['requirements', 'out-of-scope']);
  return said === undefined || toPlain(entry.value) === null ? [] : said;
}
