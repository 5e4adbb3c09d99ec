import type { CheckedFile, CheckReport } from './check.js';
import { rowsOf } from './check-rows.js';
import { markdownText } from './markdown-text.js';

/** A table a file, for a comment on a merge request. Nothing of a design can start markup. */
export function checkMarkdown({ files }: CheckReport): string {
  return `${['# Check', ...files.flatMap(fileLines)].join('\n')}\n`;
}

function fileLines(file: CheckedFile): readonly string[] {
  const rows = rowsOf(file);
  const counted = rows.filter(({ suppressed }) => suppressed === undefined);
  const table = counted.map(
    ({ span, severity, code, message, help, fix }) =>
      `| ${span.line}:${span.column} | ${severity} | ${markdownText(code)} | ${markdownText(message)} ${markdownText(help)}${fix === undefined ? '' : ` Fix: ${markdownText(fix)}.`} |`,
  );
  const quiet = rows.flatMap(({ code, subject, span, suppressed }) =>
    suppressed === undefined
      ? []
      : [`- ${markdownText(code)} on ${markdownText(subject[0] ?? 'the design')} (line ${span.line}): ${markdownText(suppressed.because)}`],
  );
  return [
    '',
    `## ${markdownText(file.file)}`,
    '',
    ...(table.length === 0 ? ['Nothing to say.'] : ['| Place | Severity | Code | What |', '|---|---|---|---|', ...table]),
    ...(quiet.length === 0 ? [] : ['', 'Not counted:', '', ...quiet]),
  ];
}
