import type { Finding } from '#analyze/finding.js';
import { unreachable } from '#base/invariant.js';
import type { DesignModel } from '#model/design.js';
import type { Call, Flow } from '#model/flow.js';
import type { Drill, DrillCondition, DrillScenario, Need, Problem } from '#score/problem.js';
import type { Trial, TrialWhat } from './session.js';
import { callsOf, foremost } from './walk.js';

type About = Pick<Problem, 'needs'>;

/** The flows that serve a need; all flows where none is named. */
function flowsOf(model: DesignModel, problem: About, need: string | undefined): readonly Flow[] {
  const names = need === undefined ? undefined : problem.needs.find((one: Need) => one.id === need)?.useCases;
  return [...model.flows.values()].filter((flow) => names === undefined || names.some((name) => name === (flow.useCase ?? flow.id)));
}

const callsOn = (model: DesignModel, problem: About, need: string | undefined): readonly Call[] =>
  flowsOf(model, problem, need).flatMap((flow) => callsOf(flow));

function holds(condition: DrillCondition, model: DesignModel, problem: About, findings: readonly Finding[]): boolean {
  switch (condition.kind) {
    case 'finding':
      return findings.some((finding) => finding.code.startsWith(condition.code));
    case 'component':
      if (condition.need === undefined) return [...model.components.values()].some((component) => component.is === condition.component);
      return callsOn(model, problem, condition.need).some((call) => model.components.get(call.visit.component)?.is === condition.component);
    case 'reads':
      return callsOn(model, problem, condition.need).some((call) => readsCopy(model, call));
    default:
      return unreachable(condition);
  }
}

/** Whether a read may be answered by a copy that is behind. */
export function readsCopy(model: DesignModel, call: Call): boolean {
  const store = model.components.get(call.visit.component);
  if (call.operation?.kind !== 'read' || store?.is !== 'database') return false;
  return store.replicaOf !== undefined || call.target === 'replica' || call.target === 'any';
}

/** Whether a drill of the problem is about something this design does. */
export function drillApplies(drill: Drill, model: DesignModel, problem: About, findings: readonly Finding[]): boolean {
  return drill.when.length === 0 || drill.when.some((condition) => holds(condition, model, problem, findings));
}

/** A drill's scenario on this design; undefined when the design has nothing it could be done to. */
export function trialOf(drill: Drill, model: DesignModel, problem: About): Trial | undefined {
  const scenario = drill.scenario;
  if (!scenario) return undefined;
  const need = 'need' in scenario.what ? scenario.what.need : undefined;
  const found = onFlow(scenario, model, foremostOf(model, flowsOf(model, problem, need)));
  if (!found) return undefined;
  return { id: `drill/${drill.id}`, title: drill.ask, what: found.what, flow: found.flow.id, prediction: null, result: null };
}

const foremostOf = (model: DesignModel, flows: readonly Flow[]): readonly Flow[] => foremost(model).filter((flow) => flows.includes(flow));

function onFlow(scenario: DrillScenario, model: DesignModel, flows: readonly Flow[]): { what: TrialWhat; flow: Flow } | undefined {
  const what = scenario.what;
  const main = flows[0];
  if (!main) return undefined;
  if (what.kind === 'load') return { what: { kind: 'load', factor: what.factor }, flow: main };
  if (what.kind === 'kill-zone') {
    const zone = fullestZone(model);
    return zone === undefined ? undefined : { what: { kind: 'zone', zone }, flow: main };
  }
  for (const flow of flows) {
    const call = callsOf(flow).find((one) => model.components.get(one.visit.component)?.is === what.component);
    const component = call?.visit.component;
    if (component === undefined) continue;
    return { what: what.kind === 'slow' ? { kind: 'slow', component, factor: what.factor } : { kind: 'component', component }, flow };
  }
  return undefined;
}

/** The zone that most components have instances in; the first in order of the file among equals. */
export function fullestZone(model: DesignModel): string | undefined {
  const parts = new Map<string, number>();
  for (const component of model.components.values()) for (const zone of component.zones) parts.set(zone, (parts.get(zone) ?? 0) + 1);
  return [...parts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
