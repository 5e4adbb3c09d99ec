/** Lines around a change that stay as they are, as `diff -u` shows them. */
const CONTEXT = 3;

type Op = { readonly sign: ' ' | '-' | '+'; readonly line: string; readonly eol: boolean };

/** Two texts as a patch that `patch -p0` and `git apply -p0` take; empty where they are the same. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const ops = operations(split(before), split(after));
  const lines = [`--- ${file}`, `+++ ${file}`];
  for (const { from, to } of hunks(ops)) lines.push(header(ops, from, to), ...ops.slice(from, to).map(opText));
  return `${lines.join('\n')}\n`;
}

type Line = { readonly line: string; readonly eol: boolean };

function split(text: string): readonly Line[] {
  const parts = text.split('\n');
  const last = parts.pop()!;
  return [...parts.map((line) => ({ line, eol: true })), ...(last === '' ? [] : [{ line: last, eol: false }])];
}

const opText = ({ sign, line, eol }: Op): string => `${sign}${line}${eol ? '' : '\n\\ No newline at end of file'}`;

/** What is the same at both ends is kept; between, the longest common subsequence, or all out and all in where that would be large. */
function operations(before: readonly Line[], after: readonly Line[]): readonly Op[] {
  const same = (a: Line | undefined, b: Line | undefined): boolean => a?.line === b?.line && a?.eol === b?.eol;
  let start = 0;
  while (start < before.length && start < after.length && same(before[start], after[start])) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && same(before.at(-1 - end), after.at(-1 - end))) end++;
  const keep = (lines: readonly Line[]): Op[] => lines.map((line) => ({ sign: ' ', ...line }));
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end), same);
  return [...keep(before.slice(0, start)), ...middle, ...keep(before.slice(before.length - end))];
}

const MOST_CELLS = 4_000_000;

function between(a: readonly Line[], b: readonly Line[], same: (x: Line | undefined, y: Line | undefined) => boolean): Op[] {
  const out = (line: Line): Op => ({ sign: '-', ...line });
  const into = (line: Line): Op => ({ sign: '+', ...line });
  if (a.length * b.length > MOST_CELLS) return [...a.map(out), ...b.map(into)];
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] = same(a[i], b[j])
        ? length[(i + 1) * width + j + 1]! + 1
        : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const ops: Op[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i], b[j])) {
      ops.push({ sign: ' ', ...a[i++]! });
      j++;
    } else if (j >= b.length || (i < a.length && length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) ops.push(out(a[i++]!));
    else ops.push(into(b[j++]!));
  }
  return ops;
}

function hunks(ops: readonly Op[]): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const [index, { sign }] of ops.entries()) {
    if (sign === ' ') continue;
    const [from, to] = [Math.max(0, index - CONTEXT), Math.min(ops.length, index + CONTEXT + 1)];
    const last = found.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else found.push({ from, to });
  }
  return found;
}

function header(ops: readonly Op[], from: number, to: number): string {
  const count = (signs: string, upTo: readonly Op[]): number => upTo.filter(({ sign }) => signs.includes(sign)).length;
  const side = (signs: string): string => {
    const lines = count(signs, ops.slice(from, to));
    return `${count(signs, ops.slice(0, from)) + (lines === 0 ? 0 : 1)},${lines}`;
  };
  return `@@ -${side(' -')} +${side(' +')} @@`;
}
