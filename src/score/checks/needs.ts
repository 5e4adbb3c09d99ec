import type { Covered } from '../coverage.js';
import type { ScoreInput } from '../input.js';
import type { Deed } from '../problem.js';
import { fail, missing, notEvaluated, type Part, pass } from '../weigh.js';

const about = ({ need }: Covered) => ({ need: need.id, text: need.text, useCase: need.useCases[0] ?? need.id });

/** Main needs weigh more. */
const weigh = (covered: Covered, part: Part): Part => ({ ...part, weight: covered.need.main ? 3 : 2 });

/** Each need of the problem has a functional requirement that names its use case, and a flow that names it too. */
export function needsStated({ coverage }: ScoreInput): readonly Part[] {
  return [...coverage.values()].map((one) => {
    const isTied = one.stated.length > 0 && one.flows.length + one.short.length > 0;
    return weigh(
      one,
      isTied
        ? pass(one.need.id, 'need/stated', { ...about(one), requirements: one.stated })
        : missing(one.need.id, 'need/not-stated', { ...about(one), requirements: one.stated }),
    );
  });
}

/** Each need of the problem is covered by a flow that does what it takes. */
export function needsCovered({ coverage }: ScoreInput): readonly Part[] {
  return [...coverage.values()].map((one) => {
    const short = one.short[0];
    if (one.flows.length > 0)
      return weigh(one, pass(one.need.id, 'need/covered', { ...about(one), flows: one.flows.map((flow) => flow.id) }));
    if (short)
      return weigh(one, fail(one.need.id, 'need/flow-lacks', { ...about(one), flow: short.flow.id, lacks: short.lacks.map(deedText) }));
    return weigh(one, missing(one.need.id, 'need/no-flow', about(one)));
  });
}

function deedText(deed: Deed): string {
  if (deed.kind === 'writes') return `writes:${deed.where}`;
  return deed.kind === 'reads' ? `reads:${deed.need}` : `calls:${deed.component}`;
}

/** Asking what the brief says already costs a quarter of a fact, so that asking everything is no strategy. */
const NEEDLESS = 0.25;

/** Each gating fact was asked for. A file cannot show that; an interview can. */
export function factsAsked({ problem, asked }: ScoreInput): readonly Part[] {
  const gating = problem.facts.filter((fact) => fact.gating);
  if (asked === undefined) return [notEvaluated('interview', 'fact/no-interview', { facts: gating.length })];
  const told = gating.map((fact) =>
    asked.has(fact.id) ? pass(fact.id, 'fact/asked', { fact: fact.id }) : missing(fact.id, 'fact/not-asked', { fact: fact.id }),
  );
  const needless = problem.facts.filter((fact) => fact.already && asked.has(fact.id));
  return [...told, ...needless.map((fact) => ({ ...fail(fact.id, 'fact/in-brief', { fact: fact.id }), weight: NEEDLESS }))];
}

/** Each covered need that a client starts has an endpoint in `api`. */
export function endpoints({ model, coverage }: ScoreInput): readonly Part[] {
  const served = new Set([...model.api.values()].flatMap((endpoint) => [endpoint.flow ?? '', endpoint.id]));
  return [...coverage.values()].flatMap((one) => {
    const started = one.flows.filter((flow) => flow.workload.kind !== 'batch');
    if (one.flows.length > 0 && started.length === 0) return [];
    const flow = started.find((candidate) => served.has(candidate.id));
    return [
      weigh(
        one,
        flow
          ? pass(one.need.id, 'endpoint/there', { ...about(one), flow: flow.id })
          : missing(one.need.id, 'endpoint/absent', { ...about(one), flow: started[0]?.id ?? null }),
      ),
    ];
  });
}
