import { KeyTable } from './key-table.js';

/** Fetches that are told apart at one moment; whoever finds no room fetches by itself. */
const MOST = 1 << 14;

/** Fetches under way of keys that were missed, and who waits for each of them. */
export class Flights {
  /** By fetch: when it began, and the line of tokens that wait. Who fetches knows its number. */
  readonly since = new Float64Array(MOST);
  readonly head = new Int32Array(MOST);
  readonly tail = new Int32Array(MOST);
  private readonly table = new KeyTable(MOST);
  private readonly next = new Int32Array(MOST);
  private free = 0;

  constructor() {
    for (let i = 0; i < MOST; i++) this.next[i] = i + 1 < MOST ? i + 1 : -1;
  }

  find(owner: number, key: number): number {
    return this.table.find(owner, key);
  }

  /** A fetch begins; -1: there is no room for it. */
  begin(owner: number, key: number, clock: Float64Array): number {
    const flight = this.free;
    if (flight < 0) return -1;
    this.free = this.next[flight]!;
    this.table.add(flight, owner, key);
    this.since[flight] = clock[0]!;
    this.head[flight] = -1;
    this.tail[flight] = -1;
    return flight;
  }

  end(flight: number): void {
    this.table.remove(flight);
    this.next[flight] = this.free;
    this.free = flight;
  }
}
