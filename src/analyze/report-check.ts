import { SEVERITIES } from '#diagnostics/diagnostic.js';

/** What a rule hands over for one finding, before anybody has looked at it: modules of a project's own are not type-checked. */
type Handed = { readonly [Key in 'at' | 'subject' | 'evidence' | 'message' | 'help' | 'severity' | 'fix']?: unknown };

/** What is wrong with a finding that a rule reports, as the end of a sentence; undefined where it may go into a report. */
export function wrongFinding({ at, subject, evidence, message, help, severity, fix }: Handed): string | undefined {
  if (!isOrigin(at)) return 'has no place: `at` is an `origin` of the model';
  if (!isTexts(subject)) return 'has a `subject` that is no list of texts';
  if (typeof message !== 'string') return 'makes a message that is no text';
  if (typeof help !== 'string') return 'has a `help` that is no text';
  if (!(SEVERITIES as readonly unknown[]).includes(severity))
    return `has the severity ${name(severity)}; there are ${SEVERITIES.join(', ')}`;
  if (!isPlain(evidence) || !isData(evidence)) return 'has `evidence` that JSON cannot hold';
  return fix === undefined ? undefined : wrongFix(fix);
}

/** The same for what a rule says it cannot judge. */
export function wrongNotChecked(subject: unknown, reason: unknown): string | undefined {
  if (!isTexts(subject)) return 'has a `subject` that is no list of texts';
  return typeof reason === 'string' ? undefined : 'has a reason that is no text';
}

/**
 * Throws where a rule answers with a promise: what it reports later is lost. Whatever the promise ends in is swallowed, since
 * the rule is refused already.
 */
export function refusePromise(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || typeof (answer as PromiseLike<unknown>).then !== 'function') return;
  (answer as PromiseLike<unknown>).then(
    () => {},
    () => {},
  );
  throw new Error('its check must not be async');
}

function wrongFix(fix: unknown): string | undefined {
  if (!isPlain(fix) || typeof fix['title'] !== 'string') return 'has a `fix` without a title';
  const edits = fix['edits'];
  if (!Array.isArray(edits) || edits.length === 0) return 'has a `fix` without edits';
  return edits.every(isEdit) ? undefined : 'has a `fix` with an edit that is neither { set: path, value } nor { remove: path }';
}

const isEdit = (edit: unknown): boolean => isPlain(edit) && isTexts(edit['remove'] ?? edit['set']) && isData(edit['value']);

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === 'string');

const isOrigin = (at: unknown): boolean =>
  typeof at === 'object' &&
  at !== null &&
  ['line', 'column', 'endLine', 'endColumn'].every((key) => Number.isInteger((at as Record<string, unknown>)[key])) &&
  isTexts((at as Record<string, unknown>)['path']);

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** What JSON writes: plain data that does not hold itself. Unset keys are left out of it, numbers beyond all bounds are null. */
function isData(value: unknown, inside: readonly unknown[] = []): boolean {
  if (value === null || ['undefined', 'string', 'number', 'boolean'].includes(typeof value)) return true;
  if (inside.includes(value)) return false;
  if (!Array.isArray(value) && !isPlain(value)) return false;
  return Object.values(value).every((each) => isData(each, [...inside, value]));
}

const name = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : typeof value);
