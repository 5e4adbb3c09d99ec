import type { Action, Call, Flow } from '#model/flow.js';
import { OP } from '../kernel/instructions.js';
import type { Code, Label } from './code.js';
import type { Memory } from './conditions.js';
import type { KeyDraft } from './key-draft.js';
import { growsByWrites } from './keyed.js';
import type { Deferred, Frame } from './visits.js';

const NONE: ReadonlySet<number> = new Set();

/** Emits what a flow does with keys: draws them, looks copies up, fills and clears them, and keeps misses of one key together. */
export class KeyCode {
  private readonly code: Code;
  private readonly keys: KeyDraft;
  private readonly memory: Memory;
  private readonly defer: Deferred;
  /** Lookups by the read they belong to, and the step after each of which its copy is there. */
  private readonly lookups = new Map<number, number>();
  private readonly fillers = new Map<number, Action>();
  /** Reads whose misses a step of the flow puts there by itself. */
  private readonly putApart = new Set<number>();
  private readonly even = new Set<number>();
  private readonly used: ReadonlySet<number>;

  constructor(keys: KeyDraft, code: Code, flow: Flow, memory: Memory, defer: Deferred) {
    this.keys = keys;
    this.code = code;
    this.memory = memory;
    this.defer = defer;
    this.used = this.dataOf(flow.roots.flatMap((root) => root.actions));
  }

  /** A request of the flow draws the keys that it is about. */
  start(): void {
    for (const data of this.used) this.draw(data);
  }

  /** What is done again is done with other keys. */
  again(action: Action): void {
    if (this.used.size > 0) for (const data of this.dataOf([action])) this.draw(data);
  }

  /** The register that says in which part of its cache a read missed, or found what should be fetched anew; -1: not followed by key. */
  partOf(call: Call): number {
    const lookup = this.lookups.get(call.id);
    return lookup === undefined ? -1 : this.keys.lookups[lookup]!.part;
  }

  /** Within the visit that `call` opened from component `from`: its key is looked up, put there or cleared. */
  within(call: Call, frame: Frame, from: number): void {
    const copies = call.operation === undefined ? undefined : this.keys.copies(call);
    if (copies === undefined) return;
    this.keys.caches[copies.cache]!.callers.add(from);
    const kind = call.operation?.kind;
    const lookup = this.lookups.get(call.id);
    if (kind === 'write' || kind === 'invalidate') {
      this.keys.changing.set(call, copies);
      this.code.emit(kind === 'write' ? OP.put : OP.drop, this.keys.changes.push(copies) - 1, 0, 0, frame.depth);
    } else if (lookup !== undefined) {
      if (call.items !== 1) this.keys.lookups[lookup]!.items = this.memory.varying(call.items);
      this.code.emit(OP.look, lookup, 0, 0, frame.depth);
    }
  }

  /** Emits a step that is done after a miss of a read that is followed by key; answers whether it is one. */
  missed(action: Action, frame: Frame, skip: Label, body: (frame: Frame) => void): boolean {
    const { when } = action;
    const lookup = when.kind === 'miss' ? this.lookups.get(when.of) : undefined;
    if (lookup === undefined || when.kind !== 'miss') return false;
    const { cache, several } = this.keys.lookups[lookup]!;
    const { stampede } = this.keys.caches[cache]!.keeping;
    const fills = this.fillers.get(when.of) === action;
    const renews = !several && (stampede === 'early-refresh' || stampede === 'serve-stale');
    if (fills && renews) this.renew(lookup, frame, body);
    this.memory.emitWhen(when, skip);
    if (!fills) {
      body(frame);
      return true;
    }
    const joins = !several && (stampede === 'single-flight' || stampede === 'early-refresh');
    this.code.emit(OP.clear, this.keys.lookups[lookup]!.flight);
    if (joins) this.code.emitTo(OP.join, 'c', skip, { a: lookup });
    const after = this.code.label();
    this.keys.lookups[lookup]!.after = after;
    body({ ...frame, fail: after });
    this.code.place(after);
    this.code.emitTo(OP.fill, 'c', frame.fail, { a: lookup, b: this.putApart.has(when.of) && stampede === 'none' ? 0 : 1 });
    return true;
  }

  /** A copy that was found is fetched anew beside the request that found it. */
  private renew(lookup: number, frame: Frame, body: (frame: Frame) => void): void {
    const child = this.code.label();
    this.defer(child, frame, (inner) => {
      const after = this.code.label();
      body({ ...inner, fail: after });
      this.code.place(after);
      this.code.emitTo(OP.fill, 'c', inner.fail, { a: lookup, b: 1 });
    });
    this.code.emitTo(OP.renew, 'a', child, { b: lookup, d: frame.depth });
  }

  private draw(data: number): void {
    this.code.emit(OP.drawKey, data, this.even.has(data) ? 1 : 0);
  }

  /** The data whose keys these steps need, in order; notes on the way what each of them is for. */
  private dataOf(actions: readonly Action[]): ReadonlySet<number> {
    const used = new Set<number>();
    for (const action of actions) this.scan(action, used);
    return used.size === 0 ? NONE : used;
  }

  private scan(action: Action, used: Set<number>): void {
    if (action.type === 'group') {
      const { how } = action;
      if (action.when.kind === 'miss' && !this.fillers.has(action.when.of)) this.fillers.set(action.when.of, action);
      const inner = how.kind === 'together' || how.kind === 'any' ? how.branches.flat() : how.actions;
      for (const each of inner) this.scan(each, used);
      return;
    }
    const copies = action.operation === undefined ? undefined : this.keys.copies(action);
    if (copies !== undefined) used.add(this.keys.caches[copies.cache]!.data[copies.data]!);
    const shard = this.keys.shardKey(action);
    if (shard >= 0) used.add(shard);
    const item = action.operation?.kind === 'write' ? this.keys.model.data.get(action.operation.data) : undefined;
    if (item !== undefined && item.in === action.visit.component && growsByWrites(item)) {
      this.keys.data.forEach((each, i) => {
        if (each.id === item.id) this.even.add(i);
      });
    }
    this.noteRead(action, copies);
    this.noteMiss(action, copies !== undefined && action.operation?.kind === 'write');
    for (const each of action.visit.actions) this.scan(each, used);
  }

  private noteRead(call: Call, copies: { readonly cache: number; readonly data: number } | undefined): void {
    const missed = this.memory.missOf(call.id);
    if (copies === undefined || call.operation?.kind !== 'read' || call.hit === undefined || missed < 0 || this.lookups.has(call.id))
      return;
    this.keys.reads.set(call, copies);
    const part = this.code.register();
    this.code.shared.push(part);
    this.lookups.set(
      call.id,
      this.keys.lookups.push({ ...copies, missed, part, flight: this.code.register(), items: -1, several: call.items !== 1, after: -1 }) -
        1,
    );
  }

  private noteMiss(call: Call, puts: boolean): void {
    if (call.when.kind !== 'miss') return;
    if (puts) this.putApart.add(call.when.of);
    else if (call.waits && !this.fillers.has(call.when.of)) this.fillers.set(call.when.of, call);
  }
}
