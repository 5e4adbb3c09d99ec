import type { Claim } from '#analyze/estimates/claims.js';
import { claimsOf } from '#analyze/estimates/claims.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import { printQuantity } from '#language/expression/print.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import { readEstimateLine } from '../sheets/estimate.js';
import type { SheetRow } from './engines.js';

const HEAD = ['sysdrill: 1', 'title: sheet', 'estimates:'];
/** A line that is wrong may make others wrong, which is seen when it is left out; more rounds than this are not worth it. */
const ROUNDS = 8;

/**
 * Reads the lines of an estimates sheet with the language itself: the value of each with its unit, whether what was said agrees,
 * and what is wrong with those that cannot be read.
 */
export function readSheetValues(lines: readonly string[]): readonly SheetRow[] {
  const entries = lines.map((line) => {
    const read = readEstimateLine(line);
    return 'entries' in read ? read.entries[0] : undefined;
  });
  // The last line of a name counts, as in the design file.
  const lastOf = new Map(entries.map((entry, i) => [entry?.name, i]));
  const notes = new Map<number, string>();
  let model: DesignModel | undefined;
  for (let round = 0; round < ROUNDS && !model; round++) {
    const used = entries.flatMap((entry, i) => (entry && lastOf.get(entry.name) === i && !notes.has(i) ? [{ entry, i }] : []));
    const text = [...HEAD, ...used.map(({ entry }) => `  ${entry.name}: ${entry.value}`), ''].join('\n');
    const read = readDesign(used.length === 0 ? HEAD.slice(0, 2).join('\n') : text);
    model = read.model;
    for (const diagnostic of read.diagnostics) {
      const place = used[diagnostic.span.line - HEAD.length - 1];
      if (diagnostic.severity === 'error' && place && !notes.has(place.i)) notes.set(place.i, sentence(diagnostic));
    }
    if (!model && notes.size === 0) break;
  }
  const claims = model ? claimsOf(model) : new Map<string, Claim>();
  return entries.map((entry, i) =>
    rowOf(entry && lastOf.get(entry.name) !== i ? 'replaced by a later line of that name' : notes.get(i), entry?.name, model, claims),
  );
}

function rowOf(
  note: string | undefined,
  name: string | undefined,
  model: DesignModel | undefined,
  claims: ReadonlyMap<string, Claim>,
): SheetRow {
  const estimate = name === undefined ? undefined : model?.estimates.get(name);
  if (note !== undefined || !estimate) return { value: undefined, said: undefined, note };
  const claim = claims.get(estimate.id);
  const value = printQuantity(estimate.fromClaims);
  if (!claim || claim.verdict === 'none' || !estimate.said) return { value, said: undefined, note: undefined };
  if (claim.verdict === 'pass') return { value, said: 'right', note: undefined };
  const slip =
    claim.factor === null
      ? ''
      : `, too ${claim.factor.too} by ${claim.factor.slip.factor.toLocaleString('en')}: ${claim.factor.slip.name}?`;
  return { value, said: 'off', note: `you said ${estimate.said.text}${slip}` };
}

const sentence = (diagnostic: Diagnostic): string =>
  [diagnostic.message.replace(/\.$/, ''), diagnostic.suggestion === undefined ? diagnostic.help : `Did you mean ${diagnostic.suggestion}?`]
    .filter((part) => part !== undefined)
    .join('. ');
