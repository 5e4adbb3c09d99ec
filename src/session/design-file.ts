import { load } from 'js-yaml';
import { designSkeleton } from '#present/design-skeleton.js';
import type { Problem } from '#score/problem.js';
import type { Entry } from './sheets/entry.js';
import { type Block, blockBelow, endOfValue, findKey, wholeFile } from './yaml-lines.js';

/** A line of the design file that the interview wrote, exactly as it wrote it. */
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
 * Puts `entries` into a design text. A line is replaced only when it is exactly what the interview wrote before, and appended when
 * its name is not there; everything else in the file stays as it is, and is named in `kept`.
 */
export function mergeEntries(text: string, entries: readonly Entry[], before: readonly WrittenLine[]): Merged {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let lines: readonly string[] = text.split(/\r?\n/);
  const written: WrittenLine[] = [];
  const kept: string[] = [];
  for (const old of before) {
    if (entries.some((entry) => entry.section === old.section && entry.name === old.name)) continue;
    lines = removeLine(lines, old);
  }
  for (const entry of entries) {
    const next = putEntry(lines, entry, before.find((old) => old.section === entry.section && old.name === entry.name)?.line);
    if (next && isSame(next.lines, lines, entry)) {
      lines = next.lines;
      written.push({ section: entry.section, name: entry.name, line: next.line });
    } else {
      kept.push(`${entry.section}.${entry.name}`);
    }
  }
  return { text: lines.join(eol), written, kept };
}

function sectionBlock(lines: readonly string[], path: readonly string[]): Block | undefined {
  let block: Block | undefined = wholeFile(lines);
  for (const key of path) {
    const at: number = block ? findKey(lines, block, key) : -1;
    block = block && at >= 0 ? blockBelow(lines, block, at) : undefined;
  }
  return block;
}

/** Appends the sections of `path` that are missing; undefined where one is there in a form that lines cannot be added to. */
function withSection(lines: readonly string[], path: readonly string[]): readonly string[] | undefined {
  let out = lines;
  for (const [depth, key] of path.entries()) {
    const parent = sectionBlock(out, path.slice(0, depth));
    if (!parent) return undefined;
    if (findKey(out, parent, key) < 0) out = insert(out, parent, `${' '.repeat(parent.indent)}${key}:`);
  }
  return sectionBlock(out, path) ? out : undefined;
}

/** A new line at the end of a block: before the blank lines at the end of the file, after a blank one when it opens a section. */
function insert(lines: readonly string[], block: Block, line: string): readonly string[] {
  let to = block.to;
  if (block.indent === 0) while (to > 0 && lines[to - 1]!.trim() === '') to--;
  const gap = block.indent === 0 && to > 0 ? [''] : [];
  const after = lines.slice(to);
  return [...lines.slice(0, to), ...gap, line, ...(after.length === 0 ? [''] : after)];
}

function putEntry(
  lines: readonly string[],
  entry: Entry,
  ours: string | undefined,
): { lines: readonly string[]; line: string } | undefined {
  const path = entry.section.split('.');
  const prepared = withSection(lines, path);
  const block = prepared && sectionBlock(prepared, path);
  if (!prepared || !block) return undefined;
  const line = `${' '.repeat(block.indent)}${entry.name}: ${entry.value}`;
  const at = findKey(prepared, block, entry.name);
  if (at < 0) return { lines: [...prepared.slice(0, block.to), line, ...prepared.slice(block.to)], line };
  const single = endOfValue(prepared, block, at) === at + 1;
  if (single && prepared[at] === line) return { lines: prepared, line };
  if (single && prepared[at] === ours) return { lines: prepared.with(at, line), line };
  return undefined;
}

/** Takes out a line of ours. A section that is empty then stays: an empty one means nothing, and it may be the user's. */
function removeLine(lines: readonly string[], old: WrittenLine): readonly string[] {
  const block = sectionBlock(lines, old.section.split('.'));
  const at = block ? findKey(lines, block, old.name) : -1;
  if (!block || at < 0 || lines[at] !== old.line || endOfValue(lines, block, at) !== at + 1) return lines;
  return lines.toSpliced(at, 1);
}

/** Whether the text still reads as YAML, with every top key it had, and holds the new entry. What does not read before is not touched. */
function isSame(after: readonly string[], before: readonly string[], entry: Entry): boolean {
  try {
    const old = Object(load(before.join('\n'))) as Record<string, unknown>;
    const now = Object(load(after.join('\n'))) as Record<string, unknown>;
    const place = entry.section.split('.').reduce<unknown>((at, key) => (Object(at) as Record<string, unknown>)[key], now);
    return Object.keys(old).every((key) => Object.hasOwn(now, key)) && Object.hasOwn(Object(place) as object, entry.name);
  } catch {
    return false;
  }
}
