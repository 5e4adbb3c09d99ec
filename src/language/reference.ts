import * as z from 'zod';
import { COMPONENT_KINDS } from '#model/component.js';
import { commonSchema, type Default, type Kind } from './schema/define-kind.js';
import { KINDS } from './schema/kinds.js';
import { EXPECTED, UNKNOWN, type WantedName } from './schema/leaves.js';
import { SERVICE_TIME_FORMS } from './schema/service-time.js';
import { flowSchema, groupSchema, stepSchema } from './schema/step.js';
import { dataSchema } from './sections/data.js';
import { faultSchema } from './sections/faults.js';
import { decisionSchema, endpointSchema, ignoreSchema } from './sections/others.js';
import { constraintSchema, functionalSchema, qualitySchema } from './sections/requirements.js';

type Shape = Readonly<Record<string, z.ZodType>>;

/** Every page of the reference by its path below docs/reference, made of the schema's own words and nothing else. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', indexPage()],
    ...COMPONENT_KINDS.map((is): [string, string] => [`kinds/${is}.md`, kindPage(KINDS[is])]),
    ['steps.md', stepsPage()],
    ['sections.md', sectionsPage()],
  ]);
}

function indexPage(): string {
  const rows = COMPONENT_KINDS.map((is) => `| [${is}](kinds/${is}.md) | ${KINDS[is].doc} |`).join('\n');
  return `# Reference of the language\n\nWritten by \`scripts/reference-pages.ts\` from the schema. How a path reads is in [../language.md](../language.md), every form of it with examples in [../paths.md](../paths.md).\n\n- [Steps](steps.md): attributes of the arrows of a path\n- [Sections](sections.md): requirements, data, flows, interface, decisions, suppressions, faults\n\n| kind | what it is |\n|---|---|\n${rows}\n`;
}

function kindPage(kind: Kind): string {
  const own = Object.fromEntries(Object.entries(kind.schema.shape as Shape).filter(([name]) => !(name in commonSchema.shape)));
  const parts = [
    `# ${kind.is}`,
    kind.doc,
    `\`\`\`yaml\ncomponents:\n${kind.example.replace(/^\n/, '').trimEnd()}\n\`\`\``,
    kind.holdsSlots ? 'A visit holds one of its slots until its last waiting step ends.' : 'It has no limit of slots: a visit holds none.',
    `## Attributes\n\n${table(own, kind.defaults)}`,
    `## Attributes of every kind\n\n${table(commonSchema.shape, kind.defaults)}`,
    sources(kind.defaults),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function sources(defaults: Readonly<Record<string, Default>>): string {
  const lines = Object.entries(defaults).map(([name, { value, source }]) => `- \`${name}\`: ${value} (${source})`);
  return lines.length === 0
    ? ''
    : `## Where the defaults come from\n\nWhat a design leaves out is filled in, listed as assumed in every report, and earns nothing.\n\n${lines.join('\n')}`;
}

function stepsPage(): string {
  return `# Steps\n\nAttributes belong to the last arrow of a chain and are applied by its left side; \`when\`, \`times\` and \`at-once\` govern the whole step.\n\n${table(stepSchema.shape)}\n\n## Groups\n\n\`do\`, \`together\`, \`any\` and \`atomic\` take:\n\n${table(groupSchema.shape)}\n`;
}

const SECTIONS: readonly (readonly [string, string, Shape])[] = [
  ['requirements.functional', 'What the system does, by name; a text alone will do.', functionalSchema.shape],
  ['requirements.quality', 'How well it does it: the one place for targets.', qualitySchema.shape],
  ['requirements.constraints', 'What was decided before; a text alone will do.', constraintSchema.shape],
  ['data', 'What is kept, by name.', dataSchema.shape],
  ['flows', 'What happens, by name. Without `rate`, `users` or `every` it is a part that `do` names.', flowSchema.shape],
  ['api', 'The interface, by name.', endpointSchema.shape],
  ['decisions', 'Trade-offs, each held against the model it talks about.', decisionSchema.shape],
  ['ignore', 'Findings that do not apply, each with its reason.', ignoreSchema.shape],
  ['faults', 'Failures and surges for the simulation.', faultSchema.shape],
];

function sectionsPage(): string {
  return `# Sections\n\n${SECTIONS.map(([name, doc, shape]) => `## ${name}\n\n${doc}\n\n${table(shape)}`).join('\n\n')}\n`;
}

function table(shape: Shape, defaults: Readonly<Record<string, Default>> = {}): string {
  return `| attribute | takes | default | means |\n|---|---|---|---|\n${rows(shape, defaults).join('\n')}`;
}

/** A line for each attribute, and under one that is a map a line for each of that map's. */
function rows(shape: Shape, defaults: Readonly<Record<string, Default>>, prefix = ''): string[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const value = defaults[name]?.value;
    const row = `| \`${prefix}${name}\` | ${takes(schema)} | ${value === undefined ? '' : `\`${value}\``} | ${metaOf(schema)['description'] ?? ''} |`;
    return [row, ...mapsIn(schema).flatMap((inner) => rows(inner, {}, `${prefix}${name}.`))];
  });
}

/** The attributes of the map, or of the items of the list, that a schema takes; a service time explains itself. */
function mapsIn(schema: z.ZodType): readonly Shape[] {
  const branches = metaOf(schema)['anyOf'] as readonly z.ZodType[] | undefined;
  if (branches) return branches.flatMap(mapsIn);
  if (schema instanceof z.ZodOptional) return mapsIn(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return mapsIn(schema.element as z.ZodType);
  return schema instanceof z.ZodObject ? [schema.shape as Shape] : [];
}

/** The words of a schema, which may stand inside its being optional. */
function metaOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const inner = schema instanceof z.ZodOptional ? metaOf(schema.unwrap() as z.ZodType) : {};
  return { ...inner, ...schema.meta() };
}

/** What may be written for an attribute, in words. */
function takes(schema: z.ZodType): string {
  const meta = metaOf(schema);
  const wanted = meta['wanted'] as WantedName | 'service-time' | undefined;
  if (wanted === 'service-time') return SERVICE_TIME_FORMS;
  if (wanted !== undefined) return EXPECTED[wanted];
  const branches = meta['anyOf'] as readonly z.ZodType[] | undefined;
  if (branches) return branches.map(takes).filter(Boolean).join(', or ');
  if (schema instanceof z.ZodArray) return `a list, each ${takes(schema.element as z.ZodType)}`;
  return takesPlain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json);
}

type Json = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: object;
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly additionalProperties?: unknown;
};

function takesPlain(json: Json): string {
  if (json.enum)
    return json.enum
      .filter((one) => one !== UNKNOWN)
      .map((one) => `\`${one}\``)
      .join(', ');
  if (json.properties)
    return `a map of ${Object.keys(json.properties)
      .map((one) => `\`${one}\``)
      .join(', ')}`;
  if (json.anyOf)
    return json.anyOf
      .filter((one) => one.const !== UNKNOWN)
      .map(takesPlain)
      .join(' or ');
  if (json.type === 'array') return `a list of ${json.items?.type === 'string' ? 'names' : json.items ? takesPlain(json.items) : 'values'}`;
  if (json.type === 'boolean') return 'true or false';
  if (json.type === 'string') return 'text';
  return json.additionalProperties === undefined ? 'see [paths](../paths.md)' : 'a map of names';
}
