import type { Caches } from '../caches/caches.js';
import { Attempts } from '../calls/attempts.js';
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
import { longer } from './longer.js';
import { Losses } from './losses.js';
import { Partitions } from './partitions.js';
import type { Program } from './program.js';
import { Requests } from './requests.js';
import { Servers } from './servers.js';
import { FLOW_STREAMS, LAG, STALE, STATION_STREAMS, streamWords } from './streams.js';
import { TimerRing } from './timer-ring.js';
import { WriteLog } from './write-log.js';

/** One request in so many is followed to see where it spends its time. A prime, so that it falls in step with nothing. */
const FOLLOW_EVERY = 19;

/** Everything that changes during one run, in typed arrays. Functions of the stations and the kernel work on it. */
export class World extends Servers {
  readonly samplers: Samplers;
  /** By flow: where its code starts, its deadline, and whether its users come back. */
  readonly start: Int32Array;
  readonly deadline: Float64Array;
  readonly closed: Uint8Array;
  /** ... and the registers that its tokens use. */
  readonly registerFrom: Int32Array;
  readonly registerTo: Int32Array;
  /** By flow: the first of its users among those of all closed flows. */
  readonly firstUser: Int32Array;
  /** Events from this number on are users of closed flows who come back. */
  readonly firstUserEvent: number;
  readonly users: Users;
  readonly heap = new EventHeap();
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
  readonly attempts: Attempts;
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
  readonly flowStreams: number;

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

  constructor(program: Program, seed: number) {
    super(program);
    const { stations } = program;
    this.samplers = program.samplers;
    this.start = Int32Array.from(program.flows, (flow) => flow.start);
    this.deadline = Float64Array.from(program.flows, (flow) => flow.deadline);
    this.closed = Uint8Array.from(program.flows, (flow) => (flow.kind === 'closed' ? 1 : 0));
    this.registerFrom = Int32Array.from(program.flows, (flow) => flow.registerFrom);
    this.registerTo = Int32Array.from(program.flows, (flow) => flow.registerTo);
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
    this.byKey = program.keys.byKey;
    this.requests = new Requests(program.marks.length);
    this.flows = new FlowCounts(program.flows.length, program.marks.length);
    this.counts = new StationCounts(components);
    this.trace = new SpentTable(program.flows.length, components, FOLLOW_EVERY);
    this.breakers = new Breakers(program, this.clock);
    this.budgets = new RetryBudgets(program, this.clock);
    this.held = new HeldConnections(program, this.clock);
    this.attempts = new Attempts(program.registers, this.tokens.keyed);
    this.timers = program.timeouts.map((seconds) => new TimerRing(seconds));
    this.deadlines = program.flows.map((flow) => new TimerRing(flow.deadline));
    this.random = streamWords(program, seed);
    this.flowStreams = this.stations.ids.length * STATION_STREAMS.length * 4;
    this.log = new WriteLog(program.replication.trackers, program.replication.stride);
    this.losses = new Losses(stations.leaders);
    this.stale = Array.from({ length: 2 * program.replication.readers.length }, () => new StaleCounts());
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
      this.ready = longer(this.ready, this.ready.length * 2);
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
}
