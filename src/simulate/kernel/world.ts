import { seedWords } from '#base/random.js';
import { Breakers } from '../calls/breakers.js';
import { HeldConnections } from '../calls/held-connections.js';
import { RetryBudgets } from '../calls/retry-budgets.js';
import { FlowCounts } from '../statistics/flow-counts.js';
import { SpentTable } from '../statistics/spent-table.js';
import { StationCounts } from '../statistics/station-counts.js';
import type { Timeline } from '../statistics/timeline.js';
import type { Samplers } from '../workload/samplers.js';
import { exponential } from '../workload/variates.js';
import { EventHeap } from './event-heap.js';
import { PICK, UNLIMITED } from './instructions.js';
import type { Program, Sites, Stations } from './program.js';
import { Requests } from './requests.js';
import { TimerRing } from './timer-ring.js';
import { Tokens } from './tokens.js';

/** Purposes of the random streams: each component and each flow has its own of each, so that two designs can be compared under the same arrivals. */
const STATION_STREAMS = ['service', 'choice', 'hits', 'keys', 'limits', 'faults'] as const;
const FLOW_STREAMS = ['arrivals', 'draws', 'keys'] as const;

/** One request in so many is followed to see where it spends its time. A prime, so that it falls in step with nothing. */
const FOLLOW_EVERY = 41;

/** Everything that changes during one run, in typed arrays. Functions of the stations and the kernel work on it. */
export class World {
  readonly program: Program;
  readonly sites: Sites;
  readonly stations: Stations;
  readonly samplers: Samplers;
  /** By flow: where its code starts, its deadline, and whether its users come back. */
  readonly start: Int32Array;
  readonly deadline: Float64Array;
  readonly closed: Uint8Array;
  readonly heap = new EventHeap();
  readonly tokens: Tokens;
  readonly requests: Requests;
  readonly flows: FlowCounts;
  readonly counts: StationCounts;
  readonly trace: SpentTable;
  timeline: Timeline | undefined;
  readonly breakers: Breakers;
  readonly budgets: RetryBudgets;
  readonly held: HeldConnections;
  readonly timers: readonly TimerRing[];
  readonly deadlines: readonly TimerRing[];
  /** The time, in an array: passed on as a number it would be boxed at each call. */
  readonly clock = new Float64Array(1);
  /** Time up to which the events are run. */
  readonly until = new Float64Array(1);
  /** Arrivals of requests before this time are not measured. */
  measureFrom = 0;
  /** ... nor those of requests from this time on. */
  measureTo = Infinity;
  /** Whether the measured time is on. */
  measuring = false;

  /** Tokens that can go on at once, first come first served. */
  ready = new Int32Array(256);
  readyFrom = 0;
  readyTo = 0;

  readonly random: Int32Array;
  readonly stationStreams: number;
  readonly flowStreams: number;

  /** By instance. */
  readonly free: Int32Array;
  readonly coresFree: Int32Array;
  readonly alive: Uint8Array;
  readonly downAt: Float64Array;
  /** Rises when the instance dies: what it held before is lost. */
  readonly epoch: Int32Array;
  readonly connections: Int32Array;
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

  constructor(program: Program, seed: number) {
    this.program = program;
    const { stations, instances, sites } = program;
    this.sites = sites;
    this.stations = stations;
    this.samplers = program.samplers;
    this.start = Int32Array.from(program.flows, (flow) => flow.start);
    this.deadline = Float64Array.from(program.flows, (flow) => flow.deadline);
    this.closed = Uint8Array.from(program.flows, (flow) => (flow.kind === 'closed' ? 1 : 0));
    const components = stations.ids.length;
    this.tokens = new Tokens(program.depth, program.registers);
    this.requests = new Requests(program.marks.length);
    this.flows = new FlowCounts(program.flows.length, program.marks.length);
    this.counts = new StationCounts(components);
    this.trace = new SpentTable(program.flows.length, components, FOLLOW_EVERY);
    this.breakers = new Breakers(program, this.clock);
    this.budgets = new RetryBudgets(program, this.clock);
    this.held = new HeldConnections(program, this.clock);
    this.timers = program.timeouts.map((seconds) => new TimerRing(seconds));
    this.deadlines = program.flows.map((flow) => new TimerRing(flow.deadline));
    const names = [
      ...stations.ids.flatMap((id) => STATION_STREAMS.map((purpose) => `${purpose} ${id}`)),
      ...program.flows.flatMap((flow) => FLOW_STREAMS.map((purpose) => `${purpose} ${flow.id}`)),
    ];
    this.random = new Int32Array(names.length * 4);
    names.forEach((name, i) => this.random.set(seedWords(seed, name), i * 4));
    this.stationStreams = 0;
    this.flowStreams = components * STATION_STREAMS.length * 4;
    const count = instances.count;
    this.free = Int32Array.from(instances.of, (of) => stations.slots[of]!);
    this.coresFree = Int32Array.from(instances.of, (of) => stations.cores[of]!);
    this.alive = new Uint8Array(count).fill(1);
    this.downAt = new Float64Array(count);
    this.epoch = new Int32Array(count);
    this.connections = new Int32Array(count);
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
      if (sites.pick[site]! >= PICK.leastConnections && sites.pick[site]! <= PICK.powerOfTwo) this.watched[station] = 1;
    });
    this.taken = new Int32Array(components);
    this.takers = Int32Array.from({ length: components }, (_, i) =>
      Math.min(stations.parallel[i]!, stations.slots[i]! >= UNLIMITED ? UNLIMITED : stations.count[i]! * stations.slots[i]!),
    );
    this.depth = new Int32Array(components);
    this.turn = new Int32Array(components * (program.regions.length + 1));
    this.leader = new Int32Array(stations.leaders);
  }

  /** Timeouts first, then the deadlines of the flows. */
  timer(ring: number): TimerRing {
    return ring < this.timers.length ? this.timers[ring]! : this.deadlines[ring - this.timers.length]!;
  }

  /** What the ends of the connections of step `hold` are called among the events. */
  holdEvent(hold: number): number {
    return -1 - this.timers.length - this.deadlines.length - this.program.flows.length - hold;
  }

  /** A user of a closed flow thinks about the answer it got at `at`, and then comes back. */
  userReturns(flow: number, at: number): void {
    const thinks = this.program.flows[flow]!.think * exponential(this.random, this.flowStream(flow, 0));
    this.heap.schedule(at + thinks, -1 - this.timers.length - this.deadlines.length - flow);
  }

  /** Place in `random` of the stream of one component: 0 service, 1 choice, 2 hits, 3 keys, 4 limits, 5 faults. */
  stationStream(station: number, purpose: number): number {
    return (station * STATION_STREAMS.length + purpose) * 4;
  }

  /** Place in `random` of the stream of one flow: 0 arrivals, 1 draws, 2 keys. */
  flowStream(flow: number, purpose: number): number {
    return this.flowStreams + (flow * FLOW_STREAMS.length + purpose) * 4;
  }

  get now(): number {
    return this.clock[0]!;
  }

  set now(time: number) {
    this.clock[0] = time;
  }

  /** Whether a request that came at `start` counts. */
  measured(start: number): boolean {
    return start >= this.measureFrom && start < this.measureTo;
  }

  /** The token goes on at its `pc` as soon as what happens now is done. */
  wake(token: number): void {
    if (this.readyTo === this.ready.length) {
      const longer = new Int32Array(this.ready.length * 2);
      longer.set(this.ready);
      this.ready = longer;
    }
    this.ready[this.readyTo++] = token;
  }

  /** The token goes on at `pc` after `delay` seconds and what it still owes. Answers -1: it stops here. */
  sleep(token: number, pc: number, delay: number): -1 {
    const { tokens } = this;
    tokens.pc[token] = pc;
    this.heap.schedule(this.now + delay + tokens.debt[token]!, token);
    tokens.debt[token] = 0;
    return -1;
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
