import type { DesignModel } from '#model/design.js';
import type { StationSpec } from '../compile/station-spec.js';
import type { Program } from '../kernel/program.js';
import { connectionsUsed } from './connections.js';
import { Demand } from './demand.js';
import { joined } from './joined.js';
import { type KeyOutlook, keyOutlook } from './keys.js';
import { demandOf, relaxationOf } from './lines.js';
import type { Load } from './load.js';
import type { Memory, Outlook } from './outlook.js';
import { type Passing, passingOf, periodOf, ROUNDS, usersOf } from './passing.js';
import { busyOf, scalingTime, warmOf } from './scaling.js';
import { type Slowest, slowestOf } from './slowest.js';
import { exchangeOf, returnsOf } from './users-return.js';
import { Ways } from './ways.js';
import { withUsers } from './with-users.js';

export type { Memory, Outlook } from './outlook.js';

/** Looks at a load through mean times alone; `factors`: by how much the rate or the users of each flow of the program are multiplied; `everyTry`: see {@link Demand}. */
export function outlook(
  model: DesignModel,
  program: Program,
  specs: readonly StationSpec[],
  factors: readonly number[],
  everyTry = false,
): Outlook {
  const about: About = {
    model,
    program,
    specs,
    factors,
    everyTry,
    open: program.flows.map((flow, i) => flow.rate * factors[i]!),
    keys: keysAt(model, program, factors),
  };
  const limited = specs.some(({ limit }) => limit !== undefined);
  let seen = look(about, undefined);
  let passing: readonly number[] | undefined;
  for (let round = 0; limited && round < ROUNDS; round++) {
    passing = passingAt(about, seen, seen.rates).shares;
    seen = look(about, passing);
  }
  return { ...told(about, seen), passing };
}

type About = {
  readonly model: DesignModel;
  readonly program: Program;
  readonly specs: readonly StationSpec[];
  readonly factors: readonly number[];
  readonly everyTry: boolean;
  /** Requests a second of the open flows. */
  readonly open: readonly number[];
  readonly keys: KeyOutlook;
};

/** What becomes of the keys; users of closed flows are taken to come as fast as they can. */
const keysAt = (model: DesignModel, program: Program, factors: readonly number[]): KeyOutlook =>
  keyOutlook(
    model,
    program,
    program.flows.map(({ kind, rate, users, think }, i) => factors[i]! * (kind === 'closed' ? users / Math.max(QUICKEST, think) : rate)),
  );

/** Seconds that a user of a closed flow takes at least from one request to the next, where only that is asked. */
const QUICKEST = 0.01;

/** Each flow alone at one request a second, and the rates that they come to together. */
type Seen = {
  readonly alone: readonly {
    readonly base: number;
    readonly loads: readonly Load[];
    readonly waitedFor: ReadonlySet<number>;
    readonly held: ReadonlyMap<number, number>;
  }[];
  /** Requests a second of the closed flows, if their users never waited for one another. */
  readonly most: readonly number[];
  readonly rates: readonly number[];
};

/** `shares`: what the limits of the components let through. */
function look(about: About, shares: readonly number[] | undefined): Seen {
  const { model, program, specs, factors, everyTry, open } = about;
  const alone = program.flows.map((flow) => {
    const unit = new Demand(model, specs, Ways.of(program), { everyTry, passing: shares, keys: about.keys });
    return { base: unit.add(model.flows.get(flow.id)!, 1), loads: unit.loads, waitedFor: new Set(unit.waitedFor), held: unit.held };
  });
  const most = program.flows.map((flow, i) =>
    flow.kind === 'closed' ? (flow.users * factors[i]!) / Math.max(1e-9, flow.think + alone[i]!.base) : 0,
  );
  const waitedFor = alone.map((each) => each.waitedFor);
  return { alone, most, rates: withUsers(open, most, waitedFor, (rates) => demandAt(about, alone, rates)) };
}

const demandAt = ({ specs, program }: About, alone: Seen['alone'], rates: readonly number[]) =>
  joined(
    alone.map(({ loads }) => loads),
    rates,
  ).map((load, i) => demandOf(specs[i]!, load, program, i));

function passingAt({ specs, program, factors }: About, { alone }: Seen, rates: readonly number[]): Passing {
  const visits = joined(
    alone.map(({ loads }) => loads),
    rates,
  ).map((load) => load.visits);
  const comes = (flow: number, station: number) => alone[flow]!.loads[station]!.visits > 0;
  return passingOf(specs, program, visits, usersOf(program, factors, comes));
}

/** What comes over what rate limits let through, connections in use over those there are, and the fuller of the two. */
function usesAt(about: About, seen: Seen, rates: readonly number[]) {
  const limited = passingAt(about, seen, rates).use;
  const kept = connectionsUsed(about.program, rates, seen.alone);
  return { limited, kept, use: limited.map((each, i) => Math.max(each, kept[i]!)) };
}

function told(about: About, seen: Seen): Omit<Outlook, 'passing'> {
  const { model, program, specs, factors, open } = about;
  const { alone, rates, most } = seen;
  const loads = joined(
    alone.map((each) => each.loads),
    rates,
  );
  // What a limit refuses is full of nothing: it counts where it is told what binds, and not where lines are thought of.
  const bound = demandAt(about, alone, rates);
  const openBound = demandAt(about, alone, open).map((each) => each ?? 0);
  const { limited, use } = usesAt(about, seen, rates);
  const { limited: openLimited, kept: openKept, use: openUse } = usesAt(about, seen, open);
  const demand = bound.map((each, i) => (use[i]! > 0 ? Math.max(each ?? 0, use[i]!) : each));
  const asking = open.map((rate, i) => rate + most[i]!);
  const { kept: askedKept, use: askedUse } = usesAt(about, seen, asking);
  let bottleneck = -1;
  demand.forEach((load, i) => {
    if (load !== undefined && load > 0 && (bottleneck < 0 || load > demand[bottleneck]!)) bottleneck = i;
  });
  const returns = returnsOf(program, factors, rates, alone, loads);
  const each = specs.map((spec, i) => relaxationOf(spec, loads[i]!, bound[i], openBound[i]!, program, i, returns[i]!));
  const full = new Set(specs.flatMap((spec, i) => (openBound[i]! >= 1 ? [spec.component.id as string] : [])));
  return {
    keys: about.keys,
    demand,
    bottleneck,
    highest: bottleneck < 0 ? 0 : demand[bottleneck]!,
    lineDemand: openBound,
    openDemand: openBound.map((load, i) => Math.max(load, openUse[i]!)),
    asked: demandAt(about, alone, asking).map((load, i) => Math.max(load ?? 0, askedUse[i]!)),
    connections: askedKept,
    refuses: new Set(
      specs.flatMap(({ limit }, i) =>
        openBound[i]! < 1 && (openKept[i]! >= 1 || (limit?.delays === false && openLimited[i]! >= 1)) ? [i] : [],
      ),
    ),
    period: periodOf(specs, limited, (station) => burstsAt(program, alone, station)),
    following: program.flows.some(({ arrivals }) => arrivals.kind === 'bursty') ? scalingTime(specs) : 0,
    warm: loads.map((load, i) => warmOf(specs[i]!, load)),
    busy: loads.map((load, i) => (specs[i]!.scale === undefined ? undefined : busyOf(specs[i]!, load))),
    heldOverWork: loads.map(({ visits, hold, holdLead, work, workLead, workFollow }) =>
      visits === 0 ? 1 : Math.max(1, (hold + holdLead + workFollow) / (work + workLead + workFollow)),
    ),
    visitRates: loads.map((load) => load.visits),
    visits: loads.reduce((sum, load) => sum + load.visits, 0),
    rates,
    relaxation: Math.max(0, ...each),
    flowMemory: alone.map(({ waitedFor, base }, i) =>
      memoryOf(
        program,
        waitedFor,
        each,
        exchangeOf(program.flows[i]!, base) * Math.max(0, ...[...waitedFor].map((station) => bound[station] ?? 0)),
      ),
    ),
    waitedFor: new Set(alone.flatMap(({ waitedFor }) => [...waitedFor])),
    waitedForBy: alone.map(({ waitedFor }) => waitedFor),
    visitedBy: alone.map(({ loads: each }) => new Set(each.flatMap(({ visits }, station) => (visits > 0 ? [station] : [])))),
    heldBy: alone.map(({ held }) => held),
    base: alone.map(({ base }) => base),
    slowest: slowestBy(model, program, specs, full),
  };
}

/** Whether something comes to a component that is not a Poisson process by itself. */
const burstsAt = ({ flows }: Program, alone: Seen['alone'], station: number): boolean =>
  flows.some(({ kind, arrivals }, i) => alone[i]!.loads[station]!.visits > 0 && (kind !== 'open' || arrivals.kind === 'bursty'));

function slowestBy(model: DesignModel, program: Program, specs: readonly StationSpec[], full: ReadonlySet<string>): Slowest[] {
  const stationOf = new Map(specs.map((spec, i) => [spec.component.id as string, i]));
  return program.flows.map((flow, i) => {
    const until = new Set(program.marks.filter((mark) => mark.flow === i).map((mark) => mark.component as string));
    return slowestOf(model.flows.get(flow.id)!, { specs, stationOf, way: model.network.sameZone, full, until });
  });
}

/**
 * The slowest line that the answers of a flow wait in, or the bursts it comes in. `exchange`: how long the rate of its users follows how many
 * of them think, as far as the line they wait in is full enough to feel it.
 */
function memoryOf(program: Program, stations: ReadonlySet<number>, relaxation: readonly number[], exchange: number): Memory {
  const cycle = Math.max(0, ...program.flows.map(({ arrivals }) => (arrivals.kind === 'bursty' ? arrivals.on + arrivals.off : 0)));
  let slowest = -1;
  for (const station of stations) if (relaxation[station]! > (relaxation[slowest] ?? 0)) slowest = station;
  const line = { relaxation: relaxation[slowest] ?? 0, lines: slowest < 0 ? 1 : program.stations.most[slowest]! };
  const longest = Math.max(cycle, exchange);
  return line.relaxation >= longest ? line : { relaxation: longest, lines: 1 };
}
