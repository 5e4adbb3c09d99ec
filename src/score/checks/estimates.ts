import { type Claim, STEP } from '#analyze/estimates/claims.js';
import type { DesignModel, Estimate } from '#model/design.js';
import { sameDimension } from '#model/dimension.js';
import type { Flow } from '#model/flow.js';
import type { ScoreInput } from '../input.js';
import type { ExpectedEstimate } from '../problem.js';
import { fail, missing, notEvaluated, type Part, pass } from '../weigh.js';
import { flowUnderstatement } from './load.js';

/** Each expected figure stands in the sheet, by its name or as the rate of the flow it drives, and is in range. */
export function estimatesExpected(input: ScoreInput): readonly Part[] {
  return input.problem.estimates.map((expected) => {
    const data = { estimate: expected.id, range: expected.range, low: expected.low, high: expected.high };
    const found = lookUp(input, expected);
    if (!found) return missing(expected.id, 'estimate/absent', { ...data, names: expected.names });
    const at = { ...data, value: found.value, name: found.name, line: found.line };
    return found.value >= expected.low && found.value <= expected.high
      ? pass(expected.id, 'estimate/in-range', at)
      : fail(expected.id, 'estimate/out-of-range', at);
  });
}

type Found = { readonly value: number; readonly name: string; readonly line: number };

function lookUp(input: ScoreInput, expected: ExpectedEstimate): Found | undefined {
  const { model, coverage } = input;
  const named = expected.names
    .map((name) => model.estimates.get(name))
    .find((one) => one && sameDimension(one.value.dimension, expected.dimension));
  if (named) return { value: named.value.value, name: named.id, line: named.origin.line };
  for (const flow of coverage.get(expected.drives ?? '')?.flows ?? []) {
    const from = sheetRate(input, flow);
    if (from && flow.workload.kind === 'open') return { value: flow.workload.rate, name: from.id, line: from.origin.line };
  }
  return undefined;
}

/** The estimate that the rate of a flow is computed from. */
const sheetRate = ({ model }: ScoreInput, flow: Flow): Estimate | undefined =>
  [...model.estimates.values()].find((one) => one.usedBy.some((place) => LOADS.some((name) => place === `flows.${flow.id}.${name}`)));

const LOADS = ['rate', 'users', 'items'];

/** What the candidate says a sum comes to is what it comes to, for the sums that matter: expected ones, and those that something uses. */
export function claimsHold({ model, problem, rules }: ScoreInput): readonly Part[] {
  const expected = new Set(problem.estimates.flatMap((one) => one.names));
  const claims = [...model.estimates.values()].filter((one) => one.said !== undefined && (expected.has(one.id) || one.usedBy.length > 0));
  if (claims.length === 0) return [missing('claims', 'claim/none')];
  const isOff = (id: string): boolean => {
    const claim = rules.analysis.estimates.get(id);
    return claim?.verdict === 'fail' && !isRight(claim);
  };
  return claims.map((one) => {
    const claim = rules.analysis.estimates.get(one.id);
    const data = {
      estimate: one.id,
      said: claim?.said ?? null,
      value: claim?.value ?? null,
      factor: claim?.ratio ?? null,
      line: one.origin.line,
    };
    if (!isOff(one.id)) return pass(one.id, 'claim/holds', data);
    const root = inputsOf(model, one).find(isOff);
    return root === undefined ? fail(one.id, 'claim/off', data) : notEvaluated(one.id, 'cause/counted', { ...data, counted: root });
  });
}

/** Said right after all, although an input before it was said wrong: that one costs, not this. */
function isRight({ said, value }: Claim): boolean {
  const ratio = (said ?? Number.NaN) / value;
  return ratio >= STEP.from && ratio <= STEP.to;
}

/** Every estimate that this one is computed from, to any depth. */
function inputsOf(model: DesignModel, estimate: Estimate): readonly string[] {
  const found = new Set<string>();
  const open = [...estimate.inputs];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(model.estimates.get(next)?.inputs ?? []));
  }
  return [...found];
}

/** The load of every covered need comes from the sheet, so that a changed assumption changes the design; and it is the load that is asked. */
export function estimatesUsed(input: ScoreInput): readonly Part[] {
  return [...input.coverage.values()].map(({ need, flows }) => {
    const data = { need: need.id, flow: flows[0]?.id ?? null };
    const low = flows.map((flow) => flowUnderstatement(input, flow.id)).find((factor) => factor > 1);
    if (low !== undefined) return fail(need.id, 'rate/understated', { ...data, factor: low, peak: need.peak });
    const from = flows.map((flow) => sheetRate(input, flow)).find((one) => one !== undefined);
    return from
      ? pass(need.id, 'rate/from-sheet', { ...data, estimate: from.id, line: from.origin.line })
      : missing(need.id, 'rate/bare', data);
  });
}
