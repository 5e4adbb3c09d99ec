import type { Finding } from '#analyze/finding.js';
import { byKeys } from '#base/order.js';
import { type Counted, causeOf, causesOf } from '../counted.js';
import type { ScoreInput } from '../input.js';
import type { Ground } from '../rubric.js';
import { fail, missing, notEvaluated, type Part, pass } from '../weigh.js';
import { groundOf } from './grounds.js';

/** What a finding takes of the points of its item; an `info` takes nothing. Two errors take them all. */
const TAKES: Readonly<Record<Finding['severity'], number>> = { error: 0.6, warning: 0.3, info: 0 };
/** A rule that the design leaves nothing to judge by takes as much as the worst it could have found: silence never pays. */
const BLIND = TAKES.error;

type Charged = { readonly finding: Finding; readonly suppressed: boolean };

/**
 * None of these findings. Silence earns only where there is something the rules could have been about, and only for rules that could
 * judge. Suppressed findings count like others: a suppression never raises a score.
 */
export function noFindings(input: ScoreInput, codes: readonly string[], where: Ground, counted: Counted): readonly Part[] {
  const ground = groundOf(input, where);
  if (ground === 'not-asked') return [];
  const name = codes.join(' ');
  if (ground === 'absent') return [missing(name, 'rule/no-ground', { where })];
  return judged(input, codes, name, counted).flatMap((one) => (one.verdict === 'pass' ? earned(one, ground) : [one]));
}

function judged(input: ScoreInput, codes: readonly string[], name: string, counted: Counted): readonly Part[] {
  const parts: Part[] = [];
  let left = 1;
  for (const { finding, suppressed } of worstByCause(input, codes)) {
    const cause = causeOf(finding.rule, finding.subject);
    const data = { code: finding.code, message: finding.message, help: finding.help, subject: finding.subject, line: finding.at.line };
    const before = counted.whereAny([cause]);
    if (before !== undefined && before !== name) {
      parts.push(notEvaluated(finding.code, 'cause/counted', { ...data, counted: before }));
      continue;
    }
    for (const one of causesOf(finding.rule, finding.subject)) counted.add(one, name);
    const weight = Math.min(left, TAKES[finding.severity]);
    left -= weight;
    parts.push({ ...fail(finding.code, suppressed ? 'rule/suppressed' : 'rule/finding', data), weight });
  }
  const blind = input.rules.notChecked.find((one) => codes.some((pattern) => matches('', one.rule, pattern)));
  if (blind !== undefined) {
    const weight = Math.min(left, BLIND);
    left -= weight;
    parts.push({ ...missing(blind.rule, 'rule/not-checked', { subject: blind.subject, why: blind.reason }), weight });
  }
  return left > 0 ? [...parts, { ...pass(name, 'rule/quiet', { codes }), weight: left }] : parts;
}

/** Silence earns for what the design says; the share that rests on defaults is missing. */
function earned(quiet: Part, { share, assumed }: { readonly share: number; readonly assumed: readonly string[] }): readonly Part[] {
  if (assumed.length === 0) return [quiet];
  const rest = { ...missing(quiet.part, 'rule/assumed', { parts: assumed }), weight: quiet.weight * (1 - share) };
  return share > 0 ? [{ ...quiet, weight: quiet.weight * share }, rest] : [rest];
}

/** The findings that match, one for each cause: the worst of them, in a stable order. */
function worstByCause({ rules }: ScoreInput, codes: readonly string[]): readonly Charged[] {
  const all = [
    ...rules.findings.map((finding) => ({ finding, suppressed: false })),
    ...rules.suppressed.map(({ finding }) => ({ finding, suppressed: true })),
  ];
  const matching = all.filter(
    ({ finding }) => codes.some((pattern) => matches(finding.code, finding.rule, pattern)) && TAKES[finding.severity] > 0,
  );
  const sorted = matching.sort(
    byKeys(
      (one) => -TAKES[one.finding.severity],
      (one) => one.finding.at.line,
      (one) => one.finding.at.column,
      (one) => one.finding.code,
    ),
  );
  const causes = new Map<string, Charged>();
  for (const one of sorted) {
    const cause = causeOf(one.finding.rule, one.finding.subject);
    if (!causes.has(cause)) causes.set(cause, one);
  }
  return [...causes.values()];
}

/** A pattern is a family (`spof/*`), a rule or a code. */
const matches = (code: string, rule: string, pattern: string): boolean =>
  pattern === code || pattern === rule || (pattern.endsWith('/*') && rule.startsWith(pattern.slice(0, -1)));
