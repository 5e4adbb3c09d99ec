import { CAUSE, OP } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';
import { STRANGER } from '../workload/users.js';
import { connect, disconnect } from './connections.js';
import { DECISION } from './rate-limits.js';
import { passThrough } from './visit.js';

/** A rate limit: the visit goes on, waits until there is room, or is refused and breaks off. Answers where to go on, or -1. */
export function limit(world: World, token: number, pc: number): number {
  const { tokens, program, sites, stations, counts } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const site = program.a[pc]!;
  const station = sites.station[site]!;
  const instance = tokens.held[token * tokens.depth + sites.depth[site]!]!;
  const said = decide(world, token, station, instance - stations.first[station]!);
  if (said === DECISION.refuse) {
    counts.add(station, COUNT.dropped, 1);
    // The slot is given back in the same moment, and that would count as a visit done.
    if (stations.finite[station] === 1) counts.add(station, COUNT.visits, -1);
    tokens.outcome[token] = CAUSE.limited;
    return program.c[pc]!;
  }
  if (stations.finite[station] === 0) counts.add(station, COUNT.begun, 1);
  if (said === DECISION.pass) {
    if (stations.finite[station] === 0) passThrough(world, token, site, station);
    return pc + 2;
  }
  const wait = world.limits.delay[0]!;
  counts.settle(station, world.clock);
  counts.add(station, COUNT.waiting, 1);
  counts.add(station, COUNT.waited, wait);
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, station, wait);
  return world.sleep(token, pc + 1, wait);
}

function decide(world: World, token: number, station: number, instance: number): number {
  if (world.program.limits.perUser[station] === 0) return world.limits.decide(station, instance, 0, 0, world.clock);
  const { requests, tokens, users } = world;
  const request = tokens.request[token]!;
  const flow = requests.flow[request]!;
  const user = users.of(requests, request, world.random, world.flowStream(flow, 3));
  // Who comes only once meets no limit of their own.
  return user === STRANGER ? DECISION.pass : world.limits.decide(station, instance, users.group[flow]!, user, world.clock);
}

/** A visit that was told to wait may go on. */
export function passed(world: World, token: number, pc: number): number {
  const { program, sites, stations, counts } = world;
  const site = program.a[pc]!;
  const station = sites.station[site]!;
  counts.settle(station, world.clock);
  counts.add(station, COUNT.waiting, -1);
  if (stations.finite[station] === 0) passThrough(world, token, site, station);
  return pc + 1;
}

/** A visit takes one of the connections of its instance, or is refused. */
export function open(world: World, token: number, pc: number): number {
  const { tokens, program, sites, stations, counts } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const site = program.a[pc]!;
  const station = sites.station[site]!;
  const at = token * tokens.depth + sites.depth[site]!;
  const instance = tokens.held[at]!;
  const there = stations.finite[station] === 0 || world.alive[instance] === 1;
  if (there && connect(world, instance)) {
    tokens.heldEpoch[at] = world.epoch[instance]!;
    if (stations.finite[station] === 0 && program.op[pc + 1] !== OP.limit) passThrough(world, token, site, station);
    return pc + 1;
  }
  counts.add(station, there ? COUNT.dropped : COUNT.unmet, 1);
  if (stations.finite[station] === 1 && world.watched[station] === 1) {
    world.connections[instance] = Math.max(0, world.connections[instance]! - 1);
  }
  tokens.outcome[token] = there ? CAUSE.limited : CAUSE.down;
  return program.c[pc]!;
}

/** The visit is over, however it ended: its connection is free. */
export function close(world: World, token: number, pc: number): number {
  const { tokens, program, sites } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const at = token * tokens.depth + sites.depth[program.a[pc]!]!;
  disconnect(world, tokens.held[at]!, tokens.heldEpoch[at]!);
  return pc + 1;
}
