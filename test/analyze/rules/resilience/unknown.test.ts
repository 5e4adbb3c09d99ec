import { expect, test } from 'vitest';
import { judge } from '../../judge.js';

/** A design that says of everything these rules go by that it is not known. */
const design = (known: boolean): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: ask, p99: 1s } } }
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2${known ? '' : ', sticky: unknown'} }
  api: { is: service, replicas: 2, concurrency: 10, session: local, cores: 1, time: 20ms${known ? '' : ', shed: unknown'} }
  hot: { is: cache, ttl: 1h${known ? '' : ', stampede: unknown, ttl-spread: unknown'} }
  db: { is: database, time: 5ms, concurrency: 4 }
  psp: { is: external }
  cron: { is: scheduler, replicas: 2${known ? '' : ', mode: unknown'} }
  crew: { is: worker }
  watch: { is: monitor, watches: ${known ? '[bill]' : 'unknown'} }
data: { page: { in: db, key: id, count: 1k, popularity: { zipf: 2 } } }
flows:
  ask:
    rate: 30 /s
    peak: 2x
    deadline: 1s
    arrivals: { burst: 9x, on: 1min, off: 20min }
    path:
      - web -> edge -> api: { retries: 3, once: id, timeout: 3s, backoff: ${known ? '{ base: 1s, jitter: false }' : 'unknown'} }
      - api -> psp: { timeout: 900ms, retries: 3, backoff: 1s${known ? '' : ', retry-budget: unknown, breaker: unknown'} }
      - api -> crew: { optional: true${known ? '' : ', timeout: unknown'} }
      - api -> hot: { read: page, hit: 90% }
      - api -> db: { read: page, when: miss }
  bill:
    every: 1 day
    items: 10k
    path: [ cron ~> crew, crew -> db: { write: page${known ? '' : ', once: unknown'} }, crew -> hot: { write: page } ]
`;
const own = (text: string): readonly string[] =>
  judge(text)
    .findings.map(({ rule }) => rule)
    .filter((rule) => /^(resilience|operation)\/|state-without/.test(rule));

test('what is not said may be told; what is said not to be known never is', () => {
  expect(own(design(true))).toEqual(
    expect.arrayContaining([
      'operation/unwatched',
      'resilience/expire-together',
      'resilience/no-backoff',
      'resilience/no-shedding',
      'resilience/optional-without-timeout',
      'resilience/two-schedulers',
      'scaling/state-without-affinity',
    ]),
  );
  // These go by what is said in both.
  const known = ['resilience/local-session', 'resilience/timeout-order'];
  expect(own(design(false)).filter((rule) => !known.includes(rule))).toEqual([]);
});
