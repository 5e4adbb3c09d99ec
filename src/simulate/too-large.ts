import type { StationSpec } from './compile/station-spec.js';
import type { Program } from './kernel/program.js';

/** Instances of all components together that are stood up one by one. */
const MOST_INSTANCES = 2_000_000;

/** Users of closed flows that are followed one by one: more of them call for a slice, and these cannot be remembered. */
const MANY_USERS = 2_000_000;
const MOST_USERS = 4 * MANY_USERS;

/** A design with more instances than a run can stand up; the message is a sentence for the user. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly help = 'Write fewer users, replicas, shards or copies, and divide the load by as much: the latencies stay the same.';
}

/** Users of the closed flows at this load. `factors`: by flow, those on its users. */
const usersOf = ({ flows }: Program, factors: readonly number[]): number =>
  flows.reduce((sum, flow, i) => sum + (flow.kind === 'closed' ? flow.users * factors[i]! : 0), 0);

/** How many times as many users there are as one run follows. */
export const tooManyUsers = (program: Program, factors: readonly number[]): number => usersOf(program, factors) / MANY_USERS;

/** Throws {@link TooLarge} where even a slice, one k-th of all, has more users than fit in memory. */
export function refuseUsers(program: Program, factors: readonly number[], k: number): void {
  const users = usersOf(program, factors);
  if (users <= MOST_USERS * k) return;
  const most = (MOST_USERS * k).toLocaleString('en');
  throw new TooLarge(
    `The design has ${Math.round(users).toLocaleString('en')} users who wait and come again; a simulation of it takes up to ${most}`,
  );
}

/** Throws {@link TooLarge} for a design that would not fit in memory. Stores are counted with a set of copies in one region. */
export function refuseTooLarge(specs: readonly StationSpec[]): void {
  const total = specs.reduce((sum, { layout, instances, shards, copies }) => {
    if (layout === 'place') return sum + 1;
    return sum + (layout === 'store' ? shards * copies : instances);
  }, 0);
  if (total <= MOST_INSTANCES) return;
  throw new TooLarge(
    `The design has ${total.toLocaleString('en')} instances; a simulation takes up to ${MOST_INSTANCES.toLocaleString('en')}`,
  );
}
