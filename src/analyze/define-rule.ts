import type { Severity } from '#diagnostics/diagnostic.js';
import type { Origin } from '#diagnostics/span.js';
import type { DesignModel, Ignore } from '#model/design.js';
import type { Analysis } from './analysis.js';
import type { Family } from './families.js';
import type { Evidence, Finding, NotChecked } from './finding.js';
import type { Fix } from './fix.js';
import { refusePromise, wrongFinding, wrongNotChecked } from './report-check.js';

export type RuleId = `${Family}/${string}`;

/** One row per thing the rule can say: a sentence made of typed data. */
// biome-ignore lint/suspicious/noExplicitAny: each row has a data type of its own, which `Parameters` reads back.
type Messages = Record<string, (data: any) => string>;

export type RuleContext = {
  readonly model: DesignModel;
  readonly analysis: Analysis;
  /** Suppressions that met no finding. Only the rules of the last round see them filled. */
  readonly unusedIgnores: readonly Ignore[];
  /** What the other rules find in a changed design. Costs as much as judging it. */
  readonly rejudge: (changed: DesignModel) => readonly Finding[];
};

type Told<Data> = {
  readonly at: Origin;
  /** Ids of what it is about, the main one first. */
  readonly subject: readonly string[];
  readonly data: Data;
  readonly evidence: Evidence;
  readonly help?: string | undefined;
  /** Where this one is milder or worse than the rule usually is. */
  readonly severity?: Severity | undefined;
  /** The smallest edit of the design that is a right answer to it, where there is one. */
  readonly fix?: Fix | undefined;
};

type Report<M extends Messages> = {
  <Id extends keyof M & string>(message: Id, told: Told<Parameters<M[Id]>[0]>): void;
  /** Says that something cannot be judged, and why. Nothing is guessed in its place. */
  notChecked(subject: readonly string[], reason: string): void;
};

/** A whole small design, and the codes this rule must raise on it, in order. */
export type BadExample = { readonly design: string; readonly codes: readonly string[] };

type RuleDocs = {
  readonly id: RuleId;
  readonly severity: Severity;
  /** When a finding is milder or worse than that; whole sentences. */
  readonly varies?: string;
  /** What is wrong, why that hurts, what to do, and what that costs in turn. Plain sentences. */
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly tradeOff: string;
  readonly source: string;
  /** A whole small design on which the rule is silent. */
  readonly good: string;
  readonly bad: BadExample;
  /** Judges what the other rules found, so it runs after them. */
  readonly last?: boolean;
};

export type Outcome = { readonly findings: readonly Finding[]; readonly notChecked: readonly NotChecked[] };

export type Rule = RuleDocs & {
  readonly family: Family;
  /** Codes it can raise: `<rule id>:<message id>`. */
  readonly codes: readonly string[];
  readonly run: (context: RuleContext) => Outcome;
};

/** What a rule reports must be as the types say also where nobody checked them: a rule that reports anything else has failed. */
function refuse(what: string, wrong: string | undefined): void {
  if (wrong !== undefined) throw new Error(`its report "${what}" ${wrong}`);
}

/** Declares a rule: its docs, its examples, its messages and a check that is a pure function of the design. */
export function defineRule<const M extends Messages>(
  spec: RuleDocs & { readonly messages: M; readonly check: (context: RuleContext, report: Report<M>) => void },
): Rule {
  const { messages, check, ...docs } = spec;
  const run = (context: RuleContext): Outcome => {
    const findings: Finding[] = [];
    const notChecked: NotChecked[] = [];
    const tell = <Id extends keyof M & string>(id: Id, told: Told<Parameters<M[Id]>[0]>): void => {
      if (!Object.hasOwn(messages, id)) throw new Error(`it reports "${String(id)}", which is none of its messages`);
      const { at, subject, evidence } = told ?? {};
      const said = { severity: told?.severity ?? spec.severity, message: messages[id]!(told?.data), help: told?.help ?? spec.fix };
      refuse(id, wrongFinding({ ...said, at, subject, evidence, fix: told?.fix }));
      findings.push({ code: `${spec.id}:${id}`, rule: spec.id, ...said, at, subject, evidence, ...(told.fix && { fix: told.fix }) });
    };
    const report = Object.assign(tell, {
      notChecked: (subject: readonly string[], reason: string): void => {
        refuse('not checked', wrongNotChecked(subject, reason));
        notChecked.push({ rule: spec.id, subject, reason });
      },
    });
    refusePromise(check(context, report) as unknown);
    return { findings, notChecked };
  };
  const family = spec.id.slice(0, spec.id.indexOf('/')) as Family;
  return { ...docs, family, codes: Object.keys(messages).map((id) => `${spec.id}:${id}`), run };
}
