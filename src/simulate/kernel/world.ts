import { seedWords } from '#base/random.js';
import type { Caches } from '../caches/caches.js';
import { KEY_RECORD } from '../caches/key-program.js';
import { Breakers } from '../calls/breakers.js';
import { HeldConnections } from '../calls/held-connections.js';
import { RetryBudgets } from '../calls/retry-budgets.js';
import { ColdStarts } from '../stations/cold-starts.js';
import { Fleet } from '../stations/fleet.js';
import { Messages } from '../stations/messages.js';
import { Pools } from '../stations/pools.js';
import { RateLimits } from '../stations/rate-limits.js';
import { FlowCounts } from '../statistics/flow-counts.js';
import { SpentTable } from '../statistics/spent-table.js';
import { StaleCounts } from '../statistics/stale-counts.js';
import { StationCounts } from '../statistics/station-counts.js';
import type { Timeline } from '../statistics/timeline.js';
import { Batches } from '../workload/batches.js';
import type { Samplers } from '../workload/samplers.js';
import { Users } from '../workload/users.js';
import { exponential } from '../workload/variates.js';
import { EventHeap } from './event-heap.js';
import { PICK, UNLIMITED } from './instructions.js';
import { Losses } from './losses.js';
import { Partitions } from './partitions.js';
import type { Program, Sites, Stations } from './program.js';
import { Requests } from './requests.js';
import { TimerRing } from './timer-ring.js';
import { Tokens } from './tokens.js';
import { WriteLog } from './write-log.js';

/** Purposes of the random streams: each component and each flow has its own of each, so that two designs can be compared under the same arrivals. */
const STATION_STREAMS = ['service', 'choice', 'hits', 'keys', 'limits', 'faults', 'lag', 'stale'] as const;
const LAG = STATION_STREAMS.indexOf('lag');
const STALE = STATION_STREAMS.indexOf('stale');
const FLOW_STREAMS = ['arrivals', 'draws', 'keys', 'users'] as const;

/** One request in so many is followed to see where it spends its time. A prime, so that it falls in step with nothing. */
const FOLLOW_EVERY = 19;

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
  /** By flow: the first of its users among those of all closed flows. */
  readonly firstUser: Int32Array;
  /** Events from this number on are users of closed flows who come back. */
  readonly firstUserEvent: number;
  readonly users: Users;
  readonly heap = new EventHeap();
  readonly tokens: Tokens;
  readonly requests: Requests;
  readonly flows: FlowCounts;
  readonly counts: StationCounts;
  /** Caches whose copies are followed key by key; `undefined`: keys play no part. */
  caches: Caches | undefined = undefined;
  /** By component: 1 where keys decide the shard. */
  readonly byKey: Uint8Array;
  readonly trace: SpentTable;
  timeline: Timeline | undefined;
  readonly breakers: Breakers;
  readonly budgets: RetryBudgets;
  readonly held: HeldConnections;
  readonly timers: readonly TimerRing[];
  readonly deadlines: readonly TimerRing[];
  /** The time, in an array: passed on as a number it would be boxed at each call. */
  readonly clock = new Float64Array(1);
  /** By how much more requests come than usual. */
  readonly surge = Float64Array.of(1);
  readonly partitions: Partitions;
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

  /** What rate limits and pools of connections remember. */
  readonly limits: RateLimits;
  readonly fleet: Fleet;
  readonly coldStarts: ColdStarts;
  readonly pools: Pools;
  /** Messages that wait, are given out or hidden. */
  readonly messages: Messages;
  readonly batches: Batches;
  readonly batched: Uint8Array;

  /** Writes on their way to their copies, what failures took of them, and who would read older copies: by reader, all users and those who wrote. */
  readonly log: WriteLog;
  readonly losses: Losses;
  readonly stale: readonly StaleCounts[];

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
    this.firstUser = new Int32Array(program.flows.length);
    this.users = new Users(program);
    this.firstUserEvent = program.timeouts.length + program.flows.length + program.calls.holds.length;
    this.limits = new RateLimits(program.limits);
    this.fleet = new Fleet(program);
    this.coldStarts = new ColdStarts(program);
    this.pools = new Pools(program.pools);
    this.messages = new Messages(program);
    this.batches = new Batches(program);
    this.batched = this.batches.batched;
    const components = stations.ids.length;
    this.partitions = new Partitions(program.places);
    this.tokens = new Tokens(program.depth, program.registers, program.keys.data.length * KEY_RECORD);
    this.byKey = program.keys.byKey;
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
    this.log = new WriteLog(program.replication.trackers, program.replication.stride);
    this.losses = new Losses(stations.leaders);
    this.stale = Array.from({ length: 2 * program.replication.readers.length }, () => new StaleCounts());
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

  /** Timeouts first, then the deadlines of the flows. */
  timer(ring: number): TimerRing {
    return ring < this.timers.length ? this.timers[ring]! : this.deadlines[ring - this.timers.length]!;
  }

  /** What the ends of the connections of step `hold` are called among the events. */
  holdEvent(hold: number): number {
    return -1 - this.timers.length - this.deadlines.length - hold;
  }

  /** User `user` of a closed flow thinks about the answer it got at `at`, and then comes back. */
  userReturns(flow: number, user: number, at: number): void {
    const thinks = this.program.flows[flow]!.think * exponential(this.random, this.flowStream(flow, 0));
    this.heap.schedule(at + thinks, -1 - this.firstUserEvent - this.firstUser[flow]! - user);
  }

  /** The closed flow of a user, counted through all of them. */
  flowOfUser(user: number): number {
    let flow = 0;
    for (let i = 0; i < this.closed.length; i++) if (this.closed[i] === 1 && this.firstUser[i]! <= user) flow = i;
    return flow;
  }

  /** Place in `random` of the stream of one component: 0 service, 1 choice, 2 hits, 3 keys, 4 limits, 5 faults. */
  stationStream(station: number, purpose: number): number {
    return (station * STATION_STREAMS.length + purpose) * 4;
  }

  /** The streams of what is drawn of a component's copies: how late they hear of a write, and who reads them when. */
  lagStream(station: number): number {
    return this.stationStream(station, LAG);
  }

  staleStream(station: number): number {
    return this.stationStream(station, STALE);
  }

  /** Place in `random` of the stream of one flow: 0 arrivals, 1 draws, 2 keys, 3 users. */
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
