import type { DataItem, DesignModel, QualityTarget } from '#model/design.js';
import { secondsOf } from '../kernel/course.js';
import type { Course } from '../kernel/drive.js';
import type { Reader } from '../kernel/replication.js';
import type { World } from '../kernel/world.js';
import type { Interval, StaleReport, StaleTarget, Unresolved } from '../report.js';
import { hitOf } from '../stations/followed-writes.js';
import { BUCKETS, valueAtRank } from '../statistics/histogram.js';
import { halfWidth, normalPoint } from '../statistics/intervals.js';
import { AFTER, SECTIONS, type StaleCounts } from '../statistics/stale-counts.js';
import { popularityOf } from '../workload/popularity.js';

type Context = {
  readonly model: DesignModel;
  readonly world: World;
  readonly course: Course;
  readonly slice: number;
  readonly unresolved: Unresolved[];
};

/** Writes still on their way at the end may be this share of all that were followed; more, and the late ones among them are missed. */
const LEFT = 0.005;
/** Fewer writes tell nothing. */
const FEWEST = 30;

/** Who reads an older value: each step that reads data of which there may be one, in the order of the design. */
export function staleReports(context: Context): StaleReport[] {
  const { world } = context;
  return world.program.replication.readers.flatMap((reader, i) => {
    const written = world.program.replication.trackers.some(({ readers }) => readers.includes(i));
    const told = reader.cache === undefined || hitOf(world, reader.cache) !== undefined;
    return written && told ? [reportOf(context, i)] : [];
  });
}

function reportOf(context: Context, index: number): StaleReport {
  const { model, world } = context;
  const { replication } = world.program;
  const reader = replication.readers[index]!;
  const all = world.stale[2 * index]!;
  const own = world.stale[2 * index + 1]!;
  const data = model.data.get(reader.data as never)!;
  const path = `stale.${reader.data}.${reader.flow}`;
  const of = (counts: Float64Array) =>
    replication.trackers.reduce((sum, { readers }, i) => sum + (readers.includes(index) ? counts[i]! : 0), 0);
  const late = of(world.log.left) > LEFT * of(world.log.begun);
  const few = all.writes < FEWEST;
  if (late || few) context.unresolved.push({ path, why: few ? 'too few samples' : 'too short' });
  const known = !late && !few;
  const level = world.flows.confidence;
  const shareAt = (counts: StaleCounts, k: number) => shareOf(counts, k, level);
  const last = lastStale(all);
  const next = model.network.client;
  return {
    data: reader.data,
    flow: reader.flow,
    step: reader.step,
    component: world.program.stations.ids[reader.station]!,
    ...(reader.cache === undefined ? {} : { through: world.program.stations.ids[reader.cache.station]! }),
    writes: all.writes,
    after: known ? [...AFTER].slice(0, last + 2).map((after, k) => ({ after, ...shareAt(all, k) })) : [],
    own: known ? { atOnce: shareAt(own, 0), next: { after: next, share: between(own, next) } } : null,
    visible: known ? visibleOf(all) : null,
    lost: known && all.writes > 0 ? all.never / readersOf(all) : null,
    reads: known ? shareOfReads(context, data, all) : null,
    targets: targetsOf(model, reader, known ? { all, own } : undefined),
  };
}

/** The last of the times at which somebody read an older value; -1: nobody ever did. */
function lastStale(counts: StaleCounts): number {
  for (let k = AFTER.length - 1; k >= 0; k--) if (behindAt(counts, k) > 0) return k;
  return -1;
}

function behindAt({ behind }: StaleCounts, k: number): number {
  let sum = 0;
  for (let section = 0; section < SECTIONS; section++) sum += behind[section * AFTER.length + k]!;
  return sum;
}

const sum = (values: Float64Array): number => values.reduce((total, each) => total + each, 0);
/** The readers of all writes, as shares. */
const readersOf = ({ readers }: StaleCounts): number => Math.max(1e-9, sum(readers));
const meanAt = (counts: StaleCounts, k: number): number => behindAt(counts, k) / readersOf(counts);

/**
 * A share with its interval: that of Wilson (1927) for so many independent writes, or the wider one of sections of the series, where
 * writes that follow each other fare alike.
 */
function shareOf(counts: StaleCounts, k: number, level: 0.95 | 0.99): { share: number; interval: Interval } {
  const n = counts.writes;
  const share = meanAt(counts, k);
  const z = normalPoint(level);
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const sections: number[] = [];
  const fullest = Math.max(...counts.filled);
  counts.readers.forEach((size, i) => {
    if (counts.filled[i] === fullest && size > 0) sections.push(counts.behind[i * AFTER.length + k]! / size);
  });
  const wide = sections.length < 5 ? 0 : (halfWidth(sections, level) ?? 0);
  const low = Math.min(middle - half, share - wide);
  const high = Math.max(middle + half, share + wide);
  return { share, interval: [share === 0 ? 0 : Math.max(0, low), Math.min(1, high)] };
}

/** The share at any time, on a straight line between those that were asked about. */
function between(counts: StaleCounts, after: number): number {
  let k = 0;
  while (k < AFTER.length - 1 && AFTER[k + 1]! <= after) k++;
  if (k === AFTER.length - 1 || AFTER[k] === after) return meanAt(counts, k);
  const part = (after - AFTER[k]!) / (AFTER[k + 1]! - AFTER[k]!);
  return meanAt(counts, k) * (1 - part) + meanAt(counts, k + 1) * part;
}

/** Seconds after which so many of the reads see the write; `null`: it was lost for them. */
function visibleOf(counts: StaleCounts): NonNullable<StaleReport['visible']> {
  let total = counts.never;
  for (let i = 0; i < BUCKETS; i++) total += counts.visible[i]!;
  const at = (share: number): number | null => {
    const value = valueAtRank(counts.visible, 0, Math.max(1e-9, share * total));
    return value === undefined ? null : Math.min(value, counts.longest);
  };
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: counts.never > 0 ? null : Math.max(0, counts.longest) };
}

/**
 * The share of all reads of the data that get an older value: a key that is written w times a second was last written t ago with
 * density w exp(-w t). Keys are read and written by the same popularity. `null`: how many there are, or how popular, is not said.
 */
function shareOfReads({ world, course, slice }: Context, data: DataItem, counts: StaleCounts): number | null {
  const { count, popularity, changes } = data;
  if (count === undefined || changes === 'never' || changes === 'append' || !(count >= 1)) return null;
  const { trackers } = world.program.replication;
  const writes = trackers.reduce((sum, tracker, i) => sum + (tracker.data === data.id ? world.log.made[i]! : 0), 0);
  const rate = (writes * slice) / secondsOf(course);
  const keys = popularityOf(Math.floor(count), popularity?.zipf ?? 0);
  const shares = Array.from(AFTER, (_, k) => meanAt(counts, k));
  return keys.share.reduce((sum, share, i) => sum + keys.count[i]! * share * staleAt(shares, rate * share), 0);
}

/** The mean of the curve over the time since the last write of a key. */
function staleAt(shares: readonly number[], rate: number): number {
  let sum = 0;
  for (let k = 0; k + 1 < AFTER.length; k++) {
    const chance = Math.exp(-rate * AFTER[k]!) - Math.exp(-rate * AFTER[k + 1]!);
    sum += (chance * (shares[k]! + shares[k + 1]!)) / 2;
  }
  return sum + Math.exp(-rate * AFTER.at(-1)!) * shares.at(-1)!;
}

/** What was asked of the reads, against what was seen. That nobody was seen to read an older value is no proof that nobody can. */
function targetsOf(model: DesignModel, reader: Reader, seen: { all: StaleCounts; own: StaleCounts } | undefined): StaleTarget[] {
  const about = (target: QualityTarget) => target.data === reader.data && (target.flow === undefined || target.flow === reader.flow);
  return model.requirements.quality.filter(about).flatMap((target) => {
    const found: StaleTarget[] = [];
    if (target.fresh !== undefined) {
      const measured = seen === undefined ? null : visibleOf(seen.all).p999;
      const verdict = seen === undefined ? 'unresolved' : measured !== null && measured <= target.fresh ? 'pass' : 'fail';
      found.push({ quality: target.id, name: 'fresh', target: target.fresh, measured, verdict });
    }
    const counts = target.reads === 'linearizable' ? seen?.all : seen?.own;
    if (target.reads === 'linearizable' || target.reads === 'read-your-writes') {
      const measured = counts === undefined ? null : meanAt(counts, 0);
      const verdict = measured === null ? 'unresolved' : measured > 0 ? 'fail' : 'pass';
      found.push({ quality: target.id, name: target.reads, target: 0, measured, verdict });
    }
    return found;
  });
}
