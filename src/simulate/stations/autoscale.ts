import { UNLIMITED } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';
import { PERIOD, STATE } from './fleet.js';
import { rebalance } from './rebalance.js';
import { starts } from './replaced.js';

/** A utilisation within this share of the one aimed at changes nothing (Kubernetes: `--horizontal-pod-autoscaler-tolerance`, 0.1). */
const TOLERANCE = 0.1;
/** Rounding of sums of times. */
const EPSILON = 1e-9;

/** The run begins with `starts` instances of each component with an autoscaler. */
export function beginScaling(world: World, starts: readonly number[]): void {
  const { fleet, program } = world;
  program.scales.forEach(({ station }, scale) => {
    const first = program.stations.first[station]!;
    fleet.settled(scale, starts[scale]!);
    for (let k = 0; k < program.stations.count[station]!; k++) if (k >= starts[scale]!) vanish(world, first + k);
    fleet.count(scale, starts[scale]!, world.now);
    relist(world, scale);
  });
}

/** Seconds of work that the component of an autoscaler has done up to now. */
export function workDone({ counts, program, clock }: World, scale: number): number {
  const { station } = program.scales[scale]!;
  counts.settle(station, clock);
  return counts.of(station, COUNT.workingArea);
}

/** What is due now: instances that are ready begin to serve, and autoscalers look. */
export function scaleNow(world: World): void {
  const { fleet, program } = world;
  const now = world.now;
  if (fleet.nextReady <= now) for (let scale = 0; scale < program.scales.length; scale++) welcome(world, scale);
  if (fleet.nextLook > now) return;
  for (let scale = 0; scale < program.scales.length; scale++) look(world, scale);
  fleet.looked();
}

/** Whoever is ready serves, unless its place has failed in the meantime. */
function welcome(world: World, scale: number): void {
  const { fleet, program } = world;
  const rows = rowsOf(world, scale);
  let came = false;
  for (const instance of rows) {
    if (fleet.state[instance] !== STATE.starting || fleet.readyAt[instance]! > world.now + EPSILON) continue;
    if (world.failures[instance]! > 0) {
      vanish(world, instance);
      continue;
    }
    came = true;
    fleet.replaces[instance] = 0;
    fleet.state[instance] = STATE.serving;
    fleet.serves[instance] = 1;
    world.alive[instance] = 1;
    const station = program.instances.of[instance]!;
    world.free[instance] = Math.min(UNLIMITED, program.stations.slots[station]!);
    world.coresFree[instance] = program.stations.cores[station]!;
    world.connections[instance] = 0;
    world.open[instance] = 0;
    fleet.count(scale, 1, world.now);
  }
  if (came) relist(world, scale);
  fleet.nextReady = Infinity;
  program.scales.forEach((_, each) => {
    for (const instance of rowsOf(world, each))
      if (fleet.state[instance] === STATE.starting) fleet.nextReady = Math.min(fleet.nextReady, fleet.readyAt[instance]!);
  });
}

function rowsOf({ program }: World, scale: number): number[] {
  const { station } = program.scales[scale]!;
  return Array.from({ length: program.stations.count[station]! }, (_, k) => program.stations.first[station]! + k);
}

/** One look of an autoscaler: it sets the number that it wants, and starts or takes away instances. */
function look(world: World, scale: number): void {
  const { fleet } = world;
  const rows = rowsOf(world, scale);
  let starting = 0;
  for (const instance of rows) {
    const state = fleet.state[instance]!;
    if (state === STATE.starting) starting++;
    // What died is given up for good, and who was to go has gone once its work is done.
    if (world.alive[instance] === 0 && state !== STATE.starting) vanish(world, instance);
    else if (state === STATE.leaving && isIdle(world, instance)) vanish(world, instance);
  }
  const { wanted } = fleet;
  wanted[scale] = target(world, scale, starting);
  const more = wanted[scale]! - fleet.living[scale]! - starting;
  if (more > 0) start(world, scale, rows, more);
  else if (more < 0 && starting === 0) dismiss(world, scale, rows, -more);
  relist(world, scale);
}

/**
 * Instances wanted, as the Kubernetes documentation has it ("Horizontal Pod Autoscaling", algorithm details): ceil(present * utilisation /
 * target). Instances on their way count as idle when more seem to be wanted, and as fully used when fewer do; fewer are taken only
 * when no look of the last five minutes wanted more.
 */
function target(world: World, scale: number, starting: number): number {
  const { fleet, program, counts } = world;
  const { station, at, min, max } = program.scales[scale]!;
  counts.settle(station, world.clock);
  const work = counts.of(station, COUNT.workingArea);
  const each = Math.min(program.stations.slots[station]!, program.stations.cores[station]!);
  const busy = (work - fleet.seenWork[scale]!) / each / PERIOD;
  fleet.seenWork[scale] = work;
  const present = fleet.wanted[scale]!;
  const living = fleet.living[scale]!;
  let wanted = present;
  if (living > 0 && busy > (1 + TOLERANCE) * at * living) {
    if (busy > (1 + TOLERANCE) * at * (living + starting)) wanted = Math.max(present, Math.ceil(busy / at - EPSILON));
  } else if (living > 0 && busy + starting < (1 - TOLERANCE) * at * (living + starting)) {
    wanted = Math.min(present, Math.ceil((busy + starting) / at - EPSILON));
  }
  wanted = Math.min(max, Math.max(min, wanted));
  const most = fleet.remember(scale, wanted);
  return wanted < present ? Math.min(present, most) : wanted;
}

/** New instances where there is room for them, in turn over the zones: nothing is started where everything is down. */
function start(world: World, scale: number, rows: readonly number[], count: number): void {
  const { fleet, program } = world;
  const ready = world.now + program.scales[scale]!.delay;
  let left = count;
  for (const instance of rows) {
    if (left === 0) break;
    if (fleet.state[instance] !== STATE.absent || world.failures[instance]! > 0) continue;
    fleet.state[instance] = STATE.starting;
    starts(fleet, instance, ready);
    left--;
  }
  // Nothing is free but what has not gone yet: it stays.
  for (const instance of rows) {
    if (left === 0) break;
    if (fleet.state[instance] !== STATE.leaving || world.alive[instance] === 0) continue;
    fleet.state[instance] = STATE.serving;
    fleet.serves[instance] = 1;
    fleet.count(scale, 1, world.now);
    left--;
  }
}

/** The last ones go: they get nothing new and finish what they have. */
function dismiss(world: World, scale: number, rows: readonly number[], count: number): void {
  const { fleet } = world;
  let left = count;
  for (let k = rows.length - 1; k >= 0 && left > 0; k--) {
    const instance = rows[k]!;
    if (fleet.state[instance] !== STATE.serving) continue;
    fleet.state[instance] = STATE.leaving;
    fleet.serves[instance] = 0;
    fleet.count(scale, -1, world.now);
    left--;
  }
}

function isIdle(world: World, instance: number): boolean {
  const station = world.program.instances.of[instance]!;
  return world.free[instance] === world.stations.slots[station]! && world.length[instance] === 0;
}

function vanish(world: World, instance: number): void {
  world.fleet.state[instance] = STATE.absent;
  world.fleet.replaces[instance] = 0;
  world.fleet.serves[instance] = 0;
  world.alive[instance] = 0;
  world.held.lose(instance);
  world.downAt[instance] = -Infinity;
}

/** Writes down anew whom visits choose from: who serves in each region, or anywhere where nobody does there. */
function relist(world: World, scale: number): void {
  const { fleet, program } = world;
  const { stations, instances, regions } = program;
  const { station } = program.scales[scale]!;
  const serving = rowsOf(world, scale).filter((instance) => fleet.state[instance] === STATE.serving);
  for (let region = 0; region <= regions.length; region++) {
    const index = station * (regions.length + 1) + region;
    const near = region === regions.length ? serving : serving.filter((instance) => instances.region[instance] === region);
    const from = stations.listFrom[index]!;
    const room = stations.listTo[index]! - from;
    const listed = (near.length === 0 ? serving : near).slice(0, room);
    fleet.list.set(listed, from);
    fleet.listTo[index] = from + listed.length;
    if (world.turn[index]! >= listed.length) world.turn[index] = 0;
  }
  const slots = stations.slots[station]!;
  world.takers[station] = Math.min(stations.parallel[station]!, slots >= UNLIMITED ? UNLIMITED : serving.length * slots);
  if (stations.shared[station] === 1) rebalance(world, station);
}

/** An instance died or is back; only where an autoscaler counts its instances. */
export function countFailure(world: World, instance: number, by: 1 | -1): void {
  const { fleet, program } = world;
  const scale = fleet.scaleOf[program.instances.of[instance]!]!;
  if (scale >= 0 && fleet.state[instance] === STATE.serving) fleet.count(scale, by, world.now);
}
