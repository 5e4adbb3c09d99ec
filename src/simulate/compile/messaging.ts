import { callsOf } from '#model/calls.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { Deliveries, LaneDraw, Lines } from '../kernel/deliveries.js';
import { UNLIMITED } from '../kernel/instructions.js';
import type { Stations } from '../kernel/program.js';
import { saltOf, type ZipfLaw, zipfLaw } from '../workload/keys.js';
import type { Code, Label } from './code.js';
import { type LanePlan, laneShares } from './lanes.js';
import type { StationSpec } from './station-spec.js';

export const isMessaging = (component: Component): boolean =>
  component.is === 'queue' || component.is === 'stream' || component.is === 'pubsub';

/** Deliveries of a message that keeps failing, where there is a dead letter and the design does not say: Azure Service Bus, MaxDeliveryCount. */
const USUAL_ATTEMPTS = 10;
/** Seconds a message is hidden after a failure, where the design does not say: Amazon SQS, VisibilityTimeout. */
const USUAL_HIDING = 30;

type Taker = { readonly station: number; readonly site: number; readonly entry: Label; readonly batch: number };
type DeliveryDraft = {
  readonly queue: number;
  readonly line: number;
  readonly message: number;
  readonly lane: number;
  readonly again: Label;
  readonly end: Label;
  readonly takers: Taker[];
};
type LineDraft = { readonly queue: number; readonly takers: readonly number[]; lanes: number; pinned: boolean };

/** How a queue treats what was not acknowledged. */
type Terms = { readonly attempts: number; readonly deadLetter: boolean; readonly hidden: number; readonly strict: boolean };

/** The lines of messages, and the places where they are offered, under construction. */
export class MessageDrafts {
  readonly deliveries: DeliveryDraft[] = [];
  readonly laneDraws: LaneDraw[] = [];
  readonly laws: ZipfLaw[] = [];
  private readonly lines: LineDraft[] = [];
  private readonly lanes = new Map<number, LanePlan>();
  private readonly registers = new Map<number, number>();
  private readonly clocks: number[] = [];
  private readonly specs: readonly StationSpec[];

  constructor(specs: readonly StationSpec[]) {
    this.specs = specs;
  }

  /** Each flow keeps the lanes of its messages in registers of its own. */
  nextFlow(): void {
    this.registers.clear();
  }

  /** Draws the lane of each message of `queue` into the register that is answered. */
  drawLane(queue: number, plan: LanePlan, code: Code): number {
    const known = this.lanes.get(queue);
    if (known === undefined || known.count < plan.count) this.lanes.set(queue, plan);
    const register = this.registers.get(queue) ?? code.register();
    this.registers.set(queue, register);
    const law = plan.keys === undefined ? -1 : this.laws.push(zipfLaw(plan.keys.items, plan.keys.exponent)) - 1;
    const salt = saltOf(this.specs[queue]!.component.id);
    return this.laneDraws.push({ register, station: queue, lanes: plan.count, law, salt, own: plan.own }) - 1;
  }

  /** A place where messages of `queue` are offered to `takers`, who are added later; `waits`: in a line. */
  deliver(queue: number, takers: readonly number[], waits: boolean, again: Label, end: Label, code: Code): number {
    const line = waits ? this.lineOf(queue, takers) : -1;
    const lane = waits ? (this.registers.get(queue) ?? -1) : -1;
    return this.deliveries.push({ queue, line, message: code.register(), lane, again, end, takers: [] }) - 1;
  }

  private lineOf(queue: number, takers: readonly number[]): number {
    const known = this.lines.findIndex((line) => line.queue === queue && line.takers.join() === takers.join());
    return known >= 0 ? known : this.lines.push({ queue, takers, lanes: 0, pinned: false }) - 1;
  }

  private clockOf(seconds: number): number {
    const known = this.clocks.indexOf(seconds);
    return known >= 0 ? known : this.clocks.push(seconds) - 1;
  }

  /** The finished tables; `code` gets the instruction of each clock. */
  tables(
    code: Code,
    clockOp: number,
  ): { deliveries: Deliveries; lines: Lines; clocks: { seconds: number; pc: number }[]; laneDraws: LaneDraw[]; laws: ZipfLaw[] } {
    const terms = this.deliveries.map(({ queue }) => termsOf(this.specs[queue]!.component, code));
    const clock = terms.map(({ attempts, hidden }) => (attempts === 1 ? -1 : this.clockOf(hidden)));
    const clocks = this.clocks.map((seconds, i) => {
      code.emit(clockOp, i);
      return { seconds, pc: code.op.length - 1 };
    });
    const takers = this.deliveries.flatMap((each) => each.takers);
    const ints = (of: (each: DeliveryDraft, i: number) => number) => Int32Array.from(this.deliveries, of);
    let from = 0;
    const starts = this.deliveries.map((each) => {
      const start = from;
      from += each.takers.length;
      return start;
    });
    const deliveries: Deliveries = {
      queue: ints((each) => each.queue),
      line: ints((each) => each.line),
      message: ints((each) => each.message),
      lane: ints((each) => each.lane),
      attempts: Int32Array.from(terms, ({ attempts }) => Math.min(attempts, UNLIMITED)),
      deadLetter: Uint8Array.from(terms, ({ deadLetter }) => (deadLetter ? 1 : 0)),
      clock: Int32Array.from(clock),
      strict: Uint8Array.from(terms, ({ strict }) => (strict ? 1 : 0)),
      batch: Int32Array.from(takers, ({ batch }) => batch),
      again: ints((each) => code.at(each.again)),
      end: ints((each) => code.at(each.end)),
      from: Int32Array.from(starts),
      to: ints((each, i) => starts[i]! + each.takers.length),
      taker: Int32Array.from(takers, ({ station }) => station),
      site: Int32Array.from(takers, ({ site }) => site),
      entry: Int32Array.from(takers, ({ entry }) => code.at(entry)),
    };
    return { deliveries, lines: this.lineTables(), clocks, laneDraws: this.laneDraws, laws: this.laws };
  }

  /** However many slots a consumer has, no more messages are in hand than there are lanes. */
  limitParallel(stations: Stations): void {
    this.specs.forEach((spec, station) => {
      const own = this.lines.filter(({ takers }) => takers.includes(station));
      const plans = own.map(({ queue }) => this.lanes.get(queue));
      if (own.length === 0 || plans.some((plan) => plan === undefined)) return;
      stations.parallel[station] = Math.min(UNLIMITED, sum(plans.map((plan) => plan!.count)));
      stations.evenly[station] = sum(own.map(({ queue }, i) => evenly(plans[i]!, this.specs[queue]!.component, spec)));
    });
  }

  private lineTables(): Lines {
    const lanes = this.lines.map(({ queue }) => this.lanes.get(queue)?.count ?? 0);
    const firstLane = lanes.map((_, i) => lanes.slice(0, i).reduce((sum, each) => sum + each, 0));
    const linesOf = this.specs.map((_, station) => this.lines.flatMap((line, i) => (line.takers.includes(station) ? [i] : [])));
    return {
      count: this.lines.length,
      queue: Int32Array.from(this.lines, ({ queue }) => queue),
      firstLane: Int32Array.from(firstLane),
      lanes: Int32Array.from(lanes),
      laneLine: Int32Array.from(lanes.flatMap((count, i) => new Array<number>(count).fill(i))),
      pinned: Uint8Array.from(this.lines, ({ queue }) => (this.lanes.get(queue)?.pinned ? 1 : 0)),
      ...sliced(
        'takersFrom',
        'takers',
        this.lines.map((line) => line.takers),
      ),
      ...sliced('linesFrom', 'lines', linesOf),
    };
  }
}

function sliced<F extends string, L extends string>(from: F, list: L, lists: readonly (readonly number[])[]): Record<F | L, Int32Array> {
  const starts = [0];
  for (const each of lists) starts.push(starts.at(-1)! + each.length);
  return { [from]: Int32Array.from(starts), [list]: Int32Array.from(lists.flat()) } as Record<F | L, Int32Array>;
}

function termsOf(component: Component, code: Code): Terms {
  if (component.is !== 'queue' && component.is !== 'stream' && component.is !== 'pubsub')
    return { attempts: 1, deadLetter: false, hidden: 0, strict: false };
  if (component.delivery === 'at-most-once') return { attempts: 1, deadLetter: false, hidden: 0, strict: false };
  const deadLetter = component.deadLetter === true;
  const attempts = component.attempts ?? (deadLetter ? USUAL_ATTEMPTS : Infinity);
  const hidden = component.redeliverAfter;
  if (component.attempts === undefined && deadLetter)
    code.assumptions.add(`components.${component.id}.attempts is not known: a message is put aside after ${USUAL_ATTEMPTS} deliveries`);
  if (hidden === undefined && attempts > 1)
    code.assumptions.add(
      `components.${component.id}.redeliver-after is not known: a message whose processing failed comes again after ${USUAL_HIDING} s`,
    );
  return { attempts, deadLetter, hidden: hidden ?? USUAL_HIDING, strict: hidden !== undefined };
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** Lanes all as full as the fullest one would do as much; so would slots, where lanes belong to instances. */
function evenly(plan: LanePlan, component: Component, consumer: StationSpec): number {
  const shares = laneShares(plan, component);
  const byLane = 1 / shares.reduce((most, each) => Math.max(most, each), 0);
  if (!plan.pinned) return byLane;
  const byInstance = new Float64Array(consumer.instances);
  shares.forEach((share, lane) => {
    byInstance[lane % consumer.instances]! += share;
  });
  return Math.min(byLane, consumer.slots / byInstance.reduce((most, each) => Math.max(most, each), 0));
}

/** Marks the components that take messages from a line of their own: those with instances and slots of ours. */
export function markConsumers(model: DesignModel, specs: readonly StationSpec[], stations: Stations): void {
  const stationOf = new Map(specs.map((spec, i) => [spec.component.id as string, i]));
  for (const call of [...model.flows.values()].flatMap(callsOf)) {
    const from = specs[stationOf.get(call.from)!]!;
    const station = stationOf.get(call.visit.component)!;
    if (!takesMessages(from, specs[station]!)) continue;
    stations.shared[station] = 1;
    stations.finite[station] = 1;
  }
}

export const takesMessages = (from: StationSpec, to: StationSpec): boolean => isMessaging(from.component) && to.layout === 'tier';

/** Messages a consumer takes in one visit. */
export const batchOf = (component: Component): number => (component.is === 'worker' ? Math.max(1, component.batch ?? 1) : 1);

/** Consumers that share a queue: whoever is free first takes the next message. Those with conditions of their own do not compete. */
export const competes = (call: Call): boolean => !call.waits && call.when.kind === 'always' && call.times === 1 && (call.lag ?? 0) === 0;
