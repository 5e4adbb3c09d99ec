import type { Finding } from '#analyze/finding.js';
import type { Severity } from '#diagnostics/diagnostic.js';
import type { Span } from '#diagnostics/span.js';
import type { CheckedFile } from './check.js';

/** What a machine format needs to know besides the report. `sha256` gives lower-case hex. */
export type About = {
  readonly version: string;
  readonly sha256: (text: string) => string;
  readonly rules: readonly {
    readonly id: string;
    readonly what: string;
    readonly why: string;
    readonly fix: string;
    readonly severity: Severity;
  }[];
  /** The mildest severity that makes the check fail; undefined where none does. */
  readonly threshold: Severity | undefined;
};

/** Anything that is said of a place of a file: an error of reading, or a finding. */
export type Row = {
  readonly file: string;
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly span: Span;
  readonly subject: readonly string[];
  /** Why it is not counted: the reason of a suppression, or that a baseline knows it. */
  readonly suppressed?: { readonly by: 'design' | 'baseline'; readonly because: string };
  /** What the smallest fix that holds would do. */
  readonly fix?: string | undefined;
  /** Which of those that are alike in this file it is. */
  readonly index: number;
};

/** A sentence with its full stop, so that another may follow on the same line. */
const sentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);

/** All rows of a file, those that are not counted included, in a stable order. */
export function rowsOf(file: CheckedFile): readonly Row[] {
  const seen = new Map<string, number>();
  const indexed = (row: Omit<Row, 'index'>): Row => {
    const name = JSON.stringify([row.code, row.subject]);
    const index = seen.get(name) ?? 0;
    seen.set(name, index + 1);
    return { ...row, index };
  };
  const known = new Set(file.baseline?.known ?? []);
  const finding = (each: Finding, suppressed?: Row['suppressed']): Omit<Row, 'index'> => {
    const { code, rule, severity, message, help, at, subject } = each;
    return {
      file: file.file,
      code,
      rule,
      severity,
      message,
      help,
      span: at,
      subject,
      fix: file.fixes?.get(each)?.tried.fix.title,
      ...(suppressed && { suppressed }),
    };
  };
  return [
    ...file.diagnostics.map(({ code, severity, message, help, span, path }) =>
      indexed({
        file: file.file,
        code,
        rule: code,
        severity,
        message: sentence(message),
        help: sentence(help ?? ''),
        span,
        subject: path === '' ? [] : [path],
      }),
    ),
    ...(file.rules?.findings ?? []).map((each) =>
      indexed(finding(each, known.has(each) ? { by: 'baseline', because: 'known to the baseline' } : undefined)),
    ),
    ...(file.rules?.suppressed ?? []).map((each) => indexed(finding(each.finding, { by: 'design', because: each.ignore.because }))),
    ...(file.rules?.bugs ?? []).map(({ rule, message }) =>
      indexed({
        file: file.file,
        code: `${rule}:bug`,
        rule,
        severity: 'error',
        message: `The rule ${rule} failed: ${message}`,
        help: 'The other rules ran.',
        span: { line: 1, column: 1, endLine: 1, endColumn: 2 },
        subject: [],
      }),
    ),
  ];
}

/** Halves of surrogate pairs replaced: some encoders refuse them. */
export const wellFormed = (text: string): string =>
  text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');

/** The same for the same finding, wherever in its file it moves. */
export const fingerprint = ({ file, code, subject, index }: Row, { sha256 }: Pick<About, 'sha256'>): string =>
  sha256(JSON.stringify([file, code, subject, index]));
