import * as z from 'zod';
import { NONE, sameDimension, TIME } from '#model/dimension.js';
import { Seconds } from '#model/units.js';
import { LEVELS } from '#score/level.js';
import type { ExpectedEstimate, Target, TargetSubject, TargetValue } from '#score/problem.js';
import { figure, figureOf, id, sentence, source } from './figures.js';

const seconds = figureOf(TIME, 'a time').transform(Seconds);
const ratio = figureOf(NONE, 'a ratio');

const targetShape = z.strictObject({
  id,
  need: id.optional(),
  'written-by': id.optional(),
  p99: seconds.optional(),
  availability: ratio.optional(),
  survives: z.enum(['instance', 'zone', 'region']).optional(),
  within: seconds.optional(),
  loss: z.union([z.literal('none'), seconds]).optional(),
  reads: z.enum(['eventual', 'read-your-writes', 'monotonic', 'causal', 'sequential', 'linearizable']).optional(),
  fresh: seconds.optional(),
  isolation: z.enum(['read-uncommitted', 'read-committed', 'repeatable-read', 'snapshot', 'serializable']).optional(),
  effect: z.literal('once').optional(),
  tolerance: ratio.default(1),
  from: z.enum(LEVELS).default('junior'),
  source,
});
type TargetShape = z.output<typeof targetShape>;

/** One target: what it is about (`need` or `written-by`), and the one figure it asks. */
export const target = targetShape.transform((said, ctx): Target => {
  const subject = subjectOf(said);
  const asked = valuesOf(said);
  if (!subject)
    ctx.addIssue({
      code: 'custom',
      message: 'A target is about the flows of a need (`need`) or the data they write (`written-by`): one of the two',
    });
  if (asked.length !== 1) ctx.addIssue({ code: 'custom', message: `A target asks one thing; this asks ${asked.length}` });
  if (said.tolerance < 1) ctx.addIssue({ code: 'custom', path: ['tolerance'], message: 'A tolerance is at least 1x' });
  const asks = asked[0];
  if (!subject || !asks) return z.NEVER;
  return { id: said.id, subject, asks, tolerance: said.tolerance, from: said.from, source: said.source };
});

function subjectOf(said: TargetShape): TargetSubject | undefined {
  if (said.need !== undefined && said['written-by'] === undefined) return { kind: 'flow', need: said.need };
  if (said.need === undefined && said['written-by'] !== undefined) return { kind: 'data', need: said['written-by'] };
  return undefined;
}

function valuesOf(said: TargetShape): TargetValue[] {
  const values: TargetValue[] = [];
  if (said.p99 !== undefined) values.push({ measure: 'latency', name: 'p99', value: said.p99 });
  if (said.availability !== undefined) values.push({ measure: 'availability', value: said.availability });
  if (said.survives !== undefined) values.push({ measure: 'survives', value: said.survives, within: said.within });
  if (said.loss !== undefined) values.push({ measure: 'loss', value: said.loss });
  if (said.reads !== undefined) values.push({ measure: 'reads', value: said.reads });
  if (said.fresh !== undefined) values.push({ measure: 'fresh', value: said.fresh });
  if (said.isolation !== undefined) values.push({ measure: 'isolation', value: said.isolation });
  if (said.effect !== undefined) values.push({ measure: 'effect', value: said.effect });
  return values;
}

/** One expected figure of the sheet: the range that is right, and why. */
export const expectedEstimate = z
  .strictObject({ id, names: z.array(id).min(1), drives: id.optional(), low: z.string(), high: z.string(), why: sentence, source })
  .transform((said, ctx): ExpectedEstimate => {
    const { low, high, ...rest } = said;
    const from = figure.safeParse(low);
    const to = figure.safeParse(high);
    if (!from.success) ctx.addIssue({ code: 'custom', path: ['low'], message: from.error.issues[0]?.message ?? 'not a figure' });
    if (!to.success) ctx.addIssue({ code: 'custom', path: ['high'], message: to.error.issues[0]?.message ?? 'not a figure' });
    if (!from.success || !to.success) return z.NEVER;
    if (!sameDimension(from.data.dimension, to.data.dimension) || from.data.value > to.data.value) {
      ctx.addIssue({ code: 'custom', path: ['high'], message: 'The range runs from a smaller to a larger figure of the same kind' });
    }
    return { ...rest, low: from.data.value, high: to.data.value, dimension: from.data.dimension, range: `${low} to ${high}` };
  });
