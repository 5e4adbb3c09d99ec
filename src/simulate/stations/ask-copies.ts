import { below } from '#base/random.js';
import { wait } from '../kernel/control.js';
import { CAUSE } from '../kernel/instructions.js';
import { startBeside } from '../kernel/lifecycle.js';
import { NOBODY } from '../kernel/tokens.js';
import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';
import { regionOf, shardFor } from './choose.js';

/** Asks copies of one shard side by side: those of a shard drawn anew, or the others beside the one that is held. */
export function copies(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const set = program.copySets[program.a[pc]!]!;
  const { stations } = program;
  const held = tokens.held[token * tokens.depth + set.depth]!;
  const count = stations.copies[set.station]!;
  const firstInstance = stations.first[set.station]!;
  const region = set.roaming ? below(world.random, world.stationStream(set.station, 1), program.regions.length) : regionOf(world, held);
  const registers = token * tokens.registers;
  const known = set.first >= 0 ? tokens.register[registers + set.first]! : shardFor(world, token, set.key, set.station, region);
  const first = set.skipLeader ? held - ((held - firstInstance) % count) : known;
  const start = set.ask >= 0 ? below(world.random, world.stationStream(set.station, 1), count) : 0;
  const up = set.sloppy && anybody(world, set.station) ? count : countUp(world, first, count, set.skipLeader ? held : -1);
  const asked = set.ask < 0 ? up : Math.min(up, set.ask);
  const need = set.need < 0 ? up : set.strict ? set.need : Math.min(up, set.need);
  if (asked < need) {
    tokens.outcome[token] = CAUSE.down;
    world.counts.add(set.station, COUNT.unmet, 1);
    return pc + 1;
  }
  if (asked === 0) return pc + 1;
  const parent = set.need === 0 ? NOBODY : token;
  const record = set.log < 0 ? -1 : world.log.recordOf(tokens.register[registers + set.log]!);
  let left = asked;
  for (let k = 0; k < count && left > 0; k++) {
    const instance = first + ((start + k) % count);
    const up = world.alive[instance] === 1;
    if ((!up && !set.sloppy) || (set.skipLeader && instance === held)) continue;
    // Those that are waited for hear of it at once.
    const prompt = set.late && asked - left < need;
    const child = startBeside(world, token, prompt ? set.code + LATE : set.code, set.depth, parent);
    tokens.target[child] = up ? instance : standIn(world, set.station, instance);
    if (record >= 0 && up) world.log.pending[record] = world.log.pending[record]! + 1;
    else if (record >= 0) tokens.register[child * tokens.registers + set.log] = 0;
    world.wake(child);
    left--;
  }
  return parent === NOBODY ? pc + 1 : wait(world, token, pc + 1, asked, need, asked - need);
}

/** Instructions that a copy which hears of a write later has before its visit. */
const LATE = 2;

function anybody(world: World, station: number): boolean {
  const { first, count } = world.stations;
  return countUp(world, first[station]!, count[station]!, -1) > 0;
}

/** The next instance after one that is down, of the same store, that is up: it keeps a write for it (hinted hand-off). */
function standIn(world: World, station: number, down: number): number {
  const { first, count } = world.stations;
  for (let k = 1; k < count[station]!; k++) {
    const instance = first[station]! + ((down - first[station]! + k) % count[station]!);
    if (world.alive[instance] === 1) return instance;
  }
  return down;
}

function countUp(world: World, first: number, count: number, except: number): number {
  let up = 0;
  for (let instance = first; instance < first + count; instance++) if (world.alive[instance] === 1 && instance !== except) up++;
  return up;
}
