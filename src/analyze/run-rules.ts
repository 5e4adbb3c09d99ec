import { deepFreeze } from '#base/freeze.js';
import { byKeys } from '#base/order.js';
import type { Severity } from '#diagnostics/diagnostic.js';
import type { DesignModel, Ignore } from '#model/design.js';
import { type Analysis, analyze, frozenParts } from './analysis.js';
import { BudgetError } from './budget.js';
import type { Rule, RuleContext } from './define-rule.js';
import type { Finding, NotChecked } from './finding.js';
import { refusePromise } from './report-check.js';
import { RULES } from './rules/index.js';
import { withoutUnknownSizes } from './unknown.js';

export type Suppressed = { readonly finding: Finding; readonly ignore: Ignore };
/** A rule that threw: our mistake, not the design's. */
export type RuleBug = { readonly rule: string; readonly message: string; readonly stack: string };

export type RulesResult = {
  /** By place, then code. */
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  readonly suppressed: readonly Suppressed[];
  readonly bugs: readonly RuleBug[];
  readonly analysis: Analysis;
};

export type RulesOptions = {
  readonly rules?: readonly Rule[];
  /** By rule id or `family/*`; an id wins over its family. */
  readonly severity?: Severities;
  /** The same for findings whose subject has this id; it wins over the severities of all. */
  readonly severityOn?: Readonly<Record<string, Severities>>;
  /** Suppressions besides those of the design. Whether they met anything is for whoever gave them to tell. */
  readonly ignores?: readonly Ignore[];
  /** Whether to freeze what the rules are given. It is asked for where some of them are not ours: a rule that changes it fails. */
  readonly freeze?: boolean;
};

type Severities = Readonly<Record<string, Severity | 'off'>>;

type Gathered = { findings: Finding[]; notChecked: NotChecked[]; bugs: RuleBug[] };

/** Runs the rules on a design. A rule that throws is reported as our bug, and the others still run. */
export function runRules(model: DesignModel, options: RulesOptions = {}): RulesResult {
  const analysis = analyze(model);
  const rules = (options.rules ?? RULES).filter((rule) => options.severityOn !== undefined || severityOf(rule, options.severity) !== 'off');
  const rejudge = (changed: DesignModel): readonly Finding[] => judgeAgain(changed, rules, options);
  const context = contextFor({ model, analysis, unusedIgnores: [], rejudge }, options);
  const gathered: Gathered = { findings: [], notChecked: [], bugs: [] };
  for (const rule of rules.filter(({ last }) => last !== true)) runOne(rule, context, options, gathered);

  const sized = withoutUnknownSizes(model, gathered.findings);
  gathered.notChecked.push(...sized.notChecked);
  const { kept, suppressed, unused } = suppress(sized.kept, model.ignores, options.ignores ?? []);
  gathered.findings = kept;
  const last: RuleContext = { ...context, unusedIgnores: unused };
  if (options.freeze) deepFreeze(last);
  for (const rule of rules.filter(({ last }) => last === true)) runOne(rule, last, options, gathered);
  return {
    findings: sorted(gathered.findings),
    notChecked: [...gathered.notChecked].sort(
      byKeys(
        (each) => each.rule,
        (each) => each.subject.join(' '),
        (each) => each.reason,
      ),
    ),
    suppressed: suppressed.sort((a, b) => byPlace(a.finding, b.finding)),
    bugs: gathered.bugs,
    analysis,
  };
}

/** What the rules find in a changed design, but for those that change designs themselves. */
function judgeAgain(model: DesignModel, rules: readonly Rule[], options: RulesOptions): readonly Finding[] {
  const gathered: Gathered = { findings: [], notChecked: [], bugs: [] };
  const context = contextFor({ model, analysis: analyze(model), unusedIgnores: [], rejudge: () => [] }, options);
  for (const rule of rules) if (rule.last !== true && rule.family !== 'excess') runOne(rule, context, options, gathered);
  return suppress(gathered.findings, model.ignores, options.ignores ?? []).kept;
}

function contextFor(context: RuleContext, { freeze }: RulesOptions): RuleContext {
  if (!freeze) return context;
  const frozen = { ...context, analysis: frozenParts(context.analysis) };
  deepFreeze(frozen);
  return frozen;
}

function runOne(rule: Rule, context: RuleContext, options: RulesOptions, into: Gathered): void {
  try {
    const outcome = rule.run(context);
    refusePromise(outcome);
    const { findings, notChecked } = outcome;
    for (const finding of findings) {
      const severity = severityOfFinding(rule, finding, options);
      if (severity !== 'off') into.findings.push(severity === undefined ? finding : { ...finding, severity });
    }
    into.notChecked.push(...notChecked);
  } catch (error) {
    if (error instanceof BudgetError)
      into.notChecked.push({ rule: rule.id, subject: [], reason: `the design is beyond the step budget: ${error.message}` });
    else
      into.bugs.push({
        rule: rule.id,
        message: error instanceof Error ? error.message : String(error),
        stack: (error instanceof Error && error.stack) || '',
      });
  }
}

const severityOf = (rule: Rule, severity: Severities | undefined): Severity | 'off' | undefined =>
  severity?.[rule.id] ?? severity?.[`${rule.family}/*`];

/** By the first of its subjects that has a severity of its own, else that of the rule. */
function severityOfFinding(rule: Rule, { subject }: Finding, { severity, severityOn }: RulesOptions): Severity | 'off' | undefined {
  const own = severityOn && subject.map((id) => (Object.hasOwn(severityOn, id) ? severityOf(rule, severityOn[id]) : undefined));
  return own?.find((each) => each !== undefined) ?? severityOf(rule, severity);
}

/** Whether a suppression is about this finding: by rule, code or family, and by element where it names one. */
export function covers(ignore: Ignore, finding: Finding): boolean {
  const family = ignore.rule.endsWith('/*') && finding.rule.startsWith(ignore.rule.slice(0, -1));
  const named = family || ignore.rule === finding.rule || ignore.rule === finding.code;
  return named && (ignore.on === undefined || finding.subject.includes(ignore.on));
}

function suppress(findings: readonly Finding[], own: readonly Ignore[], others: readonly Ignore[]) {
  const ignores = [...own, ...others];
  const kept: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const used = new Set<Ignore>();
  for (const finding of findings) {
    const matching = ignores.filter((ignore) => covers(ignore, finding));
    for (const ignore of matching) used.add(ignore);
    if (matching[0] === undefined) kept.push(finding);
    else suppressed.push({ finding, ignore: matching[0] });
  }
  return { kept, suppressed, unused: own.filter((ignore) => !used.has(ignore)) };
}

const byPlace = byKeys<Finding>(
  ({ at }) => at.line,
  ({ at }) => at.column,
  ({ code }) => code,
  ({ subject }) => subject.join(' '),
);
const sorted = (findings: readonly Finding[]): readonly Finding[] => [...findings].sort(byPlace);
