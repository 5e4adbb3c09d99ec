import { below } from '#base/random.js';
import type { World } from '../kernel/world.js';
import { drawRank, placeOf } from '../workload/keys.js';

const rank = new Float64Array(1);

/** Draws the lane of a message: that of its key, or any one where all get as much. */
export function drawLane(world: World, token: number, pc: number): number {
  const { program, tokens, random } = world;
  const { register, station, lanes, law, salt, own } = program.laneDraws[program.a[pc]!]!;
  const stream = world.stationStream(station, 3);
  let lane = 0;
  if (law >= 0) {
    drawRank(program.laneLaws[law]!, random, stream, rank, 0);
    lane = own ? rank[0]! - 1 : placeOf(rank[0]!, salt, lanes);
    if (lane >= lanes) lane = -1;
  } else if (lanes > 1) lane = below(random, stream, lanes);
  tokens.register[token * tokens.registers + register] = lane;
  return pc + 1;
}
