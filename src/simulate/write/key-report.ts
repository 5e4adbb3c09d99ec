import { SEEN, SEEN_RECORD } from '../caches/caches.js';
import { hitRatio } from '../caches/steady.js';
import { secondsOf } from '../kernel/course.js';
import type { Course } from '../kernel/drive.js';
import { UNLIMITED } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';
import type { Outlook } from '../plan/utilisation.js';
import type { ComponentReport, HitReport, HottestReport } from '../report.js';
import { type Confidence, halfWidth } from '../statistics/intervals.js';

/** What was seen of keys at each component: how often copies were found, and how much fell on the fullest shard. */
export function keyReports(
  world: World,
  course: Course,
  outlook: Outlook,
  confidence: Confidence,
): ReadonlyMap<string, Pick<ComponentReport, 'hits' | 'hottest'>> {
  const { program } = world;
  const reports = new Map<string, Pick<ComponentReport, 'hits' | 'hottest'>>();
  program.keys.caches.forEach((plan, cache) => {
    const hits = plan.data.flatMap((data, i): HitReport[] => {
      const asked = world.caches!.seen[cache]![i * SEEN_RECORD + SEEN.asked]!;
      return asked === 0 ? [] : [hitReport(world, course, outlook, confidence, { cache, place: i, data })];
    });
    if (hits.length > 0) reports.set(program.stations.ids[plan.station]!, { hits });
  });
  program.stations.ids.forEach((id, station) => {
    const hottest = hottestShard(world, course, station);
    if (hottest !== undefined) reports.set(id, { ...reports.get(id), hottest });
  });
  return reports;
}

type Which = { readonly cache: number; readonly place: number; readonly data: number };

function hitReport(world: World, course: Course, outlook: Outlook, confidence: Confidence, { cache, place, data }: Which): HitReport {
  const { keys } = world.program;
  const at = (seen: Float64Array, what: number) => seen[place * SEEN_RECORD + what]!;
  const seen = world.caches!.seen[cache]!;
  const claimed = keys.caches[cache]!.claimed[place]!;
  const { reads, steady, independent } = outlook.keys.caches[cache]!;
  const ratios: number[] = [];
  let before = { asked: 0, found: 0 };
  for (const sample of course.samples) {
    const now = { asked: at(sample.seen[cache]!, SEEN.asked), found: at(sample.seen[cache]!, SEEN.found) };
    if (now.asked > before.asked) ratios.push((now.found - before.found) / (now.asked - before.asked));
    before = now;
  }
  const measured = at(seen, SEEN.found) / at(seen, SEEN.asked);
  const width = halfWidth(ratios, confidence);
  const rate = (what: number) => at(seen, what) / secondsOf(course);
  return {
    data: keys.data[data]!.id,
    measured,
    interval: width === undefined ? null : [Math.max(0, measured - width), Math.min(1, measured + width)],
    claimed: claimed < 0 ? null : claimed,
    expected: independent ? hitRatio(reads[place]!, steady.there[place]!) : null,
    stale: rate(SEEN.stale),
    joined: rate(SEEN.joined),
    renewed: rate(SEEN.renewed),
  };
}

/** The shard that most visits came to, and how full its fullest instance is; `undefined` where keys decide nothing. */
function hottestShard(world: World, course: Course, station: number): HottestReport | undefined {
  const { program, caches, byKey } = world;
  const { stations } = program;
  if (byKey[station] === 0 || caches === undefined) return undefined;
  const copies = stations.copies[station]!;
  const shards = stations.shards[station]!;
  const visits = new Float64Array(shards);
  const full = new Float64Array(shards);
  const capacity = Math.min(stations.slots[station]!, stations.cores[station]!);
  for (let i = 0; i < stations.count[station]!; i++) {
    const shard = Math.floor(i / copies) % shards;
    if (i % copies === 0) visits[shard]! += caches.shardVisits[stations.firstLeader[station]! + i / copies]!;
    const instance = stations.first[station]! + i;
    const use = capacity >= UNLIMITED ? 0 : caches.worked[instance]! / secondsOf(course) / capacity;
    full[shard] = Math.max(full[shard]!, use);
  }
  const all = visits.reduce((sum, each) => sum + each, 0);
  if (all === 0) return undefined;
  let shard = 0;
  visits.forEach((each, i) => {
    if (each > visits[shard]!) shard = i;
  });
  return { shard: shard + 1, share: visits[shard]! / all, utilisation: Math.min(1, full[shard]!) };
}
