import type { Placed } from '#analyze/consistency/calls.js';
import { allCalls, byStep } from '#analyze/consistency/deliveries.js';
import { type FixValue, setAttribute } from '#analyze/fix.js';
import type { Judged } from '#evaluate/fix/verify-fix.js';
import type { Component } from '#model/component.js';
import type { Call } from '#model/flow.js';
import type { Mutant } from './operator.js';

/** Components of some kinds. */
export const those = <Is extends Component['is']>({ model }: Judged, ...kinds: readonly Is[]): readonly Extract<Component, { is: Is }>[] =>
  [...model.components.values()].filter((each): each is Extract<Component, { is: Is }> => (kinds as readonly string[]).includes(each.is));

/** What answers requests: requests wait for it. */
export const answering = (design: Judged) => {
  const awaited = new Set(callsOf(design).flatMap(({ call, awaited }) => (awaited ? [call.visit.component, call.from] : [])));
  return those(design, 'load-balancer', 'api-gateway', 'reverse-proxy', 'service').filter(({ id }) => awaited.has(id));
};

export const stores = (design: Judged, ...modes: readonly string[]) =>
  those(design, 'database').filter(({ replication }) => modes.length === 0 || modes.includes(replication.mode));

/** Every step of every flow once. */
export const callsOf = ({ model }: Judged): readonly Placed[] => byStep(allCalls(model)).map(({ first }) => first);

/** A mutant for each of these, with one attribute set. */
export const set = (all: readonly Component[], attribute: string, value: FixValue): readonly Mutant[] =>
  all.map(({ id }) => ({ element: id, edits: [setAttribute(id, attribute, value)] }));

/** A mutant for each of these that says the attribute, without it. */
export const unset = (all: readonly Component[], attribute: string): readonly Mutant[] =>
  all.flatMap(({ id, written }) =>
    written.has(attribute) ? [{ element: id, edits: [{ remove: ['components', id, ...attribute.split('.')] }] }] : [],
  );

/** The path of the step that a call is, without its attributes. */
export const stepOf = (call: Call): readonly string[] => {
  const { path } = call.origin;
  const last = path.at(-1) ?? '';
  return /->|~>/.test(last) ? path.slice(0, -1) : path;
};

/** An attribute of a step. */
export const onStep = (call: Call, attribute: string): readonly string[] => [...call.origin.path, attribute];

/** Where one more step of the path goes that a step stands in: behind its end. */
export function afterPath({ model }: Judged, flow: string): readonly string[] {
  const found = [...model.flows.values()].find(({ id }) => id === flow)!;
  const steps = new Set<number>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null) {
      const { path } = (value as { origin?: { path: readonly string[] } }).origin ?? { path: [] };
      if (path[1] === flow && path[2] === 'path') steps.add(Number(path[3]));
      for (const inner of Object.values(value)) look(inner);
    }
  };
  look(found.roots);
  return ['flows', flow, 'path', String(Math.max(...steps) + 1)];
}

export const quality = ({ model }: Judged) => model.requirements.quality;
export const target = (id: string, name: string): readonly string[] => ['requirements', 'quality', id, name];
export const freshTarget = (value: FixValue) => ({ set: ['requirements', 'quality', 'broken'], value });
