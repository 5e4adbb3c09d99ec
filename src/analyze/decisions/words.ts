import { callsOf } from '#model/calls.js';
import type { Component } from '#model/component.js';
import type { Decision, DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';

/** Whether the element that a decision is about really is what was chosen. */
type Holds = (about: About) => boolean;

/** What a decision is about: a component, a flow, or data (then also the store it is in), and the calls that touch it. */
export type About = { readonly component: Component | undefined; readonly calls: readonly Call[]; readonly model: DesignModel };

export function aboutOf(model: DesignModel, decision: Decision): About {
  const data = [...model.data.values()].find((one) => one.id === decision.about);
  const component = [...model.components.values()].find((one) => one.id === (data?.in ?? decision.about));
  const flow = [...model.flows.values()].find((one) => one.id === decision.about);
  const all = [...model.flows.values()].flatMap(callsOf);
  const touching = all.filter((call) =>
    data ? call.operation?.data === data.id : call.visit.component === component?.id || call.from === component?.id,
  );
  return { component, calls: flow ? callsOf(flow) : touching, model };
}

const database = ({ component }: About) => (component?.is === 'database' ? component : undefined);
const mode =
  (name: string): Holds =>
  (about) =>
    database(about)?.replication.mode === name;
const sync =
  (name: string): Holds =>
  (about) =>
    database(about)?.replication.sync === name;
const store =
  (name: string): Holds =>
  (about) =>
    database(about)?.kind === name;
const pattern =
  (name: string): Holds =>
  ({ component }) =>
    component?.is === 'cache' && component.pattern === name;
const is =
  (...kinds: readonly string[]): Holds =>
  ({ component }) =>
    kinds.includes(component?.is ?? '');
const sharded =
  (by: string): Holds =>
  ({ component }) =>
    (component?.is === 'database' || component?.is === 'cache') && component.shards.count > 1 && component.shards.by === by;
const someCall =
  (test: (call: Call, about: About) => boolean): Holds =>
  (about) =>
    about.calls.some((call) => test(call, about));
const handsOver: Holds = (about) => is('queue', 'stream', 'pubsub', 'worker')(about) || about.calls.some((call) => !call.waits);
const capture: Holds = someCall((call, { model }) => !call.waits && model.components.get(call.from)?.is === 'database');

/**
 * Words by which a trade-off can be held against the model. A word that is not here cannot be: it earns nothing and costs nothing.
 * Each says what must be so for it to have been chosen.
 */
export const DECISION_WORDS: Readonly<Record<string, Holds>> = {
  'single-leader': mode('single-leader'),
  'multi-leader': mode('multi-leader'),
  leaderless: mode('leaderless'),
  chain: mode('chain'),
  'synchronous-replication': sync('sync'),
  'semi-synchronous-replication': sync('semi-sync'),
  'asynchronous-replication': sync('async'),
  sql: store('sql'),
  'key-value': store('key-value'),
  document: store('document'),
  'wide-column': store('wide-column'),
  graph: store('graph'),
  'time-series': store('time-series'),
  search: store('search'),
  'cache-aside': pattern('cache-aside'),
  'read-through': pattern('read-through'),
  'write-through': pattern('write-through'),
  'write-behind': pattern('write-behind'),
  'refresh-ahead': pattern('refresh-ahead'),
  'no-cache': ({ component }) => component?.is !== 'cache',
  hash: sharded('hash'),
  'consistent-hash': sharded('consistent-hash'),
  range: sharded('range'),
  'no-shards': (about) => database(about)?.shards.count === 1,
  queue: is('queue'),
  stream: is('stream'),
  pubsub: is('pubsub'),
  asynchronous: handsOver,
  synchronous: (about) => !handsOver(about),
  'fan-out-on-write': someCall((call) => call.operation?.kind === 'write' && (call.times !== 1 || call.items !== 1)),
  'fan-out-on-read': someCall((call) => call.operation?.kind === 'read' && (call.times !== 1 || call.items !== 1)),
  'change-data-capture': (about) =>
    capture(about) || about.calls.some((call) => !call.waits && about.model.components.get(call.from)?.is === 'database'),
  outbox: capture,
  'dual-write': (about) => !capture(about),
  saga: someCall((call) => call.undo !== undefined),
  'two-phase-commit': (about) => !about.calls.some((call) => call.undo !== undefined),
  'idempotency-key': someCall((call) => call.once !== undefined),
  cdn: is('cdn'),
  'object-store': is('object-store'),
};
