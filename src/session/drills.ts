import type { Finding } from '#analyze/finding.js';
import { unreachable } from '#base/invariant.js';
import type { DesignModel } from '#model/design.js';
import type { Call, Flow } from '#model/flow.js';
import type { Drill, DrillCondition, DrillPart, DrillScenario, Need, Problem } from '#score/problem.js';
import type { Trial, TrialWhat } from './session.js';
import { callsOf, foremost, waitedFor } from './walk.js';

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

/** A drill's scenario on this design, with what is done instead where it has not what is asked; undefined when there is nothing. */
export function trialOf(drill: Drill, model: DesignModel, problem: About): Trial | undefined {
  const scenario = drill.scenario;
  if (!scenario) return undefined;
  const found = onDesign(scenario.what, model, problem);
  if (!found) return undefined;
  const title = found.note === undefined ? drill.ask : `${drill.ask} (${found.note})`;
  return { id: `drill/${drill.id}`, title, what: found.what, flow: found.flow.id, prediction: null, result: null };
}

type Found = { readonly what: TrialWhat; readonly flow: Flow; readonly note?: string | undefined };

function onDesign(asked: DrillScenario['what'], model: DesignModel, problem: About): Found | undefined {
  const flows = (need: string | undefined): readonly Flow[] => {
    const of = flowsOf(model, problem, need);
    return foremost(model).filter((flow) => of.includes(flow));
  };
  if (asked.kind === 'load' || asked.kind === 'hot-key') {
    const flow = flows(asked.kind === 'load' ? undefined : asked.need)[0];
    return flow && { what: asked.kind === 'load' ? { kind: 'load', factor: asked.factor } : { kind: 'hot-key', share: asked.share }, flow };
  }
  if (asked.kind === 'kill-zone') {
    const flow = flows(asked.of?.need)[0];
    const zone = zoneFor(asked, model, asked.of && partFor(asked.of, model, flows(asked.of.need))?.component);
    return flow && zone && { what: { kind: 'zone', zone: zone.id }, flow, note: zone.note };
  }
  const part = partFor(asked, model, flows(asked.need));
  if (!part) return undefined;
  const { component, flow } = part;
  if (asked.kind === 'slow') return { what: { kind: 'slow', component, factor: asked.factor }, flow };
  return { what: { kind: asked.kind === 'cold' ? 'cold' : 'component', component }, flow };
}

/** The component that a drill is about, with the flow that meets it. */
function partFor(part: DrillPart, model: DesignModel, flows: readonly Flow[]): { component: string; flow: Flow } | undefined {
  const found = flows.flatMap((flow) => {
    const waited = waitedFor(model, flow.id);
    return callsOf(flow).flatMap(({ visit: { component } }) =>
      model.components.get(component)?.is === part.component ? [{ component, flow, waits: waited.has(component) }] : [],
    );
  });
  const fitting = part.handedOver === true ? found.filter((one) => !one.waits) : found;
  const isNamed = ({ component }: { component: string }): boolean => {
    const words: readonly string[] = component.toLowerCase().match(/[a-z]+/g) ?? [];
    return part.named?.some((name) => words.includes(name)) ?? false;
  };
  const rank = (one: { component: string; waits: boolean }): number => (isNamed(one) ? 0 : 2) + (one.waits ? 0 : 1);
  return fitting.sort((a, b) => rank(a) - rank(b))[0];
}

/** The zone that is asked for; where the design has none of that name, the one that takes most with it. */
function zoneFor(
  { zone }: { readonly zone?: string | undefined },
  model: DesignModel,
  component: string | undefined,
): { readonly id: string; readonly note?: string } | undefined {
  const own = [...model.components.values()].find((one) => one.id === component)?.zones[0];
  if (own !== undefined) return { id: own, note: `Of ${component}, that is ${own}.` };
  const named = zone === undefined ? undefined : [...model.zones.keys()].find((id) => id === zone || id.endsWith(`/${zone}`));
  const standing = new Set<string>([...model.components.values()].flatMap((one) => one.zones));
  if (named !== undefined && standing.has(named)) return { id: named };
  const fullest = fullestZone(model);
  if (fullest === undefined) return undefined;
  return zone === undefined
    ? { id: fullest }
    : { id: fullest, note: `Nothing of yours stands in a zone ${zone}; ${fullest}, where most of it stands, is taken.` };
}

/** The zone that most components have instances in; the first in order of the file among equals. */
export function fullestZone(model: DesignModel): string | undefined {
  const parts = new Map<string, number>();
  for (const component of model.components.values()) for (const zone of component.zones) parts.set(zone, (parts.get(zone) ?? 0) + 1);
  return [...parts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
