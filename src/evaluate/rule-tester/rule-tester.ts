import type { Rule } from '#analyze/define-rule.js';
import type { Finding } from '#analyze/finding.js';
import { RULES } from '#analyze/rules/index.js';
import { runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import { held, type Judged, tryFix } from '../fix/verify-fix.js';
import { otherView } from './other-view.js';
import { snapshot } from './snapshot.js';

/** What is expected of one finding. Code and line are required: a rule that fires elsewhere is wrong. */
export type ExpectedFinding = {
  readonly code: string;
  readonly line: number;
  readonly column?: number;
  /** All ids it is about, in order. */
  readonly subject?: readonly string[];
  readonly severity?: Finding['severity'];
};
export type ValidCase = string | { readonly design: string };
export type InvalidCase = {
  readonly design: string;
  /** All that the rule says, in order. */
  readonly findings: readonly ExpectedFinding[];
  /** The text with the proposals made one after another: required where the rule proposes anything, and only there. */
  readonly fixed?: string;
};
export type RuleTester = {
  /** Designs on which the rule says nothing. */
  readonly valid: (cases: readonly ValidCase[]) => RuleTester;
  readonly invalid: (cases: readonly InvalidCase[]) => RuleTester;
};

/** A case that does not hold, with the design it is about. */
export class RuleTestError extends Error {
  override name = 'RuleTestError';
}

/**
 * Tests a rule by whole designs, with any test runner: a case that does not hold throws a {@link RuleTestError}. Besides what is
 * expected it holds each case to what every rule must keep: it is pure, leaves the model alone, says the same when components are
 * renamed and reordered, and its proposals make their finding vanish and raise no other, of this rule or of ours.
 */
export function ruleTester(rule: Rule): RuleTester {
  const seen = new Set<string>();
  const start = (design: string): Judged => {
    if (seen.has(design)) throw new RuleTestError(`${rule.id}: this design is tested twice:\n${design}`);
    seen.add(design);
    return judged(rule, design);
  };
  const tester: RuleTester = {
    valid(cases) {
      for (const each of cases) {
        const design = typeof each === 'string' ? each : each.design;
        expectSaid(rule, start(design), []);
      }
      return tester;
    },
    invalid(cases) {
      for (const each of cases) {
        if (each.findings.length === 0)
          throw new RuleTestError(`${rule.id}: an invalid case expects at least one finding:\n${each.design}`);
        const before = start(each.design);
        expectSaid(rule, before, each.findings);
        expectFixed(rule, before, each.fixed);
      }
      return tester;
    },
  };
  return tester;
}

const rulesWith = (rule: Rule): readonly Rule[] => [...RULES.filter(({ id }) => id !== rule.id), rule];
const own = (rule: Rule, { rules }: Judged): readonly Finding[] => rules.findings.filter((each) => each.rule === rule.id);

/** Reads a design, which must have no errors, and runs the rule on it among ours; it must be pure. */
function judged(rule: Rule, text: string): Judged {
  const { model, diagnostics } = readDesign(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (model === undefined || errors.length > 0) {
    const told = errors.map(({ span, message }) => `  ${span.line}:${span.column} ${message}`);
    throw new RuleTestError(`${rule.id}: the design does not read:\n${told.join('\n')}\n${text}`);
  }
  const before = snapshot(model);
  const rules = runRules(model, { rules: rulesWith(rule) });
  const bug = rules.bugs.find((each) => each.rule === rule.id);
  if (bug !== undefined) throw new RuleTestError(`${rule.id} throws: ${bug.stack}\n${text}`);
  if (snapshot(model) !== before) throw new RuleTestError(`${rule.id} changes the model it is given:\n${text}`);
  expectSame(rule, model, text);
  return { text, model, rules, complaints: diagnostics.length };
}

function expectSame(rule: Rule, model: DesignModel, text: string): void {
  const other = otherView(model);
  const alone = { rules: [rule] };
  const gist = (of: DesignModel, name: (id: string) => string): string =>
    JSON.stringify(
      runRules(of, alone)
        .findings.map(({ code, severity, subject }) => JSON.stringify([code, severity, subject.map(name).sort()]))
        .sort(),
    );
  const [first, renamed] = [gist(model, (id) => id), gist(other.model, other.firstName)];
  if (first !== renamed)
    throw new RuleTestError(`${rule.id} says something else when components are renamed and reordered:\n  ${first}\n  ${renamed}\n${text}`);
}

function expectSaid(rule: Rule, before: Judged, expected: readonly ExpectedFinding[]): void {
  for (const { code, line } of expected) {
    if (!rule.codes.includes(code)) throw new RuleTestError(`${rule.id} has no code ${code}; it has ${rule.codes.join(', ')}`);
    if (!Number.isInteger(line) || line < 1) throw new RuleTestError(`${rule.id}: each finding wants its line, from 1`);
  }
  const said = own(rule, before).map((finding, index) => pick(finding, expected[index]));
  const [is, should] = [said, expected.map((each) => pick(each, each))].map((all) => all.map((each) => JSON.stringify(each)).join('\n  '));
  if (is !== should)
    throw new RuleTestError(`${rule.id} says\n  ${is || 'nothing'}\nand should say\n  ${should || 'nothing'}\non\n${before.text}`);
}

/** Of a finding, what is asked of it: code and line always. */
function pick(finding: Finding | ExpectedFinding, asked: ExpectedFinding | undefined): object {
  const at = 'at' in finding ? finding.at : finding;
  return {
    code: finding.code,
    line: at.line,
    ...(asked?.column !== undefined && { column: at.column }),
    ...(asked?.subject !== undefined && { subject: finding.subject }),
    ...(asked?.severity !== undefined && { severity: finding.severity }),
  };
}

/** Makes the proposals one after another; each must hold. */
function expectFixed(rule: Rule, before: Judged, expected: string | undefined): void {
  let now = before;
  for (;;) {
    const next = own(rule, now).find(({ fix }) => fix !== undefined);
    if (next === undefined) break;
    const tried = tryFix(now, next, { rules: rulesWith(rule) });
    if (!held(tried)) throw new RuleTestError(`${rule.id}: the proposal "${next.fix?.title}" is none: ${tried.refused}\n${now.text}`);
    now = tried.after;
  }
  if (now === before && expected === undefined) return;
  if (expected === undefined) throw new RuleTestError(`${rule.id} proposes a fix, so the case wants \`fixed\`:\n${now.text}`);
  if (now.text !== expected) throw new RuleTestError(`${rule.id}: fixed, the design is\n${now.text}\nand should be\n${expected}`);
}
