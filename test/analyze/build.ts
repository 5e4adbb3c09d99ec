import { FILE_START } from '#diagnostics/span.js';
import type { Component, Database } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { Action, Call, Flow, Group, Visit } from '#model/flow.js';
import { ComponentId, FlowId, ZoneId } from '#model/ids.js';
import { PerSecond, Ratio, Seconds } from '#model/units.js';

/** Models built in code, for what YAML cannot say shortly: exact instances, random trees, brute force. */
const HERE = { ...FILE_START, path: [] };
const base = (id: string) => ({ id: ComponentId(id), origin: HERE, written: new Map(), zones: [] as ZoneId[], regions: [] });

export const client = (id = 'user'): Component => ({ ...base(id), is: 'client' });

export const service = (
  id: string,
  availability: number,
  replicas: number,
  more: Partial<Extract<Component, { is: 'service' }>> = {},
): Component => ({
  ...base(id),
  is: 'service',
  availability: Ratio(availability),
  replicas,
  stateful: false,
  ...more,
});

export const cache = (id: string, availability: number, more: Partial<Extract<Component, { is: 'cache' }>> = {}): Component => ({
  ...base(id),
  is: 'cache',
  availability: Ratio(availability),
  shards: { count: 1, by: 'hash' },
  copies: 1,
  ...more,
});

export const store = (
  id: string,
  availability: number,
  replication: Partial<Database['replication']>,
  more: Partial<Database> = {},
): Component => ({
  ...base(id),
  is: 'database',
  kind: 'key-value',
  availability: Ratio(availability),
  shards: { count: 1, by: 'hash' },
  copies: replication.copies ?? 1,
  replication: { mode: 'leaderless', copies: 1, ...replication },
  ...more,
});

let nextId = 1;

export const visit = (component: string, actions: readonly Action[] = []): Visit => ({
  id: nextId++,
  component: ComponentId(component),
  actions,
});

export const call = (from: string, to: string, more: Partial<Call> = {}, actions: readonly Action[] = []): Call => ({
  type: 'call',
  id: nextId++,
  origin: HERE,
  from: ComponentId(from),
  waits: true,
  visit: visit(to, actions),
  when: { kind: 'always' },
  times: 1,
  atOnce: 1,
  items: 1,
  retries: 0,
  breaker: false,
  optional: false,
  ...more,
});

export const group = (how: Group['how'], more: Partial<Group> = {}): Group => ({
  type: 'group',
  origin: HERE,
  how,
  when: { kind: 'always' },
  times: 1,
  atOnce: 1,
  optional: false,
  ...more,
});

export const flow = (id: string, actions: readonly Action[], more: Partial<Flow> = {}): Flow => ({
  id: FlowId(id),
  origin: HERE,
  workload: { kind: 'open', rate: PerSecond(1), peak: 1, arrivals: { kind: 'poisson' } },
  roots: [visit('user', actions)],
  ...more,
});

export function model(components: readonly Component[], flows: readonly Flow[], more: Partial<DesignModel> = {}): DesignModel {
  return {
    title: 'built in code',
    requirements: { functional: new Map(), quality: [], constraints: [], outOfScope: [] },
    estimates: new Map(),
    zones: new Map(),
    network: { sameZone: Seconds(0), otherZone: Seconds(0), otherRegion: Seconds(0), between: new Map(), client: Seconds(0) },
    components: new Map([client(), ...components].map((each) => [each.id, each])),
    data: new Map<never, DataItem>(),
    flows: new Map(flows.map((each) => [each.id, each])),
    api: new Map(),
    decisions: [],
    ignores: [],
    faults: [],
    assumed: [],
    unknown: [],
    ...more,
  };
}

export const zones = (table: Readonly<Record<string, number>>): DesignModel['zones'] =>
  new Map(
    Object.entries(table).map(([name, availability]) => {
      const id = ZoneId('r', name);
      return [id, { id, region: 'r', availability: Ratio(availability), repair: Seconds(3600) }];
    }),
  );
