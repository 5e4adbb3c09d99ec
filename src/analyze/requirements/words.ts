import type { DataItem, DesignModel } from '#model/design.js';

/**
 * What can be read off the sentence of a constraint without guessing: whether it speaks of a thing at all, the data it names, and the
 * time it sets. Words that are not here leave a constraint to people.
 */
export const SPEAKS = {
  removal: /\b(delet|remov|eras|forgot|forget|taken down|gone everywhere)/i,
  atRest: /\bencrypt\w*\b(?!.{0,30}\b(in transit|on the way|on the wire)\b)|\bat rest\b/i,
  inTransit: /\b(in transit|on the way|on the wire|TLS|end-to-end encrypt)/i,
  guessing: /\b(guess|enumerat|predict)/i,
} as const;

/** Constraints whose sentence speaks of something. */
export const speakingOf = (model: DesignModel, what: RegExp): DesignModel['requirements']['constraints'] =>
  model.requirements.constraints.filter(({ text }) => what.test(text));

/** Whether a sentence names a data item, by its id or by a part of its keys, in the singular or the plural. */
export function namesData(text: string, { id, key, indexes }: DataItem): boolean {
  const words = new Set(text.toLowerCase().match(/[a-z0-9-]+/g) ?? []);
  return [id, ...key, ...indexes.flatMap(({ by }) => by)].some((name) => {
    const word = name.replace(/^-/, '').toLowerCase();
    return words.has(word) || words.has(`${word}s`) || words.has(`${word.replace(/y$/, 'ie')}s`);
  });
}

const UNITS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800, month: 2_592_000 };

/** The time a sentence sets ("within a minute", "in 30 days"), in seconds; undefined when it names none. */
export function timeIn(text: string): number | undefined {
  const [, count, unit] = /\b(\d+|an?|one)\s+(second|minute|hour|day|week|month)s?\b/i.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return (/^\d+$/.test(count) ? Number(count) : 1) * (UNITS[unit.toLowerCase()] ?? 0);
}
