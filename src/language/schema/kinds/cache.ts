import { defineKind } from '../define-kind.js';
import { size, time, word } from '../leaves.js';
import { copiesAttribute, INSTANCE, shards, shardsAttribute, workAttributes } from '../parts.js';

export const cache = defineKind({
  is: 'cache',
  doc: 'Keeps copies in memory, `shards` x `copies` instances. `hit` on the call says how often a key is there.',
  attributes: {
    ...workAttributes,
    shards: shardsAttribute,
    copies: copiesAttribute,
    pattern: word(
      ['cache-aside', 'read-through', 'write-through', 'write-behind', 'refresh-ahead'],
      'Who fills it and who writes the store behind it.',
    ),
    eviction: word(['lru', 'lfu', 'fifo', 'random', 'ttl', 'none'], 'What goes when it is full.'),
    ttl: time('How long a copy may be served.'),
    memory: size('Memory of one instance.'),
    flush: time('Write-behind: how long a write may stay only here.'),
  },
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
