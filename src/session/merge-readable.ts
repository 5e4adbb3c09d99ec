import type { Diagnostic } from '#diagnostics/diagnostic.js';
import { readDesign } from '#language/read-design.js';
import { type Merged, mergeEntries, type WrittenLine } from './design-file.js';
import type { Entry } from './sheets/entry.js';

/** What was put into a design, and what was not because the design would no longer read: by `section.name`, with the reader's message. */
export type ReadableMerge = Merged & { readonly refused: ReadonlyMap<string, string> };

/** `section.name`, as diagnostics have it in their paths. */
export const placeOf = ({ section, name }: Pick<Entry, 'section' | 'name'>): string => `${section}.${name}`;

/**
 * Puts `entries` into a design text as {@link mergeEntries} does, except those that bring an error into it that was not there
 * before. An entry that is refused leaves what stands in its place as it is.
 */
export function mergeReadable(text: string, entries: readonly Entry[], before: readonly WrittenLine[]): ReadableMerge {
  const broken = newErrors(text);
  const refused = new Map<string, string>();
  const merge = (): Merged =>
    mergeEntries(
      text,
      entries.filter((entry) => !refused.has(placeOf(entry))),
      before,
      new Set(refused.keys()),
    );
  // Errors at an entry's own place are its own; leaving it out may bring others to light.
  for (let merged = merge(); ; merged = merge()) {
    const errors = broken(merged.text);
    if (errors.length === 0) return { ...merged, refused };
    const culprits = entries.flatMap((entry) => {
      const error = refused.has(placeOf(entry)) ? undefined : errors.find((one) => isAt(one.path, placeOf(entry)));
      return error ? [{ place: placeOf(entry), why: sentence(error) }] : [];
    });
    if (culprits.length === 0) return oneByOne(text, entries, before, broken, refused);
    for (const { place, why } of culprits) refused.set(place, why);
  }
}

/** Where an entry breaks what stands elsewhere: each is tried by itself, in order, and what is no longer in a sheet stays. */
function oneByOne(
  text: string,
  entries: readonly Entry[],
  before: readonly WrittenLine[],
  broken: (text: string) => readonly Diagnostic[],
  refused: Map<string, string>,
): ReadableMerge {
  const gone = before.map(placeOf).filter((place) => !entries.some((entry) => placeOf(entry) === place));
  for (const place of [...entries.map(placeOf), ...gone]) if (!refused.has(place)) refused.set(place, '');
  const merge = (): Merged =>
    mergeEntries(
      text,
      entries.filter((entry) => !refused.has(placeOf(entry))),
      before,
      new Set(refused.keys()),
    );
  for (const [place, why] of [...refused]) {
    if (why !== '') continue;
    refused.delete(place);
    const [error] = broken(merge().text);
    if (error) refused.set(place, sentence(error));
  }
  return { ...merge(), refused };
}

/**
 * The errors that a text has and `before` had not. Until there is a flow, names of what is still to be drawn are no errors: the data
 * model comes before the architecture.
 */
function newErrors(before: string): (text: string) => readonly Diagnostic[] {
  const first = readDesign(before);
  const isDrawn = first.model !== undefined && first.model.flows.size > 0;
  const known = new Set(first.diagnostics.map(keyOf));
  return (text) =>
    readDesign(text).diagnostics.filter(
      (one) => one.severity === 'error' && !known.has(keyOf(one)) && (isDrawn || one.code !== 'name/unknown'),
    );
}

const keyOf = ({ code, path, message }: Diagnostic): string => JSON.stringify([code, path, message]);
const isAt = (path: string, place: string): boolean => path === place || path.startsWith(`${place}.`);
const sentence = ({ message, suggestion, expected }: Diagnostic): string =>
  suggestion !== undefined
    ? `${message}. Did you mean ${suggestion}?`
    : expected !== undefined
      ? `${message}. It wants ${expected}`
      : message;
