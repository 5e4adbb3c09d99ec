import { stableJson } from '#base/json.js';
import type { CheckedFile, CheckReport, ShownFix } from './check.js';

/** The contract of `check --format json`. Errors of reading are findings of the rule `read`. */
export const CHECK_SCHEMA = 'sysdrill/check@1';

/** One line of JSON with sorted keys: the same findings give the same bytes. */
export function checkJson(report: CheckReport): string {
  return `${stableJson({ schema: CHECK_SCHEMA, files: report.files.map(checkedFileJson) })}\n`;
}

/** What is said of one file. */
export function checkedFileJson(file: CheckedFile) {
  return {
    file: file.file,
    status: file.status,
    findings: [
      ...file.diagnostics.map(diagnosticJson),
      ...(file.rules?.findings ?? []).map((each) => ({ ...findingJson(each), ...fixJson(file, each), ...baselineJson(file, each) })),
    ],
    suppressed: (file.rules?.suppressed ?? []).map(({ finding, ignore }) => ({ ...findingJson(finding), because: ignore.because })),
    notChecked: file.rules?.notChecked ?? [],
    bugs: (file.rules?.bugs ?? []).map(({ rule, message }) => ({ rule, message })),
    assumed: file.assumed,
    ...(file.baseline && { gone: file.baseline.gone }),
    ...(file.fixed && { fixed: fixedJson(file.fixed) }),
  };
}

type Found = NonNullable<CheckedFile['rules']>['findings'][number];

const shownJson = ({ tried: { fix }, costs }: ShownFix) => ({ title: fix.title, edits: fix.edits, costs });
const fixJson = ({ fixes }: CheckedFile, finding: Found) => {
  const shown = fixes?.get(finding);
  return shown && { fix: shownJson(shown) };
};
const baselineJson = ({ baseline }: CheckedFile, finding: Found) => baseline && { known: baseline.known.includes(finding) };

const fixedJson = ({ made, written, costs, after }: NonNullable<CheckedFile['fixed']>) => ({
  written,
  made: made.map(({ fix, finding }) => ({ code: finding.code, subject: finding.subject, title: fix.title, edits: fix.edits })),
  costs,
  ...(written ? {} : { text: after.text }),
});

function diagnosticJson(diagnostic: CheckedFile['diagnostics'][number]) {
  const { code, severity, message, help, expected, suggestion, path, span } = diagnostic;
  const evidence = { path, ...(expected !== undefined && { expected }), ...(suggestion !== undefined && { suggestion }) };
  return { code, rule: 'read', severity, message, help: help ?? null, ...span, subject: path === '' ? [] : [path], evidence };
}

function findingJson(finding: Found) {
  const { code, rule, severity, message, help, at, subject, evidence } = finding;
  const { line, column, endLine, endColumn } = at;
  return { code, rule, severity, message, help, line, column, endLine, endColumn, subject, evidence };
}
