import { byKeys } from '#base/order.js';
import type { Severity } from '#diagnostics/diagnostic.js';
import type { DesignModel, Ignore } from '#model/design.js';
import { type Analysis, analyze } from './analysis.js';
import { BudgetError } from './budget.js';
import type { Rule, RuleContext } from './define-rule.js';
import type { Finding, NotChecked } from './finding.js';
import { RULES } from './rules/index.js';

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
  readonly severity?: Readonly<Record<string, Severity | 'off'>>;
};

type Gathered = { findings: Finding[]; notChecked: NotChecked[]; bugs: RuleBug[] };

/** Runs the rules on a design. A rule that throws is reported as our bug, and the others still run. */
export function runRules(model: DesignModel, options: RulesOptions = {}): RulesResult {
  const analysis = analyze(model);
  const rules = (options.rules ?? RULES).filter((rule) => severityOf(rule, options) !== 'off');
  const context: RuleContext = { model, analysis, unusedIgnores: [] };
  const gathered: Gathered = { findings: [], notChecked: [], bugs: [] };
  for (const rule of rules.filter(({ last }) => last !== true)) runOne(rule, context, options, gathered);

  const { kept, suppressed, unused } = suppress(gathered.findings, model.ignores);
  gathered.findings = kept;
  for (const rule of rules.filter(({ last }) => last === true)) runOne(rule, { ...context, unusedIgnores: unused }, options, gathered);
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

function runOne(rule: Rule, context: RuleContext, options: RulesOptions, into: Gathered): void {
  try {
    const { findings, notChecked } = rule.run(context);
    const severity = severityOf(rule, options);
    into.findings.push(...findings.map((each) => (severity === undefined || severity === 'off' ? each : { ...each, severity })));
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

const severityOf = (rule: Rule, { severity }: RulesOptions): Severity | 'off' | undefined =>
  severity?.[rule.id] ?? severity?.[`${rule.family}/*`];

/** Whether a suppression is about this finding: by rule, code or family, and by element where it names one. */
function covers(ignore: Ignore, finding: Finding): boolean {
  const family = ignore.rule.endsWith('/*') && finding.rule.startsWith(ignore.rule.slice(0, -1));
  const named = family || ignore.rule === finding.rule || ignore.rule === finding.code;
  return named && (ignore.on === undefined || finding.subject.includes(ignore.on));
}

function suppress(findings: readonly Finding[], ignores: readonly Ignore[]) {
  const kept: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const used = new Set<Ignore>();
  for (const finding of findings) {
    const matching = ignores.filter((ignore) => covers(ignore, finding));
    for (const ignore of matching) used.add(ignore);
    if (matching[0] === undefined) kept.push(finding);
    else suppressed.push({ finding, ignore: matching[0] });
  }
  return { kept, suppressed, unused: ignores.filter((ignore) => !used.has(ignore)) };
}

const byPlace = byKeys<Finding>(
  ({ at }) => at.line,
  ({ at }) => at.column,
  ({ code }) => code,
  ({ subject }) => subject.join(' '),
);
const sorted = (findings: readonly Finding[]): readonly Finding[] => [...findings].sort(byPlace);
