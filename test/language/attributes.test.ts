import { describe, expect, test } from 'vitest';
import { readDesign } from '#language/read-design.js';
import { KINDS } from '#language/schema/kinds.js';
import { callsOf } from '#model/calls.js';
import { COMPONENT_KINDS } from '#model/component.js';
import { design, flowOf, problems } from '../helpers/design.js';
import { attributes } from '../helpers/schema-words.js';

const only = (attributes: string) => [...design(`sysdrill: 1\ncomponents: { it: { ${attributes} } }\n`).components.values()][0]!;
const said = (attributes: string) => readDesign(`sysdrill: 1\ncomponents: { it: { ${attributes} } }\n`).diagnostics;

describe('what can be written short or long', () => {
  test.each([
    ['health-check: 5s', { healthCheck: 5, probe: undefined }],
    ['health-check: { every: 5s, by: http, fails: 3, passes: 2 }', { healthCheck: 5, probe: { by: 'http', fails: 3, passes: 2 } }],
    ['health-check: { by: tcp }', { healthCheck: undefined, probe: { by: 'tcp' } }],
    ['health-check: unknown', { healthCheck: undefined, probe: undefined }],
    ['sticky: true', { sticky: true, stickyBy: undefined }],
    ['sticky: false', { sticky: false, stickyBy: undefined }],
    ['sticky: app-cookie', { sticky: true, stickyBy: 'app-cookie' }],
    ['sticky: unknown', { sticky: undefined, stickyBy: undefined }],
    ['weights: [3, 1]', { weights: [3, 1] }],
    ['weights: unknown', { weights: undefined }],
    ['compression: 3x', { compression: 3 }],
  ])('a balancer with %s', (attributes, expected) => {
    for (const is of ['load-balancer', 'api-gateway', 'reverse-proxy']) expect(only(`is: ${is}, ${attributes}`)).toMatchObject(expected);
  });

  test('a monitor is fed with one thing, or several', () => {
    expect(only('is: monitor, collects: logs')).toMatchObject({ collects: ['logs'] });
    expect(only('is: monitor, collects: [metrics, traces]')).toMatchObject({ collects: ['metrics', 'traces'] });
    expect(only('is: monitor, collects: unknown')).toMatchObject({ collects: undefined });
  });

  test.each([
    ['breaker: true', { breaker: true, trip: undefined }],
    ['breaker: false', { breaker: false, trip: undefined }],
    ['breaker: { at: 50%, over: 10s, open: 30s }', { breaker: true, trip: { at: 0.5, over: 10, open: 30 } }],
    ['retries: 2, retry-budget: 20%', { retries: 2, retryBudget: 0.2 }],
    ['protocol: http/2, keep-alive: true, size: 20 kB', { protocol: 'http/2', keepAlive: true, size: 20_000 }],
  ])('a step with %s', (attributes, expected) => {
    const model = design(`sysdrill: 1
components: { web: { is: client }, api: { is: service } }
flows: { f: { rate: 1 /s, path: [ web -> api: { ${attributes} } ] } }
`);
    expect(callsOf(flowOf(model, 'f'))[0]).toMatchObject(expected);
  });
});

describe('quantities have one unit past the reader', () => {
  test.each([
    ['is: service, bandwidth: 10 Gbps', { bandwidth: 1.25e9 }],
    ['is: service, bandwidth: 200 MB/s, memory: 32 GiB, pool: 16', { bandwidth: 2e8, memory: 32 * 2 ** 30, pool: 16 }],
    ['is: function, cold-start: 400ms', { coldStart: 0.4 }],
    ['is: cache, ttl: 1h, ttl-spread: 10%, warm-up: 5min, local: true', { ttl: 3600, ttlSpread: 0.1, warmUp: 300, local: true }],
    [
      'is: database, engine: lsm, flush: 1s, locking: optimistic, iops: 20k /s',
      { engine: 'lsm', flush: 1, locking: 'optimistic', iops: 20_000 },
    ],
    [
      'is: database, replication: { copies: 3, conflict: versions, read-repair: true, anti-entropy: 1h, clock-skew: 50ms, lease: 10s }',
      { replication: { copies: 3, conflict: 'versions', readRepair: true, antiEntropy: 3600, clockSkew: 0.05, lease: 10 } },
    ],
    [
      'is: queue, attempts: 5, redeliver-after: 30s, delay: 1min, bound: 10k, when-full: wait, sync: semi-sync',
      { attempts: 5, redeliverAfter: 30, delay: 60, bound: 10_000, whenFull: 'wait', sync: 'semi-sync' },
    ],
    [
      'is: rate-limiter, algorithm: sliding-window, rate: 100 /s, window: 1min, per: user, shared: true, over: delay',
      { algorithm: 'sliding-window', rate: 100, window: 60, per: 'user', shared: true, over: 'delay' },
    ],
    [
      'is: registry, lookup: client, detection: gossip, heartbeat: 1s, ttl: 30s',
      { lookup: 'client', detection: 'gossip', heartbeat: 1, ttl: 30 },
    ],
    ['is: coordinator, copies: 5, lease: 10s', { copies: 5, lease: 10 }],
    ['is: identity, method: oauth2, ttl: 15min', { method: 'oauth2', ttl: 900 }],
    [
      'is: file-system, metadata: 3, disk: 16 TB, iops: 500 /s, consistency: strong',
      { metadata: 3, disk: 1.6e13, iops: 500, consistency: 'strong' },
    ],
    [
      'is: cdn, mode: pull, stampede: serve-stale, firewall: true, compression: 4x',
      { stampede: 'serve-stale', firewall: true, compression: 4 },
    ],
  ])('%s', (attributes, expected) => {
    expect(only(attributes)).toMatchObject(expected);
  });
});

describe('what is wrong is said, with what belongs there', () => {
  test.each([
    ['is: load-balancer, sticky: cokie', 'value/unknown', 'cookie'],
    ['is: load-balancer, health-check: { every: 5s, by: htp }', 'value/unknown', 'http'],
    ['is: load-balancer, health-check: 5', 'units/dimension', '5ms or 5s'],
    ['is: monitor, collects: [metrics, lgs]', 'value/unknown', 'logs'],
    ['is: service, bandwidth: 10', 'units/dimension', '10 Mbps or 10 Gbps'],
    ['is: service, bandwidth: 10 GB', 'units/dimension', 'a bandwidth such as'],
    ['is: cache, ttl-spread: 10', 'range/ratio', '10%'],
    ['is: queue, when-full: drop', 'value/unknown', 'drop-oldest'],
    ['is: database, replication: async', 'value/unknown', 'a map'],
  ])('%s', (attributes, code, belongs) => {
    const [first, ...rest] = said(attributes);
    expect(first?.code).toBe(code);
    expect(rest).toEqual([]);
    expect([first?.message, first?.help, first?.suggestion].join(' ')).toContain(belongs);
  });
});

describe('what people call an attribute leads to its name', () => {
  test.each([
    ['load-balancer', 'session-affinity', 'sticky'],
    ['load-balancer', 'waf', 'firewall'],
    ['api-gateway', 'throttle', 'limit'],
    ['queue', 'visibility-timeout', 'redeliver-after'],
    ['queue', 'overflow', 'when-full'],
    ['service', 'connection-pool', 'pool'],
    ['database', 'fsync', 'flush'],
    ['cache', 'policy', 'eviction'],
  ])('on a %s, %s is %s', (is, name, suggestion) => {
    expect(said(`is: ${is}, ${name}: true`).map((one) => [one.code, one.suggestion])).toEqual([['attribute/unknown', suggestion]]);
  });
});

/** Names of places cannot be unknown: `zones: unknown` is a zone of that name. */
const NAMES = ['is', 'zones', 'at', 'replica-of'];

describe('unknown is legal for every attribute of every kind', () => {
  test.each(COMPONENT_KINDS)('%s', (is) => {
    for (const name of attributes(KINDS[is].schema).keys()) {
      if (NAMES.includes(name)) continue;
      const text = `sysdrill: 1\ncomponents: { it: { is: ${is}, ${name}: unknown } }\n`;
      expect(problems(text), name).toEqual([]);
      expect(readDesign(text).model!.unknown.map((one) => one.path)).toContain(`components.it.${name}`);
    }
  });
});
