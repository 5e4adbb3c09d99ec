import fc from 'fast-check';

/** How names are spelled and in which order parts are written; the design stays the same. */
export type Spelling = { readonly name: (id: string) => string; readonly backwards: boolean };
export const PLAIN: Spelling = { name: (id) => id, backwards: false };

/** A random small design that reads, written out in a spelling. Its steps name `$api`-like places for names. */
export type RandomDesign = (spelling: Spelling) => string;

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const attributes = (all: Readonly<Record<string, fc.Arbitrary<string | undefined>>>): fc.Arbitrary<string> =>
  fc.record(all).map((said) =>
    Object.entries(said)
      .flatMap(([key, value]) => (value === undefined ? [] : [`, ${key}: ${value}`]))
      .join(''),
  );

const zones = maybe(fc.constantFrom('[a]', '[a, b]', '[c, b, a]'));
const few = maybe(fc.constantFrom('1', '2', '3', 'unknown'));
const time = maybe(fc.constantFrom('1ms', '20ms', '{ mean: 5ms, p99: 30ms }', 'unknown'));
const tier = {
  replicas: few,
  zones,
  time,
  concurrency: few,
  availability: maybe(fc.constantFrom('99%', '99.99%', 'unknown')),
  need: maybe(fc.constantFrom('1', '2')),
};
const replication = maybe(
  fc.constantFrom(
    '{ mode: leaderless, copies: 3, read: 1, write: 2 }',
    '{ mode: leaderless, copies: 3, read: 2, write: 2, sloppy: true }',
    '{ mode: single-leader, copies: 3, sync: async, failover: automatic, switch: 20s }',
    '{ mode: single-leader, copies: 2, sync: semi-sync, failover: manual }',
    '{ mode: multi-leader, copies: 2 }',
    '{ mode: chain, copies: 3 }',
  ),
);
const components = fc.record({
  web: fc.constant(', is: client'),
  edge: attributes({ is: fc.constant('load-balancer'), replicas: few, zones, limit: maybe(fc.constant('100 /s')) }),
  api: attributes({ is: fc.constant('service'), ...tier }),
  hot: attributes({
    is: fc.constant('cache'),
    pattern: maybe(fc.constantFrom('cache-aside', 'write-behind')),
    ttl: maybe(fc.constantFrom('1min', 'unknown')),
    copies: few,
    shards: few,
    zones,
  }),
  db: attributes({ is: fc.constant('database'), replication, time, shards: maybe(fc.constantFrom('4', '{ count: 4, by: range }')), zones }),
  copy: attributes({
    is: fc.constant('database'),
    'replica-of': fc.constant('$db'),
    lag: maybe(fc.constant('1s')),
    replicas: maybe(fc.constant('2')),
  }),
  jobs: attributes({
    is: fc.constantFrom('queue', 'stream'),
    'dead-letter': maybe(fc.constantFrom('true', 'false', 'unknown')),
    delivery: maybe(fc.constantFrom('at-most-once', 'at-least-once')),
  }),
  crew: attributes({ is: fc.constant('worker'), idempotent: maybe(fc.constantFrom('true', 'false', 'unknown')), ...tier }),
  psp: attributes({ is: fc.constant('external'), availability: maybe(fc.constant('99.9%')), 'rate-limit': maybe(fc.constant('10 /s')) }),
});

const quality = fc.subarray([
  '{ flow: $read, availability: 99.99%, survives: zone }',
  '{ flow: $write, survives: region }',
  '{ flow: $write, until: $crew, p99: 1s }',
  '{ data: $item, reads: read-your-writes, loss: none }',
  '{ data: $item, reads: linearizable, fresh: 10s }',
  '{ data: $list, fresh: 1s }',
  '{ data: $item, order: owner, isolation: snapshot }',
  '{ flow: $read, p99: 1ms, within: 1s, survives: instance }',
]);
const entrance = fc.constantFrom(
  '$web -> $edge -> $api',
  '$web -> $api',
  '$web -> $edge -> $api: { timeout: 1s, retries: 2 }',
  '$web -> $api: { once: id, retries: 1 }',
);
const reads = fc.array(
  fc.constantFrom(
    '$api -> $hot: { read: $item, hit: 90%, items: 5 }|$api -> $db: { read: $item, when: miss, timeout: 2s, retries: 3 }',
    '$api -> $copy: { read: $item }',
    '$api -> $db: { read: $list, from: any, times: 3, at-once: all }',
    '$api -> $db: { read: $item, by: owner, optional: true }',
    'together: [ $api -> $hot, $api -> $db: { when: 30% } ]',
    'any: [ $api -> $psp, $api -> $db ]',
    '$api -> $psp: { when: 20%, timeout: 3s }|$api -> $db: { when: error }',
    '{ do: $part, times: 2 }',
  ),
  { maxLength: 4 },
);
const writes = fc.array(
  fc.constantFrom(
    '$api -> $db: { write: $item, retries: 1 }',
    'atomic: [ $api -> $db: { write: $item }, $api -> $db: { write: $list } ]',
    '$api -> $hot: { write: $item }',
    '$api -> $hot: { invalidate: $item }',
    '$api ~> $jobs ~> $crew -> $db: { write: $list }',
    '$db ~> $jobs ~> $crew',
    '$api ~> $jobs: { publish: $item }',
    '$api -> $psp: { write: $item, timeout: 1s }|$api -> $db: { write: $item, when: timeout }',
    '$api -> $psp: { write: $item, once: id, retries: 3, timeout: 2s }',
  ),
  { maxLength: 4 },
);

const list = (steps: readonly string[]): string =>
  steps
    .flatMap((each) => each.split('|'))
    .map((each) => `      - ${each}`)
    .join('\n');

export const randomDesign: fc.Arbitrary<RandomDesign> = fc
  .record({
    components,
    quality,
    entrance,
    reads,
    writes,
    changes: maybe(fc.constantFrom('never', 'append', 'update')),
    sequential: maybe(fc.boolean()),
    zoned: fc.boolean(),
    rate: fc.constantFrom('1 /s', '5000 /s'),
  })
  .map((x) => ({ name, backwards }: Spelling): string => {
    const parts = Object.entries(x.components).map(
      ([id, said]) => `  $${id}: { ${(x.zoned ? said : said.replace(/, zones: \[[^\]]*\]/, '')).slice(2)} }`,
    );
    // A flow that reads change capture needs the store to be reached first.
    const made = x.writes.some((each) => each.startsWith('$db ~>')) ? ['$api -> $db: { write: $item }', ...x.writes] : x.writes;
    const text = `sysdrill: 1
title: Random
requirements:
  quality:
${x.quality.map((each, i) => `    Q${i}: ${each}`).join('\n')}
${x.zoned ? 'regions: { r: { zones: [a, b, c] } }' : ''}
components:
${(backwards ? parts.reverse() : parts).join('\n')}
data:
  $item: { in: $db, key: [id, -at]${x.changes === undefined ? '' : `, changes: ${x.changes}`}${x.sequential === undefined ? '' : `, sequential: ${x.sequential}`}, indexes: [ { by: owner, scope: local } ] }
  $list: { in: $db, key: owner, of: $item }
flows:
  $read:
    rate: ${x.rate}
    peak: 2x
    deadline: 3s
    cases: { small: 90%, big: 10% }
    path:
${list([x.entrance, ...x.reads])}
  $write:
    rate: 10 /s
    path:
${list([x.entrance, ...made])}
  $part: { cases: { here: 50%, there: 50% }, path: [ $api -> $db: { read: $item, when: here } ] }
ignore: [ { rule: capacity/*, because: not judged here }, { rule: spof/lone-instance, on: $hot, because: it is only a cache } ]
`;
    return text.replace(/\$([a-z]+)/g, (_, id: string) => name(id));
  });
