import { KEY_RECORD } from '../caches/key-program.js';
import { PICK, UNLIMITED } from './instructions.js';
import type { Program, Sites, Stations } from './program.js';
import { Tokens } from './tokens.js';

/** What the instances and components are at: slots and cores that are free, who is up, and the lines of those who wait. */
export class Servers {
  readonly program: Program;
  readonly sites: Sites;
  readonly stations: Stations;
  readonly tokens: Tokens;

  /** By instance. */
  readonly free: Int32Array;
  readonly coresFree: Int32Array;
  readonly alive: Uint8Array;
  /** How many failures keep it down. */
  readonly failures: Int32Array;
  readonly downAt: Float64Array;
  /** Rises when the instance dies: what it held before is lost. */
  readonly epoch: Int32Array;
  readonly connections: Int32Array;
  /** Connections that are open, where their number is limited. */
  readonly open: Int32Array;
  readonly responseTime: Float64Array;
  readonly turnWeight: Float64Array;
  /** Lines of waiting tokens: one for the slots of each instance, one for its cores, one for each component whose instances share theirs. */
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly length: Int32Array;
  readonly coreLines: number;
  readonly sharedLines: number;
  /** One for each component: senders who wait until a queue has room. */
  readonly roomLines: number;

  /** By component. */
  readonly slow: Float64Array;
  readonly cold: Uint8Array;
  /** 1: somebody chooses its instances by their connections or response times, so that these are kept. */
  readonly watched: Uint8Array;
  /** Messages that the shared consumers may and do work on. */
  readonly takers: Int32Array;
  readonly taken: Int32Array;
  /** Messages waiting in a queue. */
  readonly depth: Int32Array;
  readonly turn: Int32Array;
  /** Which copy of each shard leads; -1: none. */
  readonly leader: Int32Array;

  constructor(program: Program) {
    const { stations, instances, sites } = program;
    const components = stations.ids.length;
    this.program = program;
    this.sites = sites;
    this.stations = stations;
    this.tokens = new Tokens(program.depth, program.registers, program.keys.data.length * KEY_RECORD);
    const count = instances.count;
    this.free = Int32Array.from(instances.of, (of) => stations.slots[of]!);
    this.coresFree = Int32Array.from(instances.of, (of) => stations.cores[of]!);
    this.alive = new Uint8Array(count).fill(1);
    this.failures = new Int32Array(count);
    this.downAt = new Float64Array(count);
    this.epoch = new Int32Array(count);
    this.connections = new Int32Array(count);
    this.open = new Int32Array(count);
    this.responseTime = new Float64Array(count);
    this.turnWeight = new Float64Array(count);
    this.coreLines = count;
    this.sharedLines = 2 * count;
    this.roomLines = 2 * count + components;
    this.head = new Int32Array(2 * (count + components)).fill(-1);
    this.tail = new Int32Array(2 * (count + components)).fill(-1);
    this.length = new Int32Array(2 * (count + components));
    this.slow = stations.stretch.slice();
    this.cold = new Uint8Array(components);
    this.watched = new Uint8Array(components);
    sites.station.forEach((station, site) => {
      const pick = sites.pick[site]!;
      if ((pick >= PICK.leastConnections && pick <= PICK.powerOfTwo) || pick === PICK.warm) this.watched[station] = 1;
    });
    this.taken = new Int32Array(components);
    this.takers = Int32Array.from({ length: components }, (_, i) =>
      Math.min(stations.parallel[i]!, stations.slots[i]! >= UNLIMITED ? UNLIMITED : stations.count[i]! * stations.slots[i]!),
    );
    this.depth = new Int32Array(components);
    this.turn = new Int32Array(components * (program.regions.length + 1));
    this.leader = new Int32Array(stations.leaders);
  }

  /** Appends a token to a line. */
  enqueue(line: number, token: number): void {
    const last = this.tail[line]!;
    if (last < 0) this.head[line] = token;
    else this.tokens.next[last] = token;
    this.tail[line] = token;
    this.tokens.next[token] = -1;
    this.length[line] = this.length[line]! + 1;
  }

  /** Takes the first token of a line that is not empty. */
  dequeue(line: number): number {
    const token = this.head[line]!;
    const next = this.tokens.next[token]!;
    this.head[line] = next;
    if (next < 0) this.tail[line] = -1;
    this.length[line] = this.length[line]! - 1;
    return token;
  }
}
