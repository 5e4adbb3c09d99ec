import type { Program } from '../kernel/program.js';
import type { Load } from './load.js';

type Alone = readonly { readonly loads: readonly Load[]; readonly waitedFor: ReadonlySet<number> }[];

/** Seconds from one request of a user of a closed flow to the next: N / X (Little's law over the whole round). */
const roundOf = ({ think }: Program['flows'][number], users: number, rate: number): number => Math.max(think, users / rate);

/**
 * By component: how fast a line there that is longer than usual by one grows shorter because users who stand in it do not come meanwhile, a
 * second; 0: nobody who comes there waits for it.
 *
 * In a full line a share p of those who stand there are users of a flow whose round takes C seconds, think time Z included. One more in the
 * line is p fewer who think, so that p / Z fewer come a second, and it relaxes in Z / p. With one station and p = 1 that is a bound at any
 * load: of two such systems that are coupled the one with one more in line has 1 / Z fewer coming a second and no fewer leaving, so that the
 * two are alike after Z on average, and the chain decays at 1 / Z or faster (test/theory/closed-memory.test.ts holds it against the exact
 * rates). What is measured are answers, and those of users who stood in one line share its work: their time in it comes on top, hence C.
 */
export function returnsOf(
  { flows }: Program,
  factors: readonly number[],
  rates: readonly number[],
  alone: Alone,
  loads: readonly Load[],
): number[] {
  return loads.map(({ visits }, station) =>
    flows.reduce((sum, flow, i) => {
      const { waitedFor, loads: unit } = alone[i]!;
      if (flow.kind !== 'closed' || rates[i] === 0 || visits === 0 || !waitedFor.has(station)) return sum;
      return sum + (unit[station]!.visits * rates[i]!) / visits / roundOf(flow, flow.users * factors[i]!, rates[i]!);
    }, 0),
  );
}

/**
 * Seconds in which the number of users who think forgets what it was where nobody waits for anybody: 1 / (1 / Z + 1 / D), exactly so for
 * exponential times (each user by itself is a chain of two states). It is what the rate in front of a line follows; 0: no such flow.
 */
export const exchangeOf = ({ kind, think }: Program['flows'][number], base: number): number =>
  kind === 'closed' && think > 0 && base > 0 && Number.isFinite(base) ? 1 / (1 / think + 1 / base) : 0;
