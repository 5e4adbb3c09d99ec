import fc from 'fast-check';

/** One design of everything that a simulation has a mechanism for, as text, and what is done to it. */
export type RandomRun = {
  readonly text: string;
  readonly seed: number;
  readonly load: number;
  readonly duration: number | undefined;
  readonly failures: number | undefined;
  readonly faults: readonly { readonly what: never; readonly at?: number | undefined; readonly for?: number | undefined }[];
};

const said = (all: Readonly<Record<string, fc.Arbitrary<string | undefined>>>): fc.Arbitrary<string> =>
  fc.record(all).map((each) =>
    Object.entries(each)
      .flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]))
      .join(', '),
  );
const maybe = (...values: readonly string[]): fc.Arbitrary<string | undefined> => fc.constantFrom(undefined, ...values);
const is = (kind: string): fc.Arbitrary<string> => fc.constant(kind);

const anyTime = maybe('0s', '1ms', '{ mean: 20ms, shape: exponential }', '{ mean: 5ms, p99: 30ms }', '{ p50: 3ms, p99: 40ms, max: 2s }');
/** What takes the same time each time, so that its work is that times its visits. */
const sameTime = fc.constantFrom('0s', '{ mean: 5ms, shape: constant }', '{ mean: 40ms, shape: constant }');
const zones = maybe('[a]', '[a, b]', '[c, b, a]');
const gate = (time: fc.Arbitrary<string | undefined>) => ({
  time,
  zones,
  concurrency: maybe('1', '3', '50'),
  cores: maybe('1', '4'),
  queue: maybe('1', '5', '100'),
  connections: maybe('2', '40'),
});
const fixed = maybe('1', '3', '5');
const scaled = maybe('1', '3', '5', '{ min: 1, max: 6, at: 60%, delay: 20s }');
const copies = maybe(
  '{ mode: leaderless, copies: 3, read: 2, write: 2, sloppy: true, lag: 50ms }',
  '{ mode: single-leader, copies: 3, sync: async, failover: automatic, switch: 3s, lag: 1s }',
  '{ mode: single-leader, copies: 2, sync: semi-sync, failover: manual }',
  '{ mode: multi-leader, copies: 2 }',
  '{ mode: chain, copies: 3 }',
);
const messages = {
  attempts: maybe('1', '3'),
  'redeliver-after': maybe('100ms', '5s'),
  'dead-letter': maybe('true', 'false'),
  bound: maybe('1', '20'),
  'when-full': maybe('refuse', 'wait', 'drop-oldest', 'drop-newest'),
  delivery: maybe('at-most-once', 'at-least-once'),
  delay: maybe('50ms'),
};

const components = (
  time: fc.Arbitrary<string | undefined>,
  replicas: fc.Arbitrary<string | undefined>,
  coldStart: fc.Arbitrary<string | undefined>,
) =>
  fc.record({
    web: is('is: client'),
    edge: said({
      is: is('load-balancer'),
      algorithm: maybe('round-robin', 'random', 'least-connections', 'least-response-time', 'power-of-two', 'ip-hash'),
      replicas: maybe('1', '2'),
      'health-check': maybe('2s'),
      limit: maybe('20 /s'),
    }),
    api: said({ is: is('service'), replicas, ...gate(time), shed: maybe('4', '30'), pool: maybe('1', '8') }),
    fn: said({ is: is('function'), time, 'cold-start': coldStart, concurrency: maybe('1', '10') }),
    hot: said({
      is: is('cache'),
      shards: maybe('1', '3'),
      copies: maybe('1', '2'),
      ttl: maybe('1s', '1min'),
      memory: maybe('1 kB', '100 kB'),
      eviction: maybe('lru', 'lfu', 'fifo', 'random'),
      stampede: maybe('none', 'single-flight', 'early-refresh', 'serve-stale'),
      local: maybe('true'),
      pattern: maybe('cache-aside', 'read-through', 'write-behind', 'write-through'),
      'warm-up': maybe('5s'),
      time,
    }),
    db: said({
      is: is('database'),
      replication: copies,
      shards: maybe('{ count: 4, by: hash }', '{ count: 2, by: range }'),
      ...gate(time),
    }),
    copy: said({ is: is('database'), time, 'replica-of': is('db'), lag: maybe('1s'), replicas: maybe('2') }),
    q: said({ is: is('queue'), ordering: maybe('none', 'key', 'total'), ...messages }),
    log: said({ is: is('stream'), partitions: maybe('1', '4'), key: maybe('id'), ...messages }),
    crew: said({ is: is('worker'), replicas, ...gate(time), batch: maybe('5') }),
    mail: said({ is: is('worker'), replicas: maybe('1', '2'), time, concurrency: maybe('1', '4') }),
    psp: said({ is: is('external'), time, 'rate-limit': maybe('10 /s'), availability: maybe('90%') }),
    cron: is('is: scheduler'),
  });

/** What a step may say besides. */
const calls = said({
  timeout: maybe('0s', '5ms', '100ms', '1h'),
  retries: maybe('1', '3'),
  backoff: maybe('10ms', '{ base: 20ms, factor: 3, max: 100ms, jitter: true }'),
  'retry-budget': maybe('10%'),
  breaker: maybe('true', '{ at: 30%, over: 5s, open: 2s, calls: 5 }', '{ calls: 2, open: 1s }'),
  hedge: maybe('1ms', '30ms'),
  optional: maybe('true', 'false'),
  when: maybe('30%', 'small'),
});
const more = (text: string, extra: string): string => (extra === '' ? text : text.replace(' }', `, ${extra} }`));

const step = fc
  .tuple(
    fc.constantFrom(
      'api -> hot: { read: item, hit: 90% }|api -> db: { read: item, when: miss, timeout: 1s }',
      'api -> hot: { read: item, hit: 50%, items: 5 }|api -> db: { read: item, when: miss }|api -> hot: { write: item }',
      'api -> db: { read: item }',
      'api -> db: { read: list, from: any }',
      'api -> copy: { read: item }',
      'api -> db: { write: item }',
      'api -> db: { write: item, undo: back }',
      'api -> hot: { invalidate: item }',
      'api -> fn: { protocol: http }',
      'api -> psp: { protocol: http }',
      'api -> psp: { timeout: 50ms }|api -> db: { read: item, when: error }|api -> fn: { when: timeout }',
      'api -> fn: { times: 3, at-once: all }',
      'api -> fn: { times: 4, at-once: 2 }',
      'together: [ api -> hot, api -> db: { when: 30% }, api -> fn ]',
      'any: [ api -> psp, api -> db ]',
      'atomic: [ api -> db: { write: item }, api -> db: { write: list } ]',
      'atomic: [ api -> db: { write: item, timeout: 30ms, undo: back }, api -> db: { write: list, timeout: 5ms, when: 60% } ]',
      '{ do: part, times: 2, at-once: all }',
      'api -> q: { publish: item }',
      'api ~> q: { publish: item }',
      'api -> log: { publish: item }',
      'api ~> fn: { times: 2 }',
      'api -> db: { write: item }|db ~> log: { lag: 200ms }',
    ),
    calls,
  )
  .map(([text, extra]) => {
    const steps = text.split('|');
    const [first, ...rest] = steps;
    return [/^(together|any|atomic|\{ do)|when:|times:|timeout:/.test(first!) ? first! : more(first!, extra), ...rest];
  });

const entrance = fc.constantFrom(
  'web -> edge -> api',
  'web -> api',
  'web -> edge -> api: { timeout: 500ms, retries: 2 }',
  'web -> edge -> api: { hold: 10s }',
  'web -> api: { hedge: 50ms }',
);
const offer = fc.constantFrom(
  'rate: 5 /s',
  'rate: 40 /s, peak: 3x',
  'rate: 0 /s',
  'rate: 10 /s, arrivals: constant',
  'rate: 10 /s, arrivals: { burst: 4x, on: 2s, off: 10s }',
  'rate: 10 /s, arrivals: { ramp: { to: 3x, over: 5s } }',
  'rate: 10 /s, arrivals: { steps: [ { at: 0s, load: 1x }, { at: 3s, load: 4x } ] }',
  'users: 20, think: 1s',
  'users: 3, think: 0s',
);
const target = fc.subarray([
  '{ flow: f, p99: 50ms, availability: 99% }',
  '{ flow: f, until: crew, p99: 1s }',
  '{ data: item, fresh: 1s, reads: read-your-writes }',
]);

const fault = fc
  .tuple(
    fc.constantFrom(
      ...['api', 'db', 'hot', 'crew', 'q', 'edge', 'fn'].flatMap((component) => [
        { kind: 'component', component },
        { kind: 'instance', component, instances: 1 },
        { kind: 'slow', component, factor: 10 },
      ]),
      { kind: 'cold', component: 'hot' },
      { kind: 'zone', zone: 'r/a' },
      { kind: 'region', region: 'r' },
      { kind: 'partition', between: ['r/a', 'r/b'] },
      { kind: 'load', factor: 5 },
    ),
    fc.constantFrom(undefined, 0, 2),
    fc.constantFrom(undefined, 1, 1000),
  )
  .map(([what, at, length]) => ({ what: what as never, at, for: length }));

const lines = (steps: readonly string[]): string => steps.map((each) => `      - ${each}`).join('\n');

const runs = (kind: Kind): fc.Arbitrary<RandomRun> =>
  fc
    .record({
      ...kind,
      entrance,
      steps: fc.array(step, { minLength: 1, maxLength: 5 }),
      target,
      keys: fc.constantFrom('', ', count: 500, item: 1 kB, popularity: { zipf: 0.9 }', ', count: 1M, item: 100 B, popularity: { zipf: 0 }'),
      network: fc.constantFrom('network: none\n', ''),
      deadline: fc.constantFrom('', '    deadline: 300ms\n', '    deadline: 10s\n'),
      seed: fc.nat(1_000_000),
      load: fc.constantFrom(1, 1, 1, 0.1, 20),
    })
    .map(({ components: parts, seed, load, duration, failures, faults, ...x }) => {
      const own = x.steps.flat();
      const takes = [
        ...(own.some((each) => /> q\b/.test(each)) ? [`q ~> ${x.consumer}`] : []),
        ...(own.some((each) => /> log\b/.test(each)) ? [`log ~> ${x.consumer}`, 'log ~> mail'] : []),
      ];
      const text = `sysdrill: 1
title: Random
${x.network}regions: { r: { zones: [a, b, c] } }
${x.target.length === 0 ? '' : `requirements:\n  quality:\n${x.target.map((each, i) => `    Q${i}: ${each}`).join('\n')}\n`}components:
${Object.entries(parts)
  .map(([id, text]) => `  ${id}: { ${text} }`)
  .join('\n')}
data:
  item: { in: db, key: id${x.keys} }
  list: { in: db, key: owner, of: item }
flows:
  f:
${x.offer
  .split(/, (?=peak|arrivals|think)/)
  .map((each) => `    ${each}`)
  .join('\n')}
${x.deadline}    cases: { small: 90%, big: 10% }
    path:
${lines([x.entrance, ...own, ...takes])}
  back: { path: [ api -> db: { write: item } ] }
  part: { cases: { here: 50%, there: 50% }, path: [ api -> db: { read: item, when: here } ] }
${x.batch}`;
      return { text, seed, load, duration, failures, faults };
    });

type Kind = {
  readonly components: ReturnType<typeof components>;
  readonly offer: fc.Arbitrary<string>;
  readonly consumer: fc.Arbitrary<string>;
  readonly batch: fc.Arbitrary<string>;
  readonly duration: fc.Arbitrary<number | undefined>;
  readonly failures: fc.Arbitrary<number | undefined>;
  readonly faults: fc.Arbitrary<RandomRun['faults']>;
};

/** Anything, whatever happens to it. */
export const randomRun = runs({
  components: components(anyTime, scaled, maybe('300ms')),
  offer,
  consumer: fc.constantFrom('crew', 'crew -> db: { write: list }', 'crew -> psp: { timeout: 20ms, retries: 1 }'),
  batch: fc.constantFrom('', '  b: { every: 5s, items: 30, path: [ cron ~> mail, mail -> db: { read: item } ] }\n'),
  duration: fc.constantFrom(undefined, 3, 10),
  failures: fc.constantFrom(undefined, undefined, undefined, 1, 100_000),
  faults: fc.array(fault, { maxLength: 2 }),
});

/** Seconds after which nothing comes any more in a run of {@link drainedRun}. */
export const DRAINED_AFTER = 4;

/** One that begins and ends empty, every visit of which takes what its component says: laws hold in it without remainder. */
export const drainedRun = runs({
  components: components(sameTime, fixed, fc.constant(undefined)),
  offer: fc.constantFrom(
    ...[5, 30].map((rate) => `rate: ${rate} /s, arrivals: { steps: [ { at: 0s, load: 1x }, { at: ${DRAINED_AFTER}s, load: 0 } ] }`),
  ),
  consumer: fc.constantFrom('crew', 'crew -> db: { write: list }'),
  batch: fc.constant(''),
  duration: fc.constant(300),
  failures: fc.constant(undefined),
  faults: fc.constant([]),
});
