import { ALGORITHM, type LimitTable } from '../kernel/limit-table.js';
import { KeyTable } from './key-table.js';
import { PassLog } from './pass-log.js';

export const DECISION = { pass: 0, wait: 1, refuse: 2 } as const;

/** A request that is early by less than this share of the gap between two is on time: sums of many gaps are not exact. */
const ROUNDING = 1e-6;

/**
 * What the rate limits remember. A bucket remembers one time: when it would be empty again (the theoretical arrival time of the generic
 * cell rate algorithm, ITU-T I.371, which lets through exactly what a bucket of tokens does). A fixed window remembers which window it is
 * and how much of it is used, a sliding one when the last requests were let through.
 */
export class RateLimits {
  /** How long the request that was told to wait does so, in seconds: returned from the call, the number would be boxed. */
  readonly delay = new Float64Array(1);
  private readonly table: LimitTable;
  private readonly keys: KeyTable;
  private readonly log = new PassLog();

  constructor(table: LimitTable) {
    this.table = table;
    this.keys = new KeyTable(table.rows, (row, limit, clock) => this.forgotten(row, limit, clock));
  }

  /** Decides on a request at what the clock shows. `instance`: which of the component's; `group` and `user`: who sent it. */
  decide(station: number, instance: number, group: number, user: number, clock: Float64Array): number {
    const { table } = this;
    const own = table.row[station]! + (table.shared[station] === 1 ? 0 : instance);
    const row = table.perUser[station] === 1 ? this.keys.find(station, own, group, user, clock) : own;
    switch (table.algorithm[station]) {
      case ALGORITHM.tokenBucket:
      case ALGORITHM.leakyBucket:
        return this.bucket(station, row, clock[0]!);
      case ALGORITHM.fixedWindow:
        return this.fixedWindow(station, row, clock[0]!);
      default:
        return this.slidingWindow(station, row, clock[0]!);
    }
  }

  /** The buckets of a component with so many instances begin empty: filled, they would hide for a while that more comes than they let through. */
  empty(station: number, instances: number): void {
    const { algorithm, delays, perUser, row, shared, slack } = this.table;
    const bucket = algorithm[station] === ALGORITHM.tokenBucket || algorithm[station] === ALGORITHM.leakyBucket;
    if (!bucket || delays[station] === 1 || perUser[station] === 1) return;
    const first = row[station]!;
    this.keys.time.fill(slack[station]!, first, first + (shared[station] === 1 ? 1 : instances));
  }

  private bucket(station: number, row: number, now: number): number {
    const { table, keys } = this;
    const gap = table.gap[station]!;
    const ahead = Math.max(0, keys.time[row]! - now);
    const slack = table.slack[station]!;
    const leaky = table.algorithm[station] === ALGORITHM.leakyBucket;
    if (ahead > slack + ROUNDING * gap && table.delays[station] === 0) return DECISION.refuse;
    keys.time[row] = now + ahead + gap;
    // A token is there at once or is waited for; out of a leaky bucket everything drops in its turn.
    const wait = leaky ? ahead : ahead - slack;
    if (wait <= ROUNDING * gap) return DECISION.pass;
    this.delay[0] = wait;
    return DECISION.wait;
  }

  private fixedWindow(station: number, row: number, now: number): number {
    const { table, keys } = this;
    const window = table.window[station]!;
    const present = Math.floor(now / window);
    if (keys.time[row]! < present || keys.count[row] === 0) {
      keys.time[row] = present;
      keys.count[row] = 0;
    }
    if (keys.count[row]! >= table.most[station]!) {
      if (table.delays[station] === 0) return DECISION.refuse;
      keys.time[row] = keys.time[row]! + 1;
      keys.count[row] = 0;
    }
    keys.count[row] = keys.count[row]! + 1;
    if (keys.time[row] === present) return DECISION.pass;
    this.delay[0] = keys.time[row]! * window - now;
    return DECISION.wait;
  }

  private slidingWindow(station: number, row: number, now: number): number {
    const { table, keys, log } = this;
    const window = table.window[station]!;
    log.dropUntil(keys, row, now - window + ROUNDING * table.gap[station]!);
    if (keys.count[row]! < table.most[station]!) {
      log.append(keys, row, now);
      return DECISION.pass;
    }
    if (table.delays[station] === 0) return DECISION.refuse;
    // It takes the place of the first of the last ones as soon as that has left the window.
    const next = log.firstTime(keys, row) + window;
    log.dropFirst(keys, row);
    log.append(keys, row, next);
    this.delay[0] = next - now;
    return DECISION.wait;
  }

  /** Whether a row says no more than a new one would. */
  private forgotten(row: number, station: number, clock: Float64Array): boolean {
    const { table, keys, log } = this;
    const now = clock[0]!;
    if (table.algorithm[station] === ALGORITHM.fixedWindow) return keys.time[row]! < Math.floor(now / table.window[station]!);
    if (table.algorithm[station] !== ALGORITHM.slidingWindow) return keys.time[row]! <= now;
    log.dropUntil(keys, row, now - table.window[station]!);
    return keys.count[row] === 0;
  }
}
