import { aboutOf, DECISION_WORDS } from '#analyze/decisions/words.js';
import { callsOf } from '#model/calls.js';
import type { Decision } from '#model/design.js';
import { coveringFlows } from '../coverage.js';
import type { ScoreInput } from '../input.js';
import { fail, missing, type Part, pass } from '../weigh.js';

/**
 * So many trade-offs about parts the covered flows cross, each with an alternative, a gain and a cost, and each true of the model: it
 * is what was chosen, and it is not what it was chosen over. Contradictions cost even where enough others hold.
 */
export function decisionsHold(input: ScoreInput, wanted: number): readonly Part[] {
  const judged = input.model.decisions.filter((one) => isAboutMain(input, one)).map((one) => judge(input, one));
  const wrong = judged.filter((part) => part.reason === 'decision/contradicted');
  const right = judged.filter((part) => part.verdict === 'pass').slice(0, Math.max(0, wanted - wrong.length));
  const thin = judged.filter((part) => part.verdict === 'missing').slice(0, Math.max(0, wanted - wrong.length - right.length));
  const absent = Math.max(0, wanted - wrong.length - right.length - thin.length);
  return [
    ...wrong,
    ...right,
    ...thin,
    ...Array.from({ length: absent }, (_, i) => missing(`decision ${judged.length + i + 1}`, 'decision/absent')),
  ];
}

function judge({ model }: ScoreInput, decision: Decision): Part {
  const name = `${decision.about}: ${decision.chose}`;
  const data = { about: decision.about, chose: decision.chose, over: decision.over, line: decision.origin.line };
  const about = aboutOf(model, decision);
  const holds = (word: string): boolean | undefined => DECISION_WORDS[word]?.(about);
  if (holds(decision.chose) === false)
    return fail(name, 'decision/contradicted', { ...data, message: `"${decision.about}" is not ${decision.chose} in this design` });
  const other = decision.over.find((word) => holds(word) === true);
  if (other !== undefined)
    return fail(name, 'decision/contradicted', {
      ...data,
      message: `"${decision.about}" is ${other} in this design, which it says it gave up`,
    });
  const isWhole = decision.over.length > 0 && decision.gains.length > 0 && decision.costs.length > 0;
  if (!isWhole) return missing(name, 'decision/no-costs', data);
  return holds(decision.chose) && decision.over.some((word) => holds(word) === false)
    ? pass(name, 'decision/holds', data)
    : missing(name, 'decision/not-judged', data);
}

/** Whether the decision is about a covered flow, or about a component or data that one touches. */
function isAboutMain({ model, coverage }: ScoreInput, { about }: Decision): boolean {
  const flows = coveringFlows(coverage);
  const calls = flows.flatMap(callsOf);
  const touched = new Set<string>([
    ...flows.map((flow) => flow.id),
    ...calls.flatMap((call) => [call.from, call.visit.component, call.operation?.data ?? call.from]),
  ]);
  const data = [...model.data.values()].find((one) => one.id === about);
  return touched.has(about) || (data !== undefined && touched.has(data.in));
}
