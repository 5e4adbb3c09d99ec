import { longer } from '../kernel/longer.js';
import type { Program } from '../kernel/program.js';
import { TimerRing } from '../kernel/timer-ring.js';
import type { Tokens } from '../kernel/tokens.js';

/** What has become of a message. */
export const DONE = { open: 0, acknowledged: 1, givenUp: 2 } as const;

/**
 * The messages that are waiting, given out or hidden: a pool of numbered records, the lines and lanes they wait in, and the clocks
 * that bring back what nobody acknowledged. The functions beside it work on it.
 */
export class Messages {
  /** Tokens that stand for it: one, or more where it was given out again while it was worked on. */
  hands = new Int32Array(0);
  /** How often it was given out. */
  deliveries = new Int32Array(0);
  done = new Uint8Array(0);
  /** Rises when it is done, so that its clock finds nobody. */
  age = new Int32Array(0);
  /** The token whose processing failed and that waits until it may be given out again; -1: none. */
  parked = new Int32Array(0);
  /** The token of the last delivery. */
  holder = new Int32Array(0);
  /** 1: its time was over while it was worked on. */
  overdue = new Uint8Array(0);
  /** 1: it waits in its line to be given out. */
  queued = new Uint8Array(0);
  /** Its lane among all; -1: it waits for no other. */
  lane = new Int32Array(0);
  /** The place where it is offered. */
  at = new Int32Array(0);
  /**
   * By token that works on a message: the first of those that were taken in the same visit; -1: none. Not by message: one that is
   * given out again while it is worked on is in two visits at once.
   */
  private riders = new Int32Array(0);
  born = new Float64Array(0);
  private next = new Int32Array(0);
  private freeHead = -1;

  /** By line: messages outside of lanes, and how many wait in all. */
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly waiting: Int32Array;
  /** By lane: who waits, how many are in hand, and the next lane that is ready. */
  readonly laneHead: Int32Array;
  readonly laneTail: Int32Array;
  readonly laneHeld: Int32Array;
  readonly laneQueued: Uint8Array;
  readonly laneNext: Int32Array;
  /** Lanes that are ready: by line, then by instance. */
  readonly readyHead: Int32Array;
  readonly readyTail: Int32Array;

  readonly rings: readonly TimerRing[];
  /** The token that stands for each clock; -1: not yet. */
  readonly pumps: Int32Array;

  constructor({ lines, instances, clocks }: Program) {
    const empty = (length: number) => new Int32Array(length).fill(-1);
    this.head = empty(lines.count);
    this.tail = empty(lines.count);
    this.waiting = new Int32Array(lines.count);
    const lanes = lines.laneLine.length;
    this.laneHead = empty(lanes);
    this.laneTail = empty(lanes);
    this.laneHeld = new Int32Array(lanes);
    this.laneQueued = new Uint8Array(lanes);
    this.laneNext = empty(lanes);
    this.readyHead = empty(lines.count + instances.count);
    this.readyTail = empty(lines.count + instances.count);
    this.rings = clocks.map(({ seconds }) => new TimerRing(seconds));
    this.pumps = empty(clocks.length);
  }

  allocate(at: number, lane: number): number {
    if (this.freeHead < 0) this.grow(Math.max(64, this.next.length * 2));
    const message = this.freeHead;
    this.freeHead = this.next[message]!;
    this.hands[message] = 1;
    this.deliveries[message] = 0;
    this.done[message] = DONE.open;
    this.parked[message] = -1;
    this.holder[message] = -1;
    this.born[message] = Infinity;
    this.overdue[message] = 0;
    this.queued[message] = 0;
    this.lane[message] = lane;
    this.at[message] = at;
    return message;
  }

  /** `to` goes on with what `from` was doing, the work on a message too. */
  passOn(from: number, to: number, { message }: Tokens): void {
    const held = message[from]!;
    if (held < 0) return;
    message[to] = held;
    message[from] = -1;
    if (this.holder[held] === from) this.holder[held] = to;
    const riders = this.takeRiders(from);
    if (riders >= 0) this.takeAlong(to, riders);
  }

  /** The visit of `token` is that of `first` too, and of those linked to it. */
  takeAlong(token: number, first: number): void {
    const from = this.riders.length;
    if (token >= from) this.riders = longer(this.riders, 2 * (token + 1)).fill(-1, from);
    this.riders[token] = first;
  }

  /** The first of those who share the visit of a token, which from now on has none; -1: nobody does. */
  takeRiders(token: number): number {
    if (token >= this.riders.length) return -1;
    const first = this.riders[token]!;
    this.riders[token] = -1;
    return first;
  }

  /** One token less stands for the message. */
  drop(message: number): void {
    const left = this.hands[message]! - 1;
    this.hands[message] = left;
    if (left > 0) return;
    this.at[message] = -1;
    this.age[message] = this.age[message]! + 1;
    this.next[message] = this.freeHead;
    this.freeHead = message;
  }

  /** When the oldest message came that is not done yet, by queue; `Infinity`: there is none. */
  oldest(queues: Int32Array, components: number): Float64Array {
    const oldest = new Float64Array(components).fill(Infinity);
    for (let message = 0; message < this.at.length; message++) {
      if (this.at[message]! < 0 || this.done[message] !== DONE.open) continue;
      const queue = queues[this.at[message]!]!;
      if (this.born[message]! < oldest[queue]!) oldest[queue] = this.born[message]!;
    }
    return oldest;
  }

  /** Puts a lane at the end of a list of ready ones. */
  makeReady(list: number, lane: number): void {
    this.laneQueued[lane] = 1;
    this.laneNext[lane] = -1;
    if (this.readyTail[list]! < 0) this.readyHead[list] = lane;
    else this.laneNext[this.readyTail[list]!] = lane;
    this.readyTail[list] = lane;
  }

  /** Takes the first lane off a list of ready ones. */
  takeReady(list: number): number {
    const lane = this.readyHead[list]!;
    this.readyHead[list] = this.laneNext[lane]!;
    if (this.readyHead[list]! < 0) this.readyTail[list] = -1;
    this.laneQueued[lane] = 0;
    return lane;
  }

  private grow(length: number): void {
    const from = this.next.length;
    this.hands = longer(this.hands, length);
    this.deliveries = longer(this.deliveries, length);
    this.done = longer(this.done, length);
    this.age = longer(this.age, length);
    this.parked = longer(this.parked, length);
    this.holder = longer(this.holder, length);
    this.overdue = longer(this.overdue, length);
    this.queued = longer(this.queued, length);
    this.lane = longer(this.lane, length);
    this.at = longer(this.at, length).fill(-1, from);
    this.born = longer(this.born, length);
    this.next = longer(this.next, length);
    for (let message = from; message < length; message++) this.next[message] = message + 1;
    this.next[length - 1] = this.freeHead;
    this.freeHead = from;
  }
}
