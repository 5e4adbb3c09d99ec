import * as z from 'zod';
import { EMPTY_SCOPE, evaluate } from '#language/expression/evaluate.js';
import { parseSum } from '#language/expression/parse.js';
import { SumProblem } from '#language/expression/tokens.js';
import { type Dimension, NONE, type Quantity, sameDimension } from '#model/dimension.js';

/** A figure with its unit, as designs write them: `100ms`, `99.9%`, `58 /s`. */
export const figure = z.string('a figure with its unit').transform((text, ctx): Quantity => {
  try {
    return evaluate(parseSum(text).sum, EMPTY_SCOPE);
  } catch (error) {
    if (!(error instanceof SumProblem)) throw error;
    ctx.addIssue({ code: 'custom', message: `${error.message}. ${error.help}` });
    return z.NEVER;
  }
});

/** A figure of one dimension, as its number in seconds, bytes or per second. */
export const figureOf = (dimension: Dimension, what: string) =>
  figure.transform((quantity, ctx): number => {
    if (sameDimension(quantity.dimension, dimension)) return quantity.value;
    ctx.addIssue({ code: 'custom', message: `This is not ${what}` });
    return z.NEVER;
  });

export const plainFigure = figureOf(NONE, 'a plain number');

/** Ids are looked up by name, and a few of them name folders. */
export const id = z.string().regex(/^[a-z0-9-]+$/, 'An id is lower-case letters, digits and "-"');
export const sentence = z.string('text').min(1, 'Text is missing');
export const source = z.string('Where does this come from? Write a source, `assumption` or `unknown`').min(1);

/** Adds an issue for every id that is there twice. */
export function uniqueIds(items: readonly { readonly id: string }[], ctx: z.RefinementCtx): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (seen.has(item.id)) ctx.addIssue({ code: 'custom', path: [index, 'id'], message: `"${item.id}" is written twice` });
    seen.add(item.id);
  });
}
