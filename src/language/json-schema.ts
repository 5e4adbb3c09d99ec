import * as z from 'zod';
import { COMPONENT_KINDS } from '#model/component.js';
import { KINDS } from './schema/kinds.js';
import { EXPECTED, UNKNOWN, type WantedName } from './schema/leaves.js';
import { spelledServiceTime } from './schema/service-time.js';
import { flowSchema, groupSchema, stepSchema } from './schema/step.js';
import { dataSchema } from './sections/data.js';
import { faultSchema } from './sections/faults.js';
import { LANGUAGE_VERSION } from './sections/header.js';
import { decisionSchema, endpointSchema, ignoreSchema } from './sections/others.js';
import { constraintSchema, functionalSchema, qualitySchema } from './sections/requirements.js';

export type JsonSchema = { [key: string]: unknown };

/** What a schema of ours looks like in JSON Schema: quantities are texts or numbers, and every attribute keeps its words. */
function toJson(schema: z.ZodType): JsonSchema {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => Object.assign(jsonSchema, spell(jsonSchema, (zodSchema as unknown as z.ZodType).meta())),
  }) as JsonSchema;
  delete json['$schema'];
  return json;
}

function spell(json: JsonSchema, meta: Record<string, unknown> | undefined): JsonSchema {
  const wanted = meta?.['wanted'] as WantedName | 'service-time' | undefined;
  const branches = meta?.['anyOf'] as readonly z.ZodType[] | undefined;
  if (branches) return { anyOf: branches.map(toJson) };
  if (Array.isArray(json['enum'])) return withNumbers(json, json['enum'] as readonly string[]);
  if (meta?.['orNumber']) return { type: ['string', 'number'] };
  if (wanted === undefined) return {};
  delete json['wanted'];
  if (wanted === 'service-time') return { anyOf: [quantityJson('time', ''), toJson(spelledServiceTime)] };
  return quantityJson(wanted, String(json['description'] ?? ''));
}

/** YAML reads `layer: 7` as a number; the language reads it as the word it is. */
function withNumbers(json: JsonSchema, words: readonly string[]): JsonSchema {
  delete json['type'];
  const texts = words.filter((word) => typeof word === 'string');
  return { enum: [...texts, ...texts.filter((word) => /^\d+$/.test(word)).map(Number)] };
}

const quantityJson = (wanted: WantedName, description: string): JsonSchema => ({
  type: ['string', 'number'],
  description: [description, `Write ${EXPECTED[wanted]}, a sum of estimates, or ${UNKNOWN}.`].filter(Boolean).join(' '),
});

const mapOf = (value: JsonSchema, description: string): JsonSchema => ({
  type: ['object', 'null'],
  description,
  additionalProperties: value,
});
const listOf = (items: JsonSchema, description: string): JsonSchema => ({ type: ['array', 'null'], description, items });

/** A component: its kind, and for each kind exactly the attributes it has. */
function componentJson(): JsonSchema {
  const kinds = COMPONENT_KINDS.map((is) => ({ is, json: toJson(KINDS[is].schema) }));
  return {
    type: 'object',
    required: ['is'],
    properties: {
      is: {
        enum: [...COMPONENT_KINDS],
        enumDescriptions: COMPONENT_KINDS.map((is) => KINDS[is].doc),
        description: 'The kind of component.',
      },
    },
    allOf: kinds.map(({ is, json }) => ({
      if: { properties: { is: { const: is } }, required: ['is'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: {
        description: KINDS[is].doc,
        properties: { ...(json['properties'] as JsonSchema), is: { const: is } },
        additionalProperties: false,
      },
    })),
  };
}

const chainJson: JsonSchema = { type: 'string', description: 'a -> b: a call that waits. a ~> b: handed over; nothing waits.' };

function stepJson(): JsonSchema {
  const step: JsonSchema = { $ref: '#/$defs/step' };
  const group = toJson(groupSchema)['properties'] as JsonSchema;
  return {
    anyOf: [
      chainJson,
      {
        type: 'object',
        properties: {
          do: { type: 'string', description: 'Runs a flow that has no rate of its own.' },
          together: { type: 'array', items: step, description: 'Side by side, in one slot.' },
          any: { type: 'array', items: step, description: 'The first success answers.' },
          atomic: { type: 'array', items: step, description: 'One transaction.' },
          ...group,
        },
        additionalProperties: { anyOf: [{ type: 'null' }, toJson(stepSchema)] },
      },
    ],
  };
}

/** The JSON Schema of a design, for editors that complete and check YAML. */
export function designJsonSchema(): JsonSchema {
  const flow = toJson(flowSchema);
  Object.assign(flow['properties'] as JsonSchema, {
    rate: quantityJson('rate', 'Requests, averaged.'),
    path: { type: 'array', items: { $ref: '#/$defs/step' }, description: 'The steps, in order.' },
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A system design',
    type: 'object',
    required: ['sysdrill'],
    additionalProperties: false,
    properties: {
      sysdrill: { const: LANGUAGE_VERSION, description: 'Version of the language.' },
      title: { type: 'string', description: 'What the design is called.' },
      problem: { type: 'string', pattern: '^[a-z0-9-]+$', description: 'Ties it to a problem: `sysdrill problems` lists them.' },
      requirements: {
        type: 'object',
        additionalProperties: false,
        properties: {
          functional: mapOf({ anyOf: [{ type: 'string' }, toJson(functionalSchema)] }, 'What the system does.'),
          quality: mapOf(toJson(qualitySchema), 'How well: the one place for targets.'),
          constraints: listOf({ anyOf: [{ type: 'string' }, toJson(constraintSchema)] }, 'What was decided before.'),
          'out-of-scope': { type: ['array', 'string', 'null'], items: { type: 'string' }, description: 'What is left out.' },
        },
      },
      estimates: mapOf({ type: ['string', 'number'] }, 'A unit-checked sheet, in any order: name: sum = claim.'),
      regions: mapOf(
        {
          type: ['object', 'null'],
          additionalProperties: false,
          properties: {
            zones: { type: ['array', 'object'], description: 'Names, or a map to { availability, repair }.' },
            text: { type: 'string' },
          },
        },
        'Where it stands.',
      ),
      network: {
        anyOf: [{ const: 'none' }, { type: 'object' }],
        description: 'none, or round trips: same-zone, other-zone, other-region, client, a <-> b.',
      },
      components: mapOf(componentJson(), 'The parts, by name.'),
      data: mapOf(toJson(dataSchema), 'What is kept, by name.'),
      flows: mapOf(flow, 'What happens, by name.'),
      api: mapOf(toJson(endpointSchema), 'The interface, by name.'),
      decisions: listOf(toJson(decisionSchema), 'Trade-offs, each held against the model it talks about.'),
      ignore: listOf(toJson(ignoreSchema), 'Findings that do not apply, each with its reason.'),
      faults: listOf(toJson(faultSchema), 'Failures and surges for the simulation.'),
    },
    $defs: { step: stepJson() },
  };
}
