import * as z from 'zod';
import { NONE } from '#model/dimension.js';
import { LEVELS } from '#score/level.js';
import { GROUNDS, type Rubric } from '#score/rubric.js';
import { figureOf, id, plainFigure, sentence, uniqueIds } from './figures.js';

const ratio = figureOf(NONE, 'a ratio');
const bare = [
  'needs-stated',
  'needs-covered',
  'targets-stated',
  'facts-asked',
  'estimates-expected',
  'claims-hold',
  'estimates-used',
  'endpoints',
] as const;
const bareToo = [
  'data-described',
  'sizes-stated',
  'parts-used',
  'availability-met',
  'survives-met',
  'guarantees-met',
  'simulated-targets',
] as const;

const check = z.union([
  z.enum([...bare, ...bareToo]).transform((kind) => ({ kind })),
  z
    .strictObject({ 'no-findings': z.array(sentence).min(1), where: z.enum(GROUNDS) })
    .transform(({ 'no-findings': codes, where }) => ({ kind: 'no-findings' as const, codes, where })),
  z
    .strictObject({ utilisation: z.enum(['peak', 'zone-lost']), below: ratio })
    .transform(({ utilisation, below }) => ({ kind: 'utilisation' as const, at: utilisation, below })),
  z
    .strictObject({ 'decisions-hold': plainFigure })
    .transform(({ 'decisions-hold': wanted }) => ({ kind: 'decisions-hold' as const, wanted })),
]);

const item = z.strictObject({ id, points: plainFigure, from: z.enum(LEVELS).default('junior'), check });

const criterion = z.strictObject({
  id,
  title: sentence,
  weights: z.record(z.enum(LEVELS), plainFigure),
  items: z.array(item).min(1).superRefine(uniqueIds),
});

const bands = z
  .array(z.strictObject({ id, from: plainFigure }))
  .min(1)
  .superRefine(uniqueIds)
  .refine((list) => list.every((band, i) => (i === 0 ? band.from === 0 : band.from > list[i - 1]!.from)), 'Bands rise from 0');

/** `rubrics/<id>.yaml`, format 1. `version` is the rubric's own and goes into the hash of every grade. */
export const rubricSchema: z.ZodType<Rubric> = z
  .strictObject({
    rubric: z.literal('1', 'Version 1 of the format is the only one'),
    id,
    version: sentence,
    bands,
    'uncovered-cap': id,
    criteria: z.array(criterion).min(1).superRefine(uniqueIds),
  })
  .superRefine((said, ctx) => {
    if (!said.bands.some((band) => band.id === said['uncovered-cap'])) {
      ctx.addIssue({ code: 'custom', path: ['uncovered-cap'], message: `"${said['uncovered-cap']}" is no band of this rubric` });
    }
  })
  .transform(({ rubric: _, 'uncovered-cap': uncoveredCap, ...rest }) => ({ ...rest, uncoveredCap }));
