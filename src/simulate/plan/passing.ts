import type { LimitSpec } from '../compile/limits.js';
import type { StationSpec } from '../compile/station-spec.js';
import type { Program } from '../kernel/program.js';

/** What the rate limits make of a load, by component. */
export type Passing = {
  /** Share of the visits that is let through; 1 where nothing limits. */
  readonly shares: readonly number[];
  /** Visits over what the limit lets through; 0 where there is none. */
  readonly use: readonly number[];
};

/** Rounds in which the shares of limits behind one another, and of calls that are tried again, settle. */
export const ROUNDS = 6;

/** Requests a second that the limit of a component lets through in all; `Infinity`: none is known. */
function capacityOf(limit: LimitSpec, program: Program, station: number, users: number): number {
  const counters = limit.shared ? 1 : program.stations.most[station]!;
  return limit.rate * counters * (limit.perUser ? users : 1);
}

/**
 * `visits`: visits a second by component. `usersAt`: users who share the visits of a component. What comes in above a limit is not let
 * through; a leaky bucket with no room turns away all that come while the last request still drips, which is 1 / (1 + a) of Poisson
 * arrivals let through, as in Erlang's loss formula with one server.
 */
export function passingOf(
  specs: readonly StationSpec[],
  program: Program,
  visits: readonly number[],
  usersAt: (station: number) => number,
): Passing {
  const use = specs.map(({ limit }, i) => (limit === undefined ? 0 : visits[i]! / capacityOf(limit, program, i, usersAt(i))));
  const shares = specs.map(({ limit }, i) => {
    if (limit === undefined || use[i] === 0) return 1;
    const tight = limit.algorithm === 'leaky-bucket' && limit.burst === 0;
    return tight ? 1 / (1 + use[i]!) : Math.min(1, 1 / use[i]!);
  });
  return { shares, use };
}

/** Users who send what comes to a component: those of all flows that come there; `Infinity` where some of them are not counted. */
export function usersOf(program: Program, factors: readonly number[], comes: (flow: number, station: number) => boolean) {
  return (station: number): number => {
    const counted = new Map<string, number>();
    program.flows.forEach(({ kind, users, population }, flow) => {
      if (!comes(flow, station)) return;
      const known = kind === 'closed' ? Math.round(users * factors[flow]!) : population.users;
      counted.set(population.group, known === 0 ? Infinity : known);
    });
    return [...counted.values()].reduce((sum, each) => sum + each, 0);
  };
}

/** Windows longer than this are not waited for: a quota a day says nothing about the minutes of a run. */
const LONGEST = 600;

/** Standard deviations of a Poisson count that it does not come away from its mean in any run. */
const NEVER = 8;

/**
 * Longest time in which a limit that may bind forgets what it let through: its window, or the filling of its bucket. `unsteady`: whether
 * more may come at once than a Poisson process brings.
 */
export function periodOf(specs: readonly StationSpec[], use: readonly number[], unsteady: (station: number) => boolean): number {
  const times = specs.flatMap(({ limit }, i) =>
    limit === undefined || use[i] === 0 || (!unsteady(i) && neverBinds(limit, use[i]!)) ? [] : [spanOf(limit)],
  );
  return Math.min(LONGEST, Math.max(0, ...times));
}

/** Whether what comes in one span of a limit stays below it by so many standard deviations that it might as well not be there. */
function neverBinds(limit: LimitSpec, use: number): boolean {
  if (limit.delays || limit.perUser) return false;
  const most = limit.rate * spanOf(limit);
  return use * most + NEVER * Math.sqrt(use * most) < most;
}

function spanOf({ algorithm, window, burst, rate, delays }: LimitSpec): number {
  if (algorithm === 'fixed-window' || algorithm === 'sliding-window') return window;
  return delays ? 0 : burst / rate;
}
