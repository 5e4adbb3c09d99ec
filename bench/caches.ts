/**
 * Nanoseconds for one read of a cache that is followed key by key: the key drawn, looked up, and put there after a miss.
 * Run: node scripts/run.mjs bench/caches.ts [reads]
 */
import { seedWords } from '#base/random.js';
import { fill } from '#simulate/caches/fill.js';
import { EVICTION, KeyCache, LOOKUP } from '#simulate/caches/key-cache.js';
import { hitRatio, steadyState } from '#simulate/caches/steady.js';
import { drawRank, zipfLaw } from '#simulate/workload/keys.js';
import { popularityOf } from '#simulate/workload/popularity.js';

const reads = Number(process.argv[2] ?? 1_000_000);
const RATE = 1000;

function measure(eviction: keyof typeof EVICTION, items: number, capacity: number): void {
  const words = seedWords(1, 'bench');
  const block = Math.ceil(capacity / 131_072);
  const head = block === 1 ? Number.MAX_SAFE_INTEGER : 32_768;
  const most = Math.ceil(capacity / block) + (block === 1 ? 64 : head + 64);
  const shape = {
    parts: 1,
    eviction: EVICTION[eviction],
    capacity,
    ttl: Infinity,
    spread: 0,
    keepsStale: false,
    sizes: [1],
    most,
    head,
    block,
  };
  const cache = new KeyCache(shape);
  const popularity = popularityOf(items, 0.9);
  const asked = [{ rate: popularity.share.map((share) => share * RATE), count: popularity.count, size: 1 }];
  const before = process.cpuUsage();
  const steady = steadyState(EVICTION[eviction], capacity, Infinity, asked);
  fill(cache, { popularity: [popularity], reads: asked, steady, partOf: () => 0 }, 0, words, 0);
  const filled = process.cpuUsage(before).user / 1e3;
  const law = zipfLaw(items, 0.9);
  const rank = new Float64Array(1);
  const start = process.cpuUsage();
  let found = 0;
  for (let i = 0; i < reads; i++) {
    drawRank(law, words, 0, rank, 0);
    if (cache.look(0, 0, rank[0]!) === LOOKUP.hit) found++;
    else cache.put(0, 0, rank[0]!, words, 0);
  }
  const each = (process.cpuUsage(start).user * 1e3) / reads;
  const ratio = `found ${((100 * found) / reads).toFixed(1)}% (closed form ${(100 * hitRatio(asked[0]!, steady.there[0]!)).toFixed(1)}%)`;
  console.log(
    `${eviction.padEnd(7)} ${items.toExponential(0)} keys, room for ${capacity.toExponential(0)}: ${each.toFixed(0)} ns a read, ${ratio}, filled in ${filled.toFixed(0)} ms`,
  );
}

for (const eviction of ['lru', 'lfu', 'fifo', 'random'] as const) {
  measure(eviction, 1e4, 1e3);
  measure(eviction, 1e6, 1e5);
  measure(eviction, 1e10, 1e9);
}
