import { codeFrame, visible } from '#diagnostics/code-frame.js';
import type { Diagnostic, Severity } from '#diagnostics/diagnostic.js';
import { type CheckedFile, type CheckReport, newFindings } from './check.js';
import { fixedText, pricesText } from './check-fix-text.js';
import { painter, type TextOptions, wrap } from './text.js';

/** The findings for a person: by file and place, each with what to do, and one line of count at the end. */
export function checkText(report: CheckReport, options: TextOptions): string {
  const paint = painter(options.color);
  const parts = report.files.map((file) => fileText(file, report, options));
  return `${parts.join('\n\n')}\n\n${paint.bold(summary(report))}\n`;
}

function fileText(file: CheckedFile, { ownRules }: CheckReport, options: TextOptions): string {
  const paint = painter(options.color);
  const lines = [paint.bold(visible(file.file))];
  for (const diagnostic of file.diagnostics) lines.push(diagnosticText(file, diagnostic, options));
  for (const finding of newFindings(file)) {
    const place = `${finding.at.line}:${finding.at.column}`;
    lines.push(`  ${place.padEnd(8)}${label(finding.severity, options)} ${paint.dim(finding.code)}`);
    lines.push(wrap(visible(finding.message), options.columns, 10), paint.dim(wrap(`Do: ${visible(finding.help)}`, options.columns, 10)));
    const shown = file.fixes?.get(finding);
    if (shown !== undefined)
      lines.push(paint.dim(wrap(`Fix: ${visible(shown.tried.fix.title)}.${pricesText(shown.costs)}`, options.columns, 10)));
  }
  for (const bug of file.rules?.bugs ?? [])
    lines.push(
      `  ${label('error', options)} the rule ${bug.rule} failed: ${visible(bug.message)}. ${ownRules?.has(bug.rule) ? 'It is a rule of this project’s own' : 'This is our bug'}; the other rules ran.`,
    );
  const quiet = [...untriedText(file), ...baselineText(file), ...suppressedText(file), ...notCheckedText(file)];
  if (quiet.length > 0) lines.push(...quiet.map((line) => paint.dim(wrap(line, options.columns, 2))));
  if (lines.length === 1) lines.push('  nothing to say: every rule that could judge passed');
  lines.push(...fixedText(file, options));
  return lines.join('\n');
}

export function diagnosticText(file: CheckedFile, diagnostic: Diagnostic, options: TextOptions): string {
  const paint = painter(options.color);
  const place = `${diagnostic.span.line}:${diagnostic.span.column}`;
  const suggestion = diagnostic.suggestion === undefined ? '' : `Did you mean ${visible(diagnostic.suggestion)}? `;
  const lines = [
    `  ${place.padEnd(8)}${label(diagnostic.severity, options)} ${paint.dim(diagnostic.code)}`,
    wrap(visible(diagnostic.message), options.columns, 10),
  ];
  if (file.text !== '') lines.push(codeFrame(file.text, diagnostic.span).replace(/^/gm, '    '));
  if (suggestion || diagnostic.help)
    lines.push(paint.dim(wrap(`${suggestion}${visible(diagnostic.help ?? '')}`.trim(), options.columns, 10)));
  return lines.join('\n');
}

function label(severity: Severity, options: TextOptions): string {
  const paint = painter(options.color);
  if (severity === 'error') return paint.red('error  ');
  return severity === 'warning' ? paint.yellow('warning') : paint.cyan('info   ');
}

const untriedText = ({ untried = 0, fixed }: CheckedFile): string[] =>
  untried === 0 || fixed !== undefined
    ? []
    : [`${plural(untried, 'fix').replace('fixs', 'fixes')} not tried, as the design is large; --fix-dry-run tries more`];

function baselineText({ baseline }: CheckedFile): string[] {
  if (baseline === undefined) return [];
  const known = baseline.known.length === 0 ? [] : [`in the baseline: ${plural(baseline.known.length, 'finding')}, not counted`];
  return [...known, ...baseline.gone.map(({ code, subject }) => `gone since the baseline: ${code} on ${subject[0] ?? 'the design'}`)];
}

function suppressedText(file: CheckedFile): string[] {
  return (file.rules?.suppressed ?? []).map(
    ({ finding, ignore }) => `suppressed: ${finding.code} on ${finding.subject[0] ?? 'the design'} (${visible(ignore.because)})`,
  );
}

function notCheckedText(file: CheckedFile): string[] {
  return (file.rules?.notChecked ?? []).map(
    ({ rule, subject, reason }) => `not checked: ${rule} on ${visible(subject.join(', ')) || 'the design'}: ${visible(reason)}`,
  );
}

function summary(report: CheckReport): string {
  const all = report.files.flatMap((file) => [...file.diagnostics, ...newFindings(file)]);
  const count = (severity: Severity): number => all.filter((one) => one.severity === severity).length;
  const invalid = report.files.filter((file) => file.status === 'invalid').length;
  const counts = (['error', 'warning', 'info'] as const).map((severity) => plural(count(severity), severity)).join(', ');
  return `${plural(report.files.length, 'file')}: ${counts}${invalid > 0 ? `; ${invalid} could not be read` : ''}`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 || noun === 'info' ? '' : 's'}`;
