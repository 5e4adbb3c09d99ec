import { stableJson } from '#base/json.js';
import type { Severity } from '#diagnostics/diagnostic.js';
import type { CheckReport } from './check.js';
import { type About, fingerprint, rowsOf } from './check-rows.js';

const SEVERITY: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab's code quality report: a list, empty where nothing is wrong. What is suppressed has no place in it. */
export function checkGitlab({ files }: CheckReport, about: Pick<About, 'sha256'>): string {
  const rows = files.flatMap(rowsOf).filter(({ suppressed }) => suppressed === undefined);
  const issues = rows.map((row) => ({
    description: `${row.message} ${row.help}`.trim(),
    check_name: row.code,
    fingerprint: fingerprint(row, about),
    severity: SEVERITY[row.severity],
    location: { path: row.file.replace(/^\.\//, ''), lines: { begin: row.span.line, end: row.span.endLine } },
  }));
  return `${stableJson(issues)}\n`;
}
