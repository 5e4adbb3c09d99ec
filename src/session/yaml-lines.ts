/**
 * Lines of a YAML document in block style, found by indentation. Only lines that were asked for are ever touched, so that
 * everything else in the file stays byte for byte as it was.
 */
export type Block = { readonly from: number; readonly to: number; readonly indent: number };

const indentOf = (line: string): number => /^ */.exec(line)![0].length;
const isBlank = (line: string): boolean => /^\s*(?:#.*)?$/.test(line);
const escapeKey = (key: string): string => key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The whole document as the block that holds the top keys. */
export const wholeFile = (lines: readonly string[]): Block => ({ from: 0, to: lines.length, indent: 0 });

/** The line of `key` directly inside `block`, or -1. */
export function findKey(lines: readonly string[], block: Block, key: string): number {
  const wanted = new RegExp(`^ {${block.indent}}(?:${escapeKey(key)}|"${escapeKey(key)}"|'${escapeKey(key)}') *:(?: |$)`);
  for (let i = block.from; i < block.to; i++) if (wanted.test(lines[i]!)) return i;
  return -1;
}

/** First line after the value of the key on line `at`: comments and blank lines at its end are not part of it. */
export function endOfValue(lines: readonly string[], block: Block, at: number): number {
  let end = at + 1;
  for (let i = at + 1; i < block.to; i++) {
    const line = lines[i]!;
    if (isBlank(line)) continue;
    if (indentOf(line) <= block.indent) break;
    end = i + 1;
  }
  return end;
}

/** What stands below the key on line `at`; undefined when its value is on the line itself (a flow mapping, an alias, a scalar). */
export function blockBelow(lines: readonly string[], block: Block, at: number): Block | undefined {
  if (!/^[^:]*:\s*(?:#.*)?$/.test(lines[at]!)) return undefined;
  const to = endOfValue(lines, block, at);
  const first = lines.slice(at + 1, to).find((line) => !isBlank(line));
  const indent = first === undefined ? block.indent + 2 : indentOf(first);
  return { from: at + 1, to, indent };
}
