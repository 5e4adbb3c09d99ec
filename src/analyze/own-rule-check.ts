import { SEVERITIES } from '#diagnostics/diagnostic.js';
import type { Outcome, Rule } from './define-rule.js';
import { FAMILIES } from './families.js';
import { refusePromise, wrongFinding, wrongNotChecked } from './report-check.js';

const ID = /^[a-z0-9-]+\/[a-z0-9-]+$/;
const TEXTS = ['what', 'why', 'fix', 'tradeOff', 'source'] as const;

/** What is wrong with something that should be a rule, as the end of a sentence that starts with it; undefined where it is one. */
export function wrongRule(value: unknown): string | undefined {
  if (!isObject(value)) return 'is no rule: export defineRule({ ... })';
  const { id, family, severity, good, bad, codes, run } = value;
  if (typeof id !== 'string' || !ID.test(id)) return 'has no `id` of the form family/name, in lower-case letters, digits and dashes';
  const first = id.slice(0, id.indexOf('/'));
  if (!(FAMILIES as readonly string[]).includes(first)) return `is in no family of rules: "${first}"; there are ${FAMILIES.join(', ')}`;
  if (family !== first) return `has the family ${JSON.stringify(family)}, and an id of the family "${first}"`;
  if (!(SEVERITIES as readonly unknown[]).includes(severity)) return `has no \`severity\`; there are ${SEVERITIES.join(', ')}`;
  const empty = TEXTS.find((name) => typeof value[name] !== 'string' || value[name].trim() === '');
  if (empty !== undefined) return `does not say its \`${empty}\``;
  if (typeof good !== 'string') return 'has no `good` example';
  if (!isObject(bad) || typeof bad['design'] !== 'string' || !isTexts(bad['codes']))
    return 'has no `bad` example with a design and its codes';
  if (!isTexts(codes) || codes.length === 0) return 'has no messages';
  const foreign = codes.find((code) => !code.startsWith(`${id}:`));
  if (foreign !== undefined) return `has the code "${foreign}", which does not start with its id`;
  return typeof run === 'function' ? undefined : 'has no check';
}

/**
 * The rule, with what it reports looked at each time it runs: a rule that somebody made by hand, past {@link defineRule}, is held to
 * the same. Throws where it reports what is none of its own or cannot be shown.
 */
export function guarded(rule: Rule): Rule {
  return {
    ...rule,
    run: (context) => {
      const outcome: unknown = rule.run(context);
      refusePromise(outcome);
      if (!isObject(outcome) || !Array.isArray(outcome['findings']) || !Array.isArray(outcome['notChecked']))
        throw new Error('its run answers with no { findings, notChecked }');
      for (const each of outcome['findings']) {
        const finding = isObject(each) ? each : {};
        const wrong = rule.codes.includes(finding['code'] as string) ? wrongFinding(finding) : 'is none of its messages';
        if (wrong !== undefined || finding['rule'] !== rule.id)
          throw new Error(`its report "${String(finding['code'])}" ${wrong ?? `names the rule ${JSON.stringify(finding['rule'])}`}`);
      }
      for (const each of outcome['notChecked']) {
        const told = isObject(each) ? each : {};
        const wrong = wrongNotChecked(told['subject'], told['reason']);
        if (wrong !== undefined || told['rule'] !== rule.id) throw new Error(`its report "not checked" ${wrong ?? 'names another rule'}`);
      }
      return outcome as unknown as Outcome;
    },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');
