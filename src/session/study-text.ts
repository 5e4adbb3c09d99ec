import { SEVERITIES } from '#diagnostics/diagnostic.js';
import type { Study } from './engines/engines.js';

/** One thing that was found, in words and with its line in the file. */
export type Remark = {
  readonly severity: 'error' | 'warning' | 'info';
  readonly line: number;
  readonly code: string;
  readonly text: string;
  readonly help: string;
};

/** Everything that reading and judging say about a design, the worst first, then by line. */
export function remarks(study: Study): readonly Remark[] {
  const read = study.diagnostics.map((one) => ({
    severity: one.severity,
    line: one.span.line,
    code: one.code,
    text: one.message,
    help: one.help ?? (one.suggestion === undefined ? '' : `Did you mean ${one.suggestion}?`),
  }));
  const found = study.findings.map((one) => ({
    severity: one.severity,
    line: one.at.line,
    code: one.code,
    text: one.message,
    help: one.help,
  }));
  const rank = (remark: Remark): number => SEVERITIES.indexOf(remark.severity);
  return [...read, ...found].sort((a, b) => rank(a) - rank(b) || a.line - b.line);
}

/** 0.734 -> `73%`; a hundred times too much is still a number. */
export const percent = (share: number): string => (Number.isFinite(share) ? `${Math.round(share * 100)}%` : 'no end');

/** A share with as many digits as tell it from all of it: 0.98 -> `98%`, 0.99962 -> `99.96%`; never rounded up to 100%. */
export function shareText(share: number): string {
  if (!(share > 0.99 && share < 1)) return percent(share);
  const digits = Math.min(4, Math.max(1, Math.ceil(-Math.log10(1 - share)) - 2));
  const unit = 10 ** digits;
  return `${(Math.floor(share * 100 * unit + 1e-9) / unit).toFixed(digits)}%`;
}

/** 5.762 -> `5.8 times`. */
export const timesText = (factor: number): string => `${factor < 10 ? Math.round(factor * 10) / 10 : Math.round(factor)} times`;

/** 754 -> `12:34`. */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
