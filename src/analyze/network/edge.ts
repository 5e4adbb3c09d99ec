import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import type { Placed } from '../consistency/calls.js';
import { allCalls } from '../consistency/deliveries.js';
import { writesTo } from '../consistency/steps.js';
import { saysUnknown } from '../unknown.js';

/** Entrances of flows in which users write, with no part on the way that asks who they are. */
export type OpenDoor = {
  readonly entry: ComponentId;
  readonly said: ComponentId | undefined;
  /** A part on the way of which it is not known whether it asks. */
  readonly unknown: ComponentId | undefined;
  readonly data: readonly DataId[];
  readonly flows: readonly FlowId[];
};

/** Writes that a client waits for, by the first component it calls. What is handed over (counting, logging) is not judged. */
export function openDoors(model: DesignModel): readonly OpenDoor[] {
  const calls = allCalls(model);
  const doors = new Map<
    ComponentId,
    { said: ComponentId | undefined; unknown: ComponentId | undefined; data: Set<DataId>; flows: Set<FlowId> }
  >();
  for (const [index, write] of calls.entries()) {
    const chain = [...write.above, write.call];
    const entry = chain[0];
    if (entry === undefined || !write.awaited || !writesTo(model, write) || model.components.get(entry.from)?.is !== 'client') continue;
    const way = chain.flatMap(({ visit }) => model.components.get(visit.component) ?? []);
    const earlier = calls.slice(0, index).filter(({ flow }) => flow === write.flow);
    if (way.some(asksWho) || earlier.some((each) => isIdentity(model, each))) continue;
    if (way[0]?.is === 'object-store' && earlier.some((each) => answersKnown(model, each))) continue;
    const unknown = way.find(({ id }) => saysUnknown(model, `components.${id}.auth`))?.id;
    const door = doors.get(entry.visit.component) ?? { said: way.find(saysNone)?.id, unknown, data: new Set(), flows: new Set() };
    door.data.add(write.call.operation!.data);
    door.flows.add(write.flow.id);
    doors.set(entry.visit.component, door);
  }
  return [...doors].map(([entry, { said, unknown, data, flows }]) => ({ entry, said, unknown, data: [...data], flows: [...flows] }));
}

const authOf = (component: Component): string | undefined => ('auth' in component ? component.auth : undefined);
const saysNone = (component: Component): boolean => authOf(component) === 'none';
/** A session that travels as a signed token says who it is, too. */
const asksWho = (component: Component): boolean =>
  (authOf(component) !== undefined && !saysNone(component)) || ('session' in component && component.session === 'token');
const isIdentity = (model: DesignModel, { call }: Placed): boolean => {
  const target = model.components.get(call.visit.component);
  return target?.is === 'identity' && target.method !== 'none';
};

/** A client asks something that knows who it is: what it uploads next may carry the signed link it got. */
const answersKnown = (model: DesignModel, { above, call }: Placed): boolean =>
  model.components.get((above[0] ?? call).from)?.is === 'client' &&
  [...above, call].some(({ visit }) => [model.components.get(visit.component)].some((each) => each !== undefined && asksWho(each)));

/** Calls that clients make, the same step once. */
export const clientCalls = (model: DesignModel): readonly Placed[] => {
  const seen = new Set<string>();
  return allCalls(model).filter(({ call }) => {
    const key = `${call.from} ${call.visit.component}`;
    const first = model.components.get(call.from)?.is === 'client' && !seen.has(key);
    if (first) seen.add(key);
    return first;
  });
};

/** Parts that no client is to talk to directly. */
export const INNER: ReadonlySet<Component['is']> = new Set([
  'database',
  'cache',
  'queue',
  'stream',
  'file-system',
  'lock-service',
  'coordinator',
  'registry',
]);
