import { applyEdit, type Edit } from '#language/edit/edit.js';
import { entryLine } from '#language/edit/entry-line.js';
import { designSkeleton } from '#present/design-skeleton.js';
import type { Problem } from '#score/problem.js';
import type { Entry } from './sheets/entry.js';

/** An entry of the design file that the interview wrote, exactly as it stands there. */
export type WrittenLine = { readonly section: string; readonly name: string; readonly line: string };

export type Merged = {
  readonly text: string;
  /** What is now ours in the file. */
  readonly written: readonly WrittenLine[];
  /** What could not be written because the user's own text stands there, as `section.name`. */
  readonly kept: readonly string[];
};

/** The file an interview starts with: the skeleton of a design, the candidate's questions answered in comments above it. */
export function newDesignText(problem: Problem, told: readonly string[]): string {
  const notes = told.map((answer) => `# - ${answer.replaceAll(/\s+/g, ' ')}\n`);
  return `${notes.length > 0 ? `# What the interviewer told you:\n${notes.join('')}#\n` : ''}${designSkeleton(problem)}`;
}

/**
 * Puts `entries` into a design text. An entry is replaced only when it stands there exactly as the interview wrote it, and added when
 * its name is not there; everything else in the file stays byte for byte as it is, and is named in `kept`. What the interview wrote at
 * a place of `left` (`section.name`) is not touched and stays its own.
 */
export function mergeEntries(
  text: string,
  entries: readonly Entry[],
  before: readonly WrittenLine[],
  left: ReadonlySet<string> = new Set(),
): Merged {
  const written: WrittenLine[] = [];
  const kept: string[] = [];
  let merged = text;
  for (const old of before) {
    if (left.has(`${old.section}.${old.name}`)) {
      written.push(old);
      continue;
    }
    const isGone = !entries.some((entry) => isSame(entry, old));
    if (isGone && entryLine(merged, pathOf(old)) === old.line) merged = edited(merged, { kind: 'remove', path: pathOf(old) }) ?? merged;
  }
  for (const entry of entries) {
    const path = pathOf(entry);
    const stands = entryLine(merged, path);
    const isOurs = stands === undefined || before.some((old) => isSame(entry, old) && old.line === stands);
    const next = isOurs ? edited(merged, { kind: 'write', path, yaml: entry.value }) : undefined;
    merged = next ?? merged;
    const line = next === undefined ? undefined : entryLine(next, path);
    if (line === undefined) kept.push(`${entry.section}.${entry.name}`);
    else written.push({ section: entry.section, name: entry.name, line });
  }
  return { text: merged, written, kept };
}

const pathOf = ({ section, name }: { readonly section: string; readonly name: string }): string[] => [...section.split('.'), name];
const isSame = (entry: Entry, old: WrittenLine): boolean => entry.section === old.section && entry.name === old.name;

function edited(text: string, edit: Edit): string | undefined {
  const result = applyEdit(text, edit);
  return result.ok ? result.text : undefined;
}
