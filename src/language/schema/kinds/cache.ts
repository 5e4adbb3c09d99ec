import { stampedeAttribute } from '../balance.js';
import { defineKind } from '../define-kind.js';
import { flag, ratio, size, time, word } from '../leaves.js';
import { copiesAttribute, INSTANCE, shards, shardsAttribute, workAttributes } from '../parts.js';

export const cache = defineKind({
  is: 'cache',
  doc: 'Keeps copies in memory, `shards` x `copies` instances; the copies of a shard hold the same. `hit` on the call says how often a key is there; a simulation finds it out from `memory`, `eviction` and `ttl` where the data says how many keys it has and how popular they are.',
  example: `
  hot:
    is: cache
    pattern: cache-aside
    shards: { count: 3, by: consistent-hash }
    copies: 2
    memory: 64 GB
    eviction: lru
    ttl: 1h
    ttl-spread: 10%
    stampede: single-flight`,
  attributes: () => ({
    ...workAttributes,
    shards: shardsAttribute,
    copies: copiesAttribute,
    pattern: word(
      ['cache-aside', 'read-through', 'write-through', 'write-behind', 'refresh-ahead'],
      'Who fills it and who writes the store behind it.',
    ),
    eviction: word(
      ['lru', 'lfu', 'fifo', 'random', 'ttl', 'none'],
      'What goes when it is full: what was not used for the longest time, what is used least, what is oldest, anything, what expires next, or nothing.',
    ),
    ttl: time('How long a copy may be served.'),
    'ttl-spread': ratio('Share of the ttl by which that of each copy is varied, so that copies made together do not expire together.'),
    stampede: stampedeAttribute,
    'warm-up': time('How long it is filled after a start before it serves; it then has what it has after a long time.'),
    local: flag(
      'Whether it lives inside each instance of its callers; each then has copies of its own, and an invalidation reaches one only.',
    ),
    memory: size('Memory of one instance.'),
    flush: time('Write-behind: how long a write may stay only here.'),
  }),
  defaults: {
    ...INSTANCE,
    shards: { value: '1', source: 'the language: what is not said stands once' },
    copies: { value: '1', source: 'the language: what is not said stands once' },
    time: { value: '10 us', source: 'Redis documentation, "Redis benchmark": about 100,000 requests/s an instance without pipelining' },
    concurrency: { value: '1', source: 'Redis executes commands one at a time' },
    eviction: { value: 'lru', source: 'memcached: least recently used' },
  },
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'cache', shards: shards(said.shards), copies: said.copies ?? 1 }),
});
