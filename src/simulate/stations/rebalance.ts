import type { World } from '../kernel/world.js';
import { serveShared, stir } from './serve.js';

/** An instance of a consumer went or came: the partitions are dealt out anew among those that are up, and who waits is served. */
export function rebalance(world: World, station: number): void {
  const { messages, program } = world;
  const { lines, stations } = program;
  const first = stations.first[station]!;
  for (let k = 0; k < stations.count[station]!; k++) {
    while (messages.readyHead[lines.count + first + k]! >= 0) messages.takeReady(lines.count + first + k);
  }
  for (let i = lines.linesFrom[station]!; i < lines.linesFrom[station + 1]!; i++) {
    const line = lines.lines[i]!;
    if (lines.pinned[line] === 0) continue;
    const from = lines.firstLane[line]!;
    for (let lane = from; lane < from + lines.lanes[line]!; lane++) stir(world, lane);
  }
  serveShared(world, station, -1);
}
