import { CAUSE } from './instructions.js';
import { NOBODY, ROOT } from './tokens.js';
import type { World } from './world.js';

/** A new request of a flow comes in; answers its token, which is to start at once. */
export function startRequest(world: World, flow: number, client: number): number {
  const { tokens, requests, flows } = world;
  const request = requests.allocate(flow, world.now);
  if (world.batched[flow] === 1) startItem(world, flow, request);
  const token = tokens.allocate(request, world.start[flow]!, ROOT);
  tokens.held[token * tokens.depth] = client;
  tokens.heldEpoch[token * tokens.depth] = world.epoch[client]!;
  flows.pending[flow] = flows.pending[flow]! + 1;
  if (world.measured(world.now)) {
    flows.offered[flow] = flows.offered[flow]! + 1;
    tokens.trace[token] = world.trace.follow();
  }
  world.timeline?.offered(flow, world.now);
  if (world.deadline[flow]! < Infinity) setTimer(world, world.timers.length + flow, request, requests.age[request]!);
  return token;
}

/** An item that somebody waits for counts from the beginning of its batch, however late it may come. */
function startItem({ batches, requests, clock, measureTo, program }: World, flow: number, request: number): void {
  if (program.flows[flow]!.waits && clock[0]! < measureTo) requests.start[request] = batches.start[flow]!;
}

function endItem({ batches, requests, clock }: World, request: number): void {
  batches.end(requests.flow[request]!, clock[0]!);
}

/** Sets timer `ring` (timeouts first, then deadlines) and puts the ring among the events if it was idle. */
export function setTimer(world: World, ring: number, subject: number, age: number): void {
  const timer = world.timer(ring);
  timer.set(world.now, subject, age);
  if (timer.armed) return;
  timer.armed = true;
  world.heap.schedule(timer.firstEnd(), -1 - ring);
}

/** A token that works for the same request, beside `token`; it stands in the visit that is open at `depth`. */
export function startBeside(world: World, token: number, pc: number, depth: number, parent: number): number {
  const { tokens, requests } = world;
  const request = tokens.request[token]!;
  const child = tokens.allocate(request, pc, parent);
  requests.tokens[request] = requests.tokens[request]! + 1;
  tokens.held[child * tokens.depth] = tokens.held[token * tokens.depth + depth]!;
  tokens.heldEpoch[child * tokens.depth] = tokens.heldEpoch[token * tokens.depth + depth]!;
  const flow = requests.flow[request]!;
  const to = world.registerTo[flow]!;
  for (let i = world.registerFrom[flow]!; i < to; i++) {
    tokens.register[child * tokens.registers + i] = tokens.register[token * tokens.registers + i]!;
  }
  const { undoRegisters } = world.program.calls;
  for (let i = 0; i < undoRegisters.length; i++) tokens.register[child * tokens.registers + undoRegisters[i]!] = 0;
  for (let i = 0; i < tokens.keyed; i++) tokens.keys[child * tokens.keyed + i] = tokens.keys[token * tokens.keyed + i]!;
  tokens.debt[child] = tokens.debt[token]!;
  if (parent !== NOBODY && tokens.trace[token]! >= 0) tokens.trace[child] = world.trace.allocate();
  return child;
}

/** A token ended: the request is answered, or who waits for it hears of it. Answers -1. */
export function end(world: World, token: number, pc: number): number {
  const { tokens, requests, flows } = world;
  const parent = tokens.parent[token]!;
  if (parent >= 0 && tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const request = tokens.request[token]!;
  const outcome = tokens.outcome[token]!;
  if (parent === ROOT) answer(world, request, outcome, world.now + tokens.debt[token]!, tokens.trace[token]!);
  else if (parent >= 0 && tokens.age[parent] === tokens.parentAge[token]) {
    if (tellParent(world, parent, token, outcome)) return -1;
  } else if (parent === NOBODY && outcome !== 0) {
    const flow = requests.flow[request]!;
    if (world.measured(requests.start[request]!)) flows.lost[flow] = flows.lost[flow]! + 1;
  }
  closeToken(world, token);
  return -1;
}

/** The token is gone, and with the last of them its request. */
export function closeToken(world: World, token: number): void {
  const { tokens, requests } = world;
  const request = tokens.request[token]!;
  if (tokens.trace[token]! >= 0) world.trace.release(tokens.trace[token]!);
  tokens.release(token);
  requests.tokens[request] = requests.tokens[request]! - 1;
  if (requests.tokens[request] === 0) closeRequest(world, request);
}

/** Counts an ended child. Answers whether the child starts once more for the next piece of the same step. */
function tellParent(world: World, parent: number, child: number, outcome: number): boolean {
  const { tokens } = world;
  const { registers, register, depth } = tokens;
  for (const shared of world.program.sharedRegisters) {
    const value = register[child * registers + shared]!;
    if (value > register[parent * registers + shared]!) register[parent * registers + shared] = value;
  }
  const { undoRegisters } = world.program.calls;
  for (let i = 0; i < undoRegisters.length; i++) {
    const at = undoRegisters[i]!;
    register[parent * registers + at] = register[parent * registers + at]! + register[child * registers + at]!;
    register[child * registers + at] = 0;
  }
  if (outcome === 0) tokens.done[parent] = tokens.done[parent]! + 1;
  else {
    tokens.spare[parent] = tokens.spare[parent]! - 1;
    if (outcome > tokens.outcome[parent]!) tokens.outcome[parent] = outcome;
  }
  if (tokens.more[parent]! > 0) {
    tokens.more[parent] = tokens.more[parent]! - 1;
    tokens.pc[child] = tokens.target[parent]!;
    tokens.outcome[child] = 0;
    tokens.heldEpoch[child * depth] = world.epoch[tokens.held[child * depth]!]!;
    world.wake(child);
    return true;
  }
  const left = tokens.left[parent]! - 1;
  tokens.left[parent] = left;
  const enough = tokens.done[parent]! >= tokens.need[parent]!;
  if (!enough && left > 0 && tokens.spare[parent]! >= 0) return false;
  if (enough) tokens.outcome[parent] = 0;
  tokens.age[parent] = tokens.age[parent]! + 1;
  if (tokens.trace[parent]! >= 0 && tokens.trace[child]! >= 0) world.trace.merge(tokens.trace[parent]!, tokens.trace[child]!);
  world.wake(parent);
  return false;
}

/** The request is over for who asked: with an answer (outcome 0), or with a failure and its cause. */
export function answer(world: World, request: number, outcome: number, at: number, trace: number): void {
  const { requests, flows } = world;
  if (requests.answered[request] === 1) return;
  requests.answered[request] = 1;
  const flow = requests.flow[request]!;
  const start = requests.start[request]!;
  const latency = at - start;
  const cause = outcome === 0 && latency > world.deadline[flow]! ? CAUSE.deadline : outcome;
  flows.pending[flow] = flows.pending[flow]! - 1;
  if (world.measuring) flows.end(flow, cause);
  world.timeline?.answered(flow, at, cause, latency);
  if (world.measured(start)) {
    if (cause === 0) {
      flows.answer(flow, start - world.measureFrom, latency);
      if (trace >= 0) world.trace.file(trace, flow, latency);
    } else flows.fail(flow, cause);
  }
  if (world.closed[flow] === 1) world.userReturns(flow, requests.user[request]!, at);
}

function closeRequest(world: World, request: number): void {
  const { requests, flows, program } = world;
  if (world.measured(requests.start[request]!)) {
    for (let mark = 0; mark < requests.marks; mark++) {
      const reached = requests.reached[request * requests.marks + mark]!;
      if (program.marks[mark]!.flow === requests.flow[request] && reached >= 0) flows.reach(mark, reached - requests.start[request]!);
    }
  }
  if (world.batched[requests.flow[request]!] === 1) endItem(world, request);
  requests.release(request);
}
