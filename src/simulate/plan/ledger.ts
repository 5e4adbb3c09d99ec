import type { StationSpec } from '../compile/station-spec.js';
import type { Load } from './load.js';

type Entry = { readonly load: Load; readonly of: keyof Load; readonly to: number; amount: number };

/** What the flow that is being looked at asks of the components. It is not added to their loads before all of it is known. */
export class Ledger {
  /** What all flows that were added ask, by component. */
  readonly loads: readonly Load[];
  private readonly specs: readonly StationSpec[];
  private readonly entries: Entry[] = [];

  constructor(specs: readonly StationSpec[]) {
    this.specs = specs;
    this.loads = specs.map(() => ({ visits: 0, work: 0, workLead: 0, workFollow: 0, hold: 0, holdLead: 0, lent: new Map() }));
  }

  put(load: Load, of: Exclude<keyof Load, 'lent' | 'skew'>, amount: number): void {
    this.entries.push({ load, of, to: -1, amount });
  }

  /** What falls on a shard beyond the average. */
  skew(load: Load, shard: number, amount: number): void {
    this.entries.push({ load, of: 'skew', to: shard, amount });
  }

  /** Seconds in which `from` lends a connection of its pool to store `to`. */
  lend(from: number, to: number, seconds: number): void {
    this.entries.push({ load: this.loads[from]!, of: 'lent', to, amount: seconds });
  }

  /** How much was written down, to come back to. */
  get length(): number {
    return this.entries.length;
  }

  /** All that was written down from there on is there so many times. */
  multiply(from: number, times: number): void {
    for (let i = from; i < this.entries.length; i++) this.entries[i]!.amount *= times;
  }

  /** Adds all that was written down to the loads. */
  close(): void {
    for (const { load, of, to, amount } of this.entries) {
      if (of === 'lent') load.lent.set(to, (load.lent.get(to) ?? 0) + amount);
      else if (of === 'skew') {
        load.skew ??= new Float64Array(this.specs[this.loads.indexOf(load)]!.shards);
        load.skew[to]! += amount;
      } else load[of] += amount;
    }
    this.entries.length = 0;
  }
}
