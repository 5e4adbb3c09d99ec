import { describe, expect, test } from 'vitest';
import { simulationMarkdown } from '#present/simulation-page.js';
import { simulationText } from '#present/simulation-text.js';
import { type SimulationOptions, type SimulationReport, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare } from '../helpers/lines.js';

const run = (components: string, flow: string, events = 60_000): SimulationReport => simulate(design(bare(components, flow)), { events });
const head = (report: SimulationReport): string => simulationText('t', report, { columns: 500, color: false }).split('\n\n')[0]!;

describe('where work piles up, what is full behind it is told', () => {
  const SLOW = '{ is: service, replicas: 1, concurrency: 1, time: 10ms }';

  test('the component whose slots wait, and the one that is full with work', () => {
    const report = run(
      `  front: { is: service, replicas: 1, concurrency: 4, time: 0.1ms }\n  store: ${SLOW}`,
      '{ rate: 150/s, path: [ web -> front -> store ] }',
    );
    expect(report.stability).toMatchObject({ verdict: 'unstable', component: 'front', cause: 'store' });
    expect(report.stability.through).toBeUndefined();
    expect(head(report)).toContain('pile up in front of front');
    expect(head(report)).toContain('; it waits for store, which is full.');
  });

  test('what stands between the two is named as well', () => {
    const report = run(
      `  front: { is: service, replicas: 1, concurrency: 4, time: 0.1ms }\n  mid: { is: service, replicas: 1, concurrency: 50, time: 0.1ms }\n  store: ${SLOW}`,
      '{ rate: 150/s, path: [ web -> front -> mid -> store ] }',
    );
    expect(report.stability).toMatchObject({ component: 'front', cause: 'store', through: ['mid'] });
    expect(head(report)).toContain('; it waits for mid, that for store, which is full.');
  });

  test('one that is full itself has no other cause, nor has one that waits for what is never full', () => {
    const own = run(`  s: ${SLOW}`, '{ rate: 150/s, path: [ web -> s ] }');
    expect(own.stability).toMatchObject({ verdict: 'unstable', component: 's' });
    expect(own.stability.cause).toBeUndefined();
    expect(head(own)).toContain('; it is full.');
    const slow = '  front: { is: service, replicas: 1, concurrency: 4, time: 0.1ms }\n  far: { is: external, time: 200ms }';
    const away = run(slow, '{ rate: 150/s, path: [ web -> front -> far ] }');
    expect(away.stability.cause).toBeUndefined();
    expect(away.stability.waitsFor).toEqual(['far']);
    expect(head(away)).toContain('; all its slots are taken by waiting for far, and nothing there is full.');
  });
});

describe('what is full of something else than what is asked for', () => {
  test('tries that are made again are counted, where without them it would not be full', () => {
    const path = 'web -> api, api -> s: { timeout: 30ms, retries: 2 }';
    const text = `  api: { is: service, replicas: 1, concurrency: 100000, time: 1ms }\n  s: { is: service, replicas: 1, concurrency: 1, time: 10ms }`;
    const report = run(text, `{ rate: 90/s, path: [ ${path} ] }`, 30_000);
    expect(report.components['s']!.demand).toBeLessThan(1);
    expect(head(report)).toMatch(
      /in front of s, 1\d\d more every second; it is full of tries: 1\d\d a second are made again for \S+ requests a second of f\./,
    );
    const asked = run(text, '{ rate: 150/s, path: [ web -> api -> s ] }', 30_000);
    expect(head(asked)).toContain('; it is full.');
  });

  test('one shard, where the keys fall unevenly', () => {
    const components = '  db: { is: database, kind: key-value, concurrency: 2, shards: { count: 4, by: hash, key: id }, time: 5ms }';
    const data = 'data: { d: { in: db, key: id, count: 100, popularity: { zipf: 1.2 } } }';
    const text = bare(components, '{ rate: 900/s, path: [ web -> db: { read: d } ] }', data);
    expect(head(simulate(design(text), { events: 30_000 }))).toMatch(
      /in front of db, \S+ more every second; its shard \d is full, [456]\d(\.\d)?% of the visits go there\./,
    );
  });

  test('a limit that lets what is too much wait', () => {
    const limit = '  gate: { is: rate-limiter, algorithm: leaky-bucket, rate: 50/s, burst: 20, over: delay }';
    const report = run(
      `${limit}\n  s: { is: service, replicas: 1, concurrency: 10, time: 1ms }`,
      '{ rate: 80/s, path: [ web -> gate -> s ] }',
      30_000,
    );
    expect(head(report)).toMatch(/pile up in front of gate, [\d.]+ more every second; its limit lets no more through\./);
  });

  test('users who wait are as many in a surge as before it, and that is told', () => {
    const surge = (load: string) =>
      simulate(design(bare('  s: { is: service, time: 1ms }', `{ ${load}, path: [ web -> s ] }`)), {
        duration: 5,
        faults: [{ what: { kind: 'load', factor: 2 }, at: 1, for: 1 }],
      }).notModelled;
    expect(surge('users: 5, think: 1s')).toEqual([{ path: 'flows.f', what: 'a surge of users: there are as many as before' }]);
    expect(surge('rate: 5/s')).toEqual([]);
  });
});

describe('what is full behind callers who have slots for so many and no more', () => {
  // 400 a second.
  const DB = '  db: { is: service, replicas: 1, concurrency: 8, time: 20ms }';
  const api = (gate: string): string => `  api: { is: service, replicas: 1, ${gate}, time: 0.5ms }\n${DB}`;
  const told = (components: string, path: string, options: SimulationOptions = { events: 30_000 }, rate = 480) =>
    simulate(design(bare(components, `{ rate: ${rate}/s, path: [ ${path} ] }`)), options);
  const ASKS = 'web -> api -> db';

  test.each([
    ['who sheds', api('concurrency: 32, shed: 40'), ASKS, 'api'],
    ['who has a short line', api('concurrency: 20, queue: 10'), ASKS, 'api'],
    [
      'who has fewer slots than that has places',
      api('concurrency: 20, queue: 5').replace('time: 20ms', 'queue: 30, time: 20ms'),
      ASKS,
      'api',
    ],
    ['who takes so many connections', api('connections: 50'), ASKS, 'api'],
    [
      'the first on the way',
      `  gw: { is: service, replicas: 1, concurrency: 50, shed: 50, time: 0.1ms }\n${api('concurrency: 20')}`,
      'web -> gw -> api -> db',
      'gw',
    ],
    ['who gives up too late to matter', api('concurrency: 32, shed: 40'), 'web -> api, api -> db: { timeout: 1s }', 'api'],
    [
      'a queue',
      `  q: { is: queue, bound: 50 }\n  w: { is: worker, replicas: 1, concurrency: 16, time: 1ms }\n${DB}`,
      'web -> q, q ~> w, w -> db',
      'q',
    ],
  ])('%s refuses: overloaded, and no line grows', (_, components, path, by) => {
    const report = told(components, path);
    expect(report.stability).toMatchObject({ verdict: 'overloaded', basis: 'closed form', component: 'db', turnedAwayBy: [by] });
    expect(head(report)).toContain(`OVERLOADED at load 1x: more comes to db than it can serve; ${by} turns the rest away.`);
    expect(report.components['db']!.queueLength).toBeLessThan(60);
    // Of 480 a second 80 are too many.
    expect(report.stability.failing![0]).toMatchObject({ flow: 'f', component: by });
    expect(report.stability.failing![0]!.share).toBeCloseTo(1 / 6, 1);
  });

  test('one whose own line has no end moves it there, and a run too short to show it says the same', () => {
    const long = told(api('concurrency: 32'), ASKS);
    const short = told(api('concurrency: 32'), ASKS, { duration: 0.4 });
    for (const { stability } of [long, short]) expect(stability).toMatchObject({ verdict: 'unstable', component: 'api', cause: 'db' });
    expect([long.stability.basis, short.stability.basis]).toEqual(['measured', 'closed form']);
    expect(short.stability.growth).toBeCloseTo(80, 0);
    // There is no latency to which it comes.
    expect(short.unresolved).toContainEqual({ path: 'flows.f.latency.mean', why: 'unstable' });
  });

  test('it grows in front of what is full where another one asks for too much alone, or tries come faster than they are done', () => {
    const other = `  other: { is: service, replicas: 1, concurrency: 100000, time: 0.5ms }\n${api('concurrency: 32, shed: 40')}`;
    const flows = (rate: number): string =>
      bare(other, `{ rate: 300/s, path: [ web -> api -> db ] }\n  g: { rate: ${rate}/s, path: [ web -> other -> db ] }`);
    const [alone, less] = [450, 200].map((rate) => simulate(design(flows(rate)), { events: 30_000 })) as [
      SimulationReport,
      SimulationReport,
    ];
    expect(less.stability).toMatchObject({ verdict: 'overloaded', component: 'db', turnedAwayBy: ['api'] });
    expect(alone.stability).toMatchObject({ verdict: 'unstable', component: 'db' });
    // 64 slots that are free again after three timeouts: 640 tries a second.
    const tries = told(api('concurrency: 64, shed: 80'), 'web -> api, api -> db: { timeout: 100ms, retries: 2 }', { duration: 0.3 });
    expect(tries.stability).toMatchObject({ verdict: 'unstable', basis: 'closed form', component: 'db' });
    expect(tries.stability.growth).toBeCloseTo(240, -1);
  });

  test('a line that has not yet all in it that its callers have slots for does not grow without end', () => {
    const report = told(api('concurrency: 4000, shed: 4000'), ASKS, { duration: 6 });
    expect(report.components['db']!.queueLength).toBeGreaterThan(100);
    expect(report.stability).toMatchObject({ verdict: 'overloaded', component: 'db', turnedAwayBy: ['api'] });
  });

  test('senders whom a queue makes to wait stand in no line, and are more all the time', () => {
    const queue = `  q: { is: queue, bound: 50, when-full: wait }\n  w: { is: worker, replicas: 1, concurrency: 16, time: 1ms }\n${api('concurrency: 100000')}`;
    const report = told(queue, 'web -> api -> q, q ~> w, w -> db');
    expect(report.components['q']!.queueLength + report.components['w']!.queueLength).toBeLessThan(60);
    expect(report.stability).toMatchObject({ verdict: 'unstable', cause: 'db' });
  });

  test('messages that come back in waves are ever more', () => {
    const refuses = DB.replace('concurrency: 8,', 'concurrency: 2, queue: 30,');
    const queue = `  q: { is: queue }\n  w: { is: worker, replicas: 1, concurrency: 10, time: 1ms }\n${refuses}`;
    const report = told(queue, 'web -> q, q ~> w, w -> db: { timeout: 100ms, retries: 2 }', { duration: 90 }, 142);
    expect(report.stability).toMatchObject({ verdict: 'unstable', basis: 'measured', component: 'w' });
  });

  test('what keeps work away and is in no closed form is believed when it was seen', () => {
    const report = told(
      api('concurrency: 100000'),
      'web -> api, api -> db: { timeout: 200ms, breaker: { at: 50%, open: 5s } }',
      { duration: 50 },
      1200,
    );
    expect(report.stability).toMatchObject({ verdict: 'overloaded', component: 'db', failing: [{ limit: 'breaker' }, {}] });
    expect(report.stability.turnedAwayBy).toBeUndefined();
    expect(head(report)).toContain('more comes to db than it can serve; the rest does not get through.');
  });
});

describe('what is refused stands at the top', () => {
  const failing = (report: SimulationReport) => report.stability.failing?.map(({ share: _, ...each }) => each);
  const FAST = 'concurrency: 50, replicas: 1, time: 1ms';

  test('a full line: stable, but', () => {
    const report = run(
      '  s: { is: service, replicas: 1, concurrency: 1, queue: 1, time: { mean: 10ms, shape: exponential } }',
      '{ rate: 50/s, peak: 1.5x, path: [ web -> s ] }',
    );
    // M/M/1/2: (1 - r) r^2 / (1 - r^3) with r = 0.5 and 0.75 is 1/7 and 9/37.
    expect(report.stability.failing![0]!.share).toBeCloseTo(1 / 7, 1);
    expect(report.peak!.stability.failing![0]!.share).toBeCloseTo(9 / 37, 1);
    expect(failing(report)).toEqual([{ flow: 'f', cause: 'refused', component: 's', limit: 'line' }]);
    const said = /STABLE at load 1x and at peak, but 2[\d.]+% of f are turned away by the full line of s at peak \(1[\d.]+% at load 1x\)\./;
    expect(head(report)).toMatch(said);
    expect(simulationMarkdown('t', report)).toMatch(said);
  });

  test.each([
    [
      'a rate limit',
      `  edge: { is: api-gateway, limit: 40/s, replicas: 1 }`,
      'edge',
      'rate',
      'of f are refused by the rate limit of edge.',
    ],
    [
      'connections',
      `  edge: { is: service, connections: 1, ${FAST.replace('1ms', '10ms')} }`,
      'edge',
      'connections',
      'are refused by the connection limit of edge',
    ],
  ])('%s: by whom', (_, components, component, limit, words) => {
    const report = run(components, '{ rate: 60/s, path: [ web -> edge ] }', 60_000);
    expect(failing(report)).toEqual([{ flow: 'f', cause: 'limited', component, limit }]);
    expect(head(report)).toContain(words);
  });

  test('a trace is no headline', () => {
    const report = run(`  s: { is: service, ${FAST} }`, '{ rate: 60/s, path: [ web -> s ] }', 60_000);
    expect(report.stability.failing).toBeUndefined();
    expect(head(report)).toContain('STABLE at load 1x: nothing piles up.');
  });
});
