import type { DesignModel } from '#model/design.js';
import type { Call, Flow, Workload } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import type { CallTables } from '../calls/tables.js';
import { OP, PICK, UNLIMITED } from '../kernel/instructions.js';
import type { Endings, FlowProgram, Program, Sites, Stations } from '../kernel/program.js';
import { mostAtOnce } from '../workload/batches.js';
import { compileSamplers } from '../workload/samplers.js';
import { Code, type EndingDraft, type SiteDraft } from './code.js';
import { prepareCopying, replicationOf } from './copying.js';
import { FlowCode } from './flow-code.js';
import { KeyDraft } from './key-draft.js';
import { listLeftOut } from './left-out.js';
import { limitAssumptions, limitTable } from './limits.js';
import { MessageDrafts, markConsumers } from './messaging.js';
import { namesOf } from './names.js';
import { findPlaces, type Places } from './places.js';
import type { StationSpec } from './station-spec.js';
import { compileStations } from './stations.js';
import type { Design } from './visits.js';

type Driven = Extract<Workload, { kind: 'open' | 'closed' | 'batch' }>;

/** Compiles a design to numbers. `only` limits which flows offer load; parts run where they are named in any case. `found`: keys are not followed, and so many of those of a read are found. */
export function compile(
  model: DesignModel,
  specs: readonly StationSpec[],
  only?: readonly string[],
  found?: ReadonlyMap<Call, number>,
): Program {
  const places = findPlaces(model);
  const { stations, instances } = compileStations(specs, places);
  const code = new Code();
  const messages = new MessageDrafts(specs);
  markConsumers(model, specs, stations);
  const stationOf = new Map<string, number>(stations.ids.map((id, i) => [id, i]));
  const usersOf = (flow: Flow) => users(model, flow, stations, places);
  const copying = prepareCopying({ model, specs, stations, instances, stationOf, regions: places.regions.length, usersOf, only });
  const keys = new KeyDraft(model, specs, found);
  const design: Design = { specs, stations, instances, code, messages, model, copying, keys };
  for (const spec of specs) listLeftOut(spec.component, code);
  const names = namesOf(model, code);
  for (const spec of specs) for (const sentence of limitAssumptions(spec.component)) code.assumptions.add(sentence);
  const flows: FlowProgram[] = [];
  const flowsById: ReadonlyMap<string, Flow> = model.flows;
  for (const flow of model.flows.values()) {
    const { workload } = flow;
    if (workload.kind === 'unknown') code.leaveOut(`flows.${flow.id}`, 'its load: how often it runs is not known');
    if (workload.kind === 'unknown' || workload.kind === 'part' || (only && !only.includes(flow.id))) continue;
    addMarks(model, flow, flows.length, code);
    const atOnce = mostAtOnce(stations);
    if (workload.kind === 'batch' && workload.items > atOnce)
      code.assumptions.add(`at most ${atOnce} items of flows.${flow.id} are under way at once: the others wait where they come from`);
    copying.flows.push(flow.id);
    messages.nextFlow();
    const registerFrom = code.registers;
    const start = new FlowCode(design, flow, stationOf, { flowOf: (id) => flowsById.get(id) }).emit(flows.length);
    flows.push({
      id: flow.id,
      start: code.at(start),
      ...driven(workload),
      waits: flow.roots.some((root) => root.actions.some((action) => action.type === 'group' || action.waits)),
      deadline: flow.deadline ?? Infinity,
      registerFrom,
      registerTo: code.registers,
      ...usersOf(flow),
      population: populationOf(model, flow, specs),
    });
  }
  listStrangers(code, flows, stations.ids);
  const { deliveries, lines, clocks, laneDraws, laws } = messages.tables(code, OP.expire);
  messages.limitParallel(stations);
  code.resolveJumps();
  return {
    deliveries,
    lines,
    clocks,
    laneDraws,
    laneLaws: laws,
    stations,
    instances,
    zones: places.zones,
    regions: places.regions,
    roundTrip: places.roundTrip,
    spread: places.roundTrip.some((seconds) => seconds > 0),
    places: places.count,
    flows,
    sites: siteTable(code, stations),
    endings: endingTable(code),
    samplers: compileSamplers(code.times),
    limits: limitTable(
      specs.map((spec) => spec.limit),
      stations.count,
    ),
    pools: code.pools.table(stations.count),
    scales: specs.flatMap(({ scale }, station) => (scale === undefined ? [] : [{ ...scale, station }])),
    op: Uint8Array.from(code.op),
    a: Int32Array.from(code.a),
    b: Int32Array.from(code.b),
    c: Int32Array.from(code.c),
    d: Int32Array.from(code.d),
    idle: Uint8Array.from(code.op, (op, pc) => (op === OP.result && isIdle(code.endings[code.a[pc]!]!) ? 1 : 0)),
    timeouts: code.timeouts,
    timerKinds: Uint8Array.from(code.timerKinds),
    pauses: Float64Array.from(code.pauses),
    branches: code.branches.map((labels) => labels.map((label) => code.at(label))),
    copySets: code.copySets.map((set) => ({ ...set, code: code.at(set.code) })),
    replication: replicationOf(copying, code),
    conditions: conditionTable(code),
    draws: code.draws,
    hits: code.hits,
    varying: code.varying,
    calls: callTables(code, flows),
    depth: code.depth,
    registers: Math.max(1, code.registers),
    sharedRegisters: Int32Array.from(code.shared),
    marks: code.marks.map((mark) => ({ ...mark, component: mark.component as ComponentId })),
    keys: keys.finish(stations, instances, code),
    names,
    assumptions: [...code.assumptions],
    assumed: [...code.assumed.values()],
    notModelled: [...code.notModelled.values()],
  };
}

const NOTHING = { rate: 0, peak: 1, users: 0, think: 0, every: 0, items: 0, arrivals: { kind: 'poisson' } } as const;

function driven(workload: Driven): Pick<FlowProgram, 'kind' | 'rate' | 'peak' | 'users' | 'think' | 'arrivals' | 'every' | 'items'> {
  if (workload.kind === 'open') {
    const { rate, peak, arrivals } = workload;
    return { ...NOTHING, kind: 'open', rate, peak, arrivals };
  }
  if (workload.kind === 'batch') {
    const { every, items } = workload;
    return { ...NOTHING, kind: 'batch', rate: items / every, every, items };
  }
  return { ...NOTHING, kind: 'closed', users: workload.users, think: workload.think };
}

function users(model: DesignModel, flow: Flow, stations: Stations, places: Places): Pick<FlowProgram, 'clients' | 'shares'> {
  const root = flow.roots[0];
  const station = root === undefined ? 0 : stations.ids.indexOf(root.component);
  const first = stations.first[station]!;
  const clients = Array.from({ length: stations.count[station]! }, (_, k) => first + k);
  const component = root && model.components.get(root.component);
  const from = component?.is === 'client' ? component.from : undefined;
  const shares = from ? places.regions.map((region) => from.get(region) ?? 0) : clients.map(() => 1);
  const total = shares.reduce((sum, each) => sum + each, 0) || 1;
  return { clients, shares: shares.map((share) => share / total) };
}

/** Users of a closed flow are themselves; those of a client share all the open flows that start there. A scheduler is one user. */
function populationOf(model: DesignModel, flow: Flow, specs: readonly StationSpec[]): FlowProgram['population'] {
  const root = flow.roots[0]?.component;
  if (flow.workload.kind === 'closed') return { group: `flow ${flow.id}`, users: 0 };
  const client = root !== undefined && model.components.get(root)?.is === 'client';
  const spec = specs.find(({ component }) => component.id === root);
  return { group: root ?? '', users: client ? Math.min(UNLIMITED, spec?.population ?? 0) : 1 };
}

/** A limit a user says nothing where nobody knows how many users share the requests. */
function listStrangers(code: Code, flows: readonly FlowProgram[], ids: readonly ComponentId[]): void {
  for (const { station, flow } of code.countsUsers) {
    const { id, kind, population } = flows[flow]!;
    if (kind === 'open' && population.users === 0)
      code.leaveOut(
        `components.${ids[station]!}`,
        `the limit of each user for ${id}: \`users\` of ${population.group} does not say how many there are`,
      );
  }
}

/** What a handed-over part promises is measured where a target names its end. */
function addMarks(model: DesignModel, flow: Flow, index: number, code: Code): void {
  for (const target of model.requirements.quality) {
    if (target.flow !== flow.id || target.until === undefined || target.latency.size === 0) continue;
    code.marks.push({ flow: index, quality: target.id, component: target.until, path: new Set() });
  }
}

/** After a success: no instance to check on, and nobody to tell. */
const isIdle = (ending: EndingDraft): boolean => ending.depth === 0 && ending.purpose < 0 && ending.undo < 0;

function callTables(code: Code, flows: readonly FlowProgram[]): CallTables {
  return {
    breakers: code.breakers,
    budgets: code.budgets,
    holds: code.holds.map((hold) => ({ ...hold, flow: flows[hold.flow]?.id })),
    undos: code.undos.map((undo) => ({ ...undo, code: code.at(undo.code) })),
    undoRegisters: Int32Array.from(code.undoRegisters),
  };
}

function conditionTable(code: Code): Program['conditions'] {
  return {
    kind: Uint8Array.from(code.conditions, (each) => each.kind),
    register: Int32Array.from(code.conditions, (each) => each.register),
    equals: Int32Array.from(code.conditions, (each) => each.equals),
    share: Float64Array.from(code.conditions, (each) => each.share),
  };
}

function siteTable(code: Code, stations: Stations): Sites {
  const ints = (of: (site: SiteDraft) => number) => Int32Array.from(code.sites, of);
  return {
    station: ints((site) => site.station),
    depth: ints((site) => site.depth),
    pick: Uint8Array.from(code.sites, (site) => site.pick),
    only: ints((site) => (site.pick === PICK.only ? stations.first[site.station]! : -1)),
    notice: Float64Array.from(code.sites, (site) => site.notice),
    sampler: ints((site) => site.sampler),
    after: ints((site) => code.at(site.after)),
    leave: ints((site) => code.at(site.leave)),
    queue: ints((site) => site.queue),
    roaming: Uint8Array.from(code.sites, (site) => site.roaming),
  };
}

function endingTable(code: Code): Endings {
  const ints = (of: (ending: EndingDraft) => number) => Int32Array.from(code.endings, of);
  const floats = (of: (ending: EndingDraft) => number) => Float64Array.from(code.endings, of);
  return {
    retries: ints((ending) => ending.retries),
    tried: ints((ending) => ending.tried),
    budget: ints((ending) => ending.budget),
    undo: ints((ending) => ending.undo),
    again: ints((ending) => code.at(ending.again)),
    base: floats((ending) => ending.base),
    factor: floats((ending) => ending.factor),
    longest: floats((ending) => ending.longest),
    jitter: Uint8Array.from(code.endings, (ending) => (ending.jitter ? 1 : 0)),
    optional: Uint8Array.from(code.endings, (ending) => (ending.optional ? 1 : 0)),
    purpose: ints((ending) => ending.purpose),
    handled: Uint8Array.from(code.endings, (ending) => ending.handled),
    miss: ints((ending) => ending.miss),
    depth: ints((ending) => ending.depth),
    station: ints((ending) => ending.station),
    fail: ints((ending) => code.at(ending.fail)),
  };
}
