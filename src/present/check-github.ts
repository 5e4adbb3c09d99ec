import { byKeys } from '#base/order.js';
import { visible } from '#diagnostics/code-frame.js';
import { SEVERITIES, type Severity } from '#diagnostics/diagnostic.js';
import type { CheckReport } from './check.js';
import { type Row, rowsOf } from './check-rows.js';
import { checkText } from './check-text.js';
import type { TextOptions } from './text.js';

/** GitHub shows this many annotations of a kind from one step, and drops the others. */
const MOST = 10;
const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Annotations for GitHub Actions, the worst first, and the normal report below, in which nothing is taken for a command. */
export function checkGithub(report: CheckReport, options: TextOptions): string {
  const rows = report.files.flatMap(rowsOf).filter(({ suppressed }) => suppressed === undefined);
  const worst = [...rows].sort(byKeys(({ severity }) => SEVERITIES.indexOf(severity)));
  const shown = SEVERITIES.flatMap((severity) => worst.filter((row) => row.severity === severity).slice(0, MOST));
  const text = checkText(report, options);
  const token = unusedToken(text);
  return `${shown.map((row) => `${annotation(row)}\n`).join('')}::stop-commands::${token}\n${text}::${token}::\n`;
}

function annotation({ file, severity, code, message, help, span }: Row): string {
  const { line, column, endLine, endColumn } = span;
  // A column is shown only where it lies on one line.
  const end = endLine === line ? `,endColumn=${Math.max(column, endColumn - 1)}` : '';
  const place = `file=${property(file)},line=${line},endLine=${endLine},col=${column}${end}`;
  return `::${COMMAND[severity]} ${place},title=${property(code)}::${data(`${message} ${help}`.trim())}`;
}

/** As the runner's own toolkit escapes, and nothing of it moves the cursor of whoever reads the log. */
const data = (text: string): string => visible(text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A'));
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

/** A word that the text does not hold, so that no line of it can switch commands on again. */
function unusedToken(text: string): string {
  let number = 0;
  while (text.includes(`sysdrill-${number}`)) number++;
  return `sysdrill-${number}`;
}
