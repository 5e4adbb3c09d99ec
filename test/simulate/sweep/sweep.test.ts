import { describe, expect, test } from 'vitest';
import type { RunReport } from '#simulate/report.js';
import { prepare, runAt } from '#simulate/simulate.js';
import { type SweepOptions, type SweepReport, sweep, sweepRounds } from '#simulate/sweep/sweep.js';
import { design } from '../../helpers/design.js';

const text = (components: string, flows: string, more = '') => `
sysdrill: 1
title: swept
network: none
${more}
components:
  web: { is: client }
${components}
flows:
${flows}
`;

const ONE = text(
  '  api: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }',
  '  f: { rate: 20/s, path: [ web -> api ] }',
  'requirements: { quality: { Q1: { flow: f, p99: 300ms } } }',
);

/** Follows the rounds with a hand of its own on the runs. */
function follow(of: string, options: SweepOptions, make: (jobs: readonly (() => RunReport)[]) => readonly RunReport[]): SweepReport {
  const prepared = prepare(design(of));
  const rounds = sweepRounds(prepared, options);
  let next = rounds.next();
  while (!next.done) next = rounds.next(make(next.value.map((job) => () => runAt(prepared, job.options, job.at))));
  return next.value;
}

describe('a sweep over one M/M/1 line of 100 a second', () => {
  const report = sweep(design(ONE), { from: 0.5, to: 10 });

  test('says from the closed form where it is full, and where its p99 of 300 ms is left, before anything runs', () => {
    expect(report.expected?.load).toBeCloseTo(5, 9);
    expect(report.expected?.component).toBe('api');
    // The time in the system is exponential: its p99 is ln(100) / (100 - rate).
    expect(report.expected?.targets?.[0]?.load).toBeCloseTo((100 - Math.log(100) / 0.3) / 20, 2);
  });

  test('brackets both by simulated points, and they agree', () => {
    const { throughput, targets } = report;
    expect(throughput.holds).toBeLessThan(5);
    expect(throughput.leaves).toBeGreaterThan(5);
    expect(throughput.leaves! / throughput.holds!).toBeLessThan(1.08);
    expect(throughput).toMatchObject({ component: 'api', agrees: true });
    const exact = (100 - Math.log(100) / 0.3) / 20;
    expect(targets[0]!.holds).toBeLessThan(exact);
    expect(targets[0]!.leaves).toBeGreaterThan(exact);
    expect(targets[0]).toMatchObject({ flow: 'f', name: 'p99', quality: 'Q1' });
  });

  test('has a curve from end to end, in which goodput follows the load up to the capacity and no further', () => {
    const { points } = report;
    expect(points[0]!.load).toBe(0.5);
    expect(points.at(-1)!.load).toBe(10);
    for (const { load, flows } of points) {
      const expected = Math.min(100, 20 * load);
      expect(Math.abs(flows['f']!.goodput / expected - 1)).toBeLessThan(0.03);
    }
    const known = points.flatMap(({ flows }) => flows['f']!.p99 ?? []);
    expect(known).toEqual([...known].sort((a, b) => a - b));
    expect(known.length).toBeGreaterThan(5);
    // Random numbers are shared: the first points see the same arrivals and services, closer together.
    const [first, second] = points;
    expect(second!.flows['f']!.offered / first!.flows['f']!.offered).toBeCloseTo(second!.load / first!.load, 2);
  });
});

test('the order in which the runs of a round are made does not matter', () => {
  const options = { from: 1, to: 6, points: 3, events: 40_000 };
  const forth = follow(ONE, options, (jobs) => jobs.map((run) => run()));
  const back = follow(ONE, options, (jobs) =>
    [...jobs]
      .reverse()
      .map((run) => run())
      .reverse(),
  );
  expect(JSON.stringify(back)).toBe(JSON.stringify(forth));
  expect(JSON.stringify(sweep(design(ONE), options))).toBe(JSON.stringify(forth));
});

test('where a run was interrupted, the sweep ends with the points that are whole', () => {
  const report = follow(ONE, { from: 1, to: 6, points: 4, events: 40_000 }, (jobs) =>
    jobs.map((run, i) => (i < 2 ? run() : { ...run(), interrupted: true, completed: 0.3 })),
  );
  expect(report.interrupted).toBe(true);
  expect(report.points.length).toBe(2);
  expect(report.completed).toBeGreaterThan(0);
  expect(report.completed).toBeLessThan(1);
});

test('work that nobody waits for stops growing where its worker is full, though every answer still comes', () => {
  const report = sweep(
    design(
      text(
        `  api: { is: service, replicas: 1, concurrency: 20, time: 1ms }
  jobs: { is: queue }
  work: { is: worker, replicas: 1, concurrency: 1, time: 10ms }`,
        '  f: { rate: 50/s, path: [ web -> api, api ~> jobs ~> work ] }',
      ),
    ),
    { from: 0.5, to: 6, points: 4, events: 150_000 },
  );
  expect(report.throughput).toMatchObject({ component: 'work', agrees: true });
  expect(report.throughput.holds).toBeLessThan(2);
  expect(report.throughput.leaves).toBeGreaterThan(2);
  expect(report.points.at(-1)!.flows['f']!.errors).toBe(0);
});

test('what piles up too slowly for a short run to see counts by the closed forms, and against the targets of those alone who wait for it', () => {
  const report = sweep(
    design(
      text(
        `  api: { is: service, replicas: 4, concurrency: 50, time: { mean: 5ms, shape: exponential } }
  jobs: { is: queue }
  work: { is: worker, replicas: 1, concurrency: 1, time: 1s }`,
        `  f: { rate: 2000/s, path: [ web -> api ] }
  seldom: { rate: 0.6/s, path: [ web -> api, api ~> jobs ~> work ] }`,
        'requirements: { quality: { Q1: { flow: f, p99: 200ms }, Q2: { flow: seldom, until: work, p99: 60s } } }',
      ),
    ),
    { from: 1, to: 4, points: 3, events: 20_000 },
  );
  expect(report.expected).toMatchObject({ component: 'work' });
  expect(report.throughput).toMatchObject({ component: 'work', agrees: true });
  expect(report.targets.find(({ quality }) => quality === 'Q1')).toMatchObject({ holds: 4, leaves: null });
  expect(report.targets.find(({ quality }) => quality === 'Q2')!.leaves).toBeLessThan(2);
  // It is full at 40,000 a second and not where the worker is.
  expect(report.expected!.targets!.find(({ quality }) => quality === 'Q1')!.load).toBeGreaterThan(15);
});

test('a limit that turns away what is too much is what throughput meets, in runs shorter than its bucket lasts', () => {
  const report = sweep(
    design(
      text(
        `  edge: { is: load-balancer, limit: 3000/s }
  api: { is: service, replicas: 4, concurrency: 50, time: 5ms }`,
        '  f: { rate: 2000/s, path: [ web -> edge -> api ] }',
      ),
    ),
    { from: 1, to: 2, points: 3, events: 20_000 },
  );
  expect(report.throughput).toMatchObject({ component: 'edge', agrees: true });
});

test('a caller whose slots are all held by a full store is not called the bottleneck', () => {
  const report = sweep(
    design(
      text(
        `  api: { is: service, replicas: 2, concurrency: 50, time: 1ms }
  db: { is: database, concurrency: 2, time: { mean: 10ms, shape: exponential } }`,
        '  f: { rate: 50/s, path: [ web -> api, { api -> db: { read: row } } ] }',
        'data: { row: { in: db, key: id } }',
      ),
    ),
    { from: 1, to: 8, points: 4, events: 200_000 },
  );
  expect(report.throughput).toMatchObject({ component: 'db', agrees: true });
  const last = report.points.at(-1)!;
  expect(last.busiest).toBe('db');
  expect(last.utilisation).toBeGreaterThan(0.97);
});

test('the busiest has the larger of its own work and its slots in use, which are shares of different things and not added', () => {
  // api: 60% of its cores, and a third of its slots; db: 70% of its one slot.
  const [point] = sweep(
    design(
      text(
        `  api: { is: service, replicas: 1, concurrency: 10, cores: 2, time: { mean: 6ms, shape: exponential } }
  db: { is: service, replicas: 1, concurrency: 1, time: { mean: 3.5ms, shape: exponential } }`,
        '  f: { rate: 200/s, path: [ web -> api -> db ] }',
      ),
    ),
    { from: 1, to: 1.01, points: 2, events: 20_000 },
  ).points;
  expect(point!.busiest).toBe('db');
  expect(point!.utilisation).toBeGreaterThan(0.6);
});

test('users who wait are held against how many of them it takes until they wait for one another', () => {
  const report = sweep(
    design(
      text(
        '  api: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }',
        '  f: { users: 20, think: 1s, path: [ web -> api ] }',
      ),
    ),
    { from: 0.5, to: 20, points: 8, events: 150_000 },
  );
  expect(report.expected?.users).toBeCloseTo(101, 6);
  expect(report.throughput).toMatchObject({ component: 'api', agrees: true });
  expect(report.points.at(-1)!.flows['f']!.goodput).toBeGreaterThan(97);
});

test('a batch fills what it runs on and is not held against the load; the closed form of its period is not confirmed', () => {
  const report = sweep(
    design(
      text(
        `  api: { is: service, replicas: 1, concurrency: 8, time: 5ms }
  cron: { is: scheduler }
  work: { is: worker, replicas: 1, concurrency: 1, time: 10ms }`,
        `  f: { rate: 50/s, path: [ web -> api ] }
  night: { every: 1 h, items: 300000, path: [ cron ~> work ] }`,
      ),
    ),
    { from: 0.5, to: 2, points: 3, events: 100_000 },
  );
  expect(report.expected).toMatchObject({ component: 'work' });
  expect(report.throughput).toMatchObject({ holds: 2, leaves: null, agrees: null });
  expect(Object.keys(report.points[0]!.flows)).toEqual(['f']);
});

test('of two components that are full at the same load, either may be met first', () => {
  const report = sweep(
    design(
      text(
        `  api: { is: service, replicas: 2, concurrency: 100, cores: 2, time: 10ms }
  db: { is: database, concurrency: 2, time: { mean: 5ms, shape: exponential } }`,
        '  f: { rate: 100/s, path: [ web -> api, { api -> db: { read: row } } ] }',
        'data: { row: { in: db, key: id } }',
      ),
    ),
    { from: 2, to: 6, points: 3, events: 40_000 },
  );
  expect(report.expected!.load).toBeCloseTo(4, 6);
  expect(report.throughput.agrees).toBe(true);
});
