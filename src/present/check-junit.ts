import { atLeast } from '#diagnostics/diagnostic.js';
import type { CheckedFile, CheckReport } from './check.js';
import { type About, type Row, rowsOf, wellFormed } from './check-rows.js';

/** JUnit XML: a suite a file, a case a finding; a file with nothing to say is one case that passed. */
export function checkJunit({ files }: CheckReport, about: Pick<About, 'threshold'>): string {
  const suites = files.map((file) => suite(file, about));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sysdrill">\n${suites.join('')}</testsuites>\n`;
}

function suite(file: CheckedFile, { threshold }: Pick<About, 'threshold'>): string {
  const rows = rowsOf(file);
  const fails = ({ severity, suppressed }: Row): boolean =>
    suppressed === undefined && threshold !== undefined && atLeast(severity, threshold);
  const cases = rows.map((row) => testCase(row, fails(row)));
  if (cases.length === 0) cases.push(`    <testcase name="nothing to say" classname=${quoted(file.file)}/>\n`);
  const counts = `tests="${cases.length}" failures="${rows.filter(fails).length}" errors="0" skipped="${rows.filter((row) => row.suppressed !== undefined).length}"`;
  return `  <testsuite name=${quoted(file.file)} ${counts}>\n${cases.join('')}  </testsuite>\n`;
}

function testCase(row: Row, fails: boolean): string {
  const { line, column } = row.span;
  const place = `${row.file}:${line}:${column}`;
  const open = `    <testcase name=${quoted(`${row.code} ${row.subject.join(' ')}${row.index > 0 ? ` #${row.index + 1}` : ''}`)} classname=${quoted(row.file)}>`;
  const text = escaped(`${place}\n${row.severity}: ${row.message}\n${row.help}`);
  const body = row.suppressed
    ? `<skipped message=${quoted(row.suppressed.because)}/>`
    : fails
      ? `<failure type="${row.severity}" message=${quoted(row.message)}>${text}</failure>`
      : `<system-out>${text}</system-out>`;
  return `${open}${body}</testcase>\n`;
}

/** XML 1.0 has no place for most controls, halves of surrogates and non-characters, even escaped. */
const legal = (text: string): string =>
  wellFormed(text).replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
const escaped = (text: string): string =>
  legal(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;');
const quoted = (text: string): string => `"${escaped(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')}"`;
