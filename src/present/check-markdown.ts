import type { CheckedFile, CheckReport } from './check.js';
import { rowsOf } from './check-rows.js';
import { visible } from './diagram-text.js';

/** A table a file, for a comment on a merge request. Nothing of a design can start markup. */
export function checkMarkdown({ files }: CheckReport): string {
  return `${['# Check', ...files.flatMap(fileLines)].join('\n')}\n`;
}

function fileLines(file: CheckedFile): readonly string[] {
  const rows = rowsOf(file);
  const counted = rows.filter(({ suppressed }) => suppressed === undefined);
  const table = counted.map(
    ({ span, severity, code, message, help, fix }) =>
      `| ${span.line}:${span.column} | ${severity} | ${escaped(code)} | ${escaped(message)} ${escaped(help)}${fix === undefined ? '' : ` Fix: ${escaped(fix)}.`} |`,
  );
  const quiet = rows.flatMap(({ code, subject, span, suppressed }) =>
    suppressed === undefined
      ? []
      : [`- ${escaped(code)} on ${escaped(subject[0] ?? 'the design')} (line ${span.line}): ${escaped(suppressed.because)}`],
  );
  return [
    '',
    `## ${escaped(file.file)}`,
    '',
    ...(table.length === 0 ? ['Nothing to say.'] : ['| Place | Severity | Code | What |', '|---|---|---|---|', ...table]),
    ...(quiet.length === 0 ? [] : ['', 'Not counted:', '', ...quiet]),
  ];
}

const escaped = (text: string): string =>
  visible(text)
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_{}[\]()<>#+!|~&@]/g, (one) => (one === '<' ? '&lt;' : one === '&' ? '&amp;' : `\\${one}`));
