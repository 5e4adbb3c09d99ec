import type { Quantity } from '#model/dimension.js';
import type { Draw, Varying } from '#model/flow.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import type { Written } from '../schema/leaves.js';
import { resolveSum } from '../schema/resolve.js';
import { namesIn, type Sheet } from '../sections/estimates.js';

/** Values of the cases of one draw: by case, by name. */
export type CaseValues = ReadonlyMap<string, ReadonlyMap<string, Quantity>>;

type Context = {
  readonly sheet: Sheet;
  readonly reading: Reading;
  readonly draws: readonly Draw[];
  readonly values: ReadonlyMap<number, CaseValues>;
};

/** A count that may use the values of the case that was drawn: worked out once for every case. */
export function readVarying(written: Written<'count'> | undefined, at: Path, context: Context, silent: number): Varying {
  if (written === undefined) return silent;
  const names = namesIn(written.sum);
  const draw = context.draws.find((candidate) =>
    [...(context.values.get(candidate.id)?.values() ?? [])].some((values) => names.some((name) => values.has(name))),
  );
  if (!draw) return resolveSum(written, at, context.sheet.scopeFor(at), context.reading.complain) ?? silent;
  const byCase = new Map<string, number>();
  for (const one of draw.cases) {
    const values = context.values.get(draw.id)?.get(one.name) ?? new Map();
    byCase.set(one.name, resolveSum(written, at, context.sheet.scopeFor(at, values), context.reading.complain) ?? silent);
  }
  return { draw: draw.id, byCase };
}
