import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { type SimulationOptions, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, constant, expectNear } from '../helpers/lines.js';

/** A scheduler that hands items to a worker of four slots, 100 ms each: 40 a second. */
const nightly = (flow: string, more = '', flows = ''): string =>
  `${bare(
    `  cron: { is: scheduler }\n  w: { is: worker, replicas: 4, concurrency: 1, time: ${constant(100)} }${more}`,
    `{ ${flow}, path: [ cron ~> w ] }`,
  )}${flows}`;

const report = (text: string, options = {}) => simulate(design(text), options);

describe('a flow that comes in batches', () => {
  test('brings its items at once, every time; a batch takes as long as its items do, side by side', () => {
    const { flows, components, stability } = report(nightly('every: 60s, items: 400'), { duration: 590, warmup: 1 });
    expect(flows['f']!.batch).toMatchObject({ every: 60, items: 400, done: 10, basis: 'measured', late: false });
    expect(flows['f']!.batch!.takes).toBeCloseTo(10, 1);
    expectNear(flows['f']!.offered, 4000 / 590, 0.001);
    expectNear(components['w']!.utilisation, 100 / 590, 0.02);
    expectNear(components['w']!.demand!, 10 / 60, 0.001);
    expect(stability.verdict).toBe('stable');
  });

  test('is followed until a batch ends, without being told how long', () => {
    const { flows } = report(nightly('every: 1 day, items: 200000'));
    expect(flows['f']!.batch).toMatchObject({ done: 1, basis: 'measured', late: false });
    expectNear(flows['f']!.batch!.takes, 5000, 0.01);
  });

  test('is told from its pace where following it to its end would take too long', () => {
    const { flows } = report(nightly('every: 1 day, items: 3M'));
    expect(flows['f']!.batch).toMatchObject({ done: 0, items: 3_000_000, basis: 'extrapolated', late: false });
    expectNear(flows['f']!.batch!.takes, 75_000, 0.01);
  });

  test('that meets its next run is late, and what it fills is unstable', () => {
    const { flows, stability } = report(nightly('every: 60s, items: 3000'));
    expect(flows['f']!.batch!.late).toBe(true);
    expect(stability).toMatchObject({ verdict: 'unstable', component: 'w' });
  });

  test('slows down who shares a store with it, and only while it runs', () => {
    const db = `\n  api: { is: service, concurrency: 100, time: 1ms }\n  db: { is: database, concurrency: 2, time: ${constant(5)} }\ndata:\n  row: { in: db, key: id }`;
    const text = `${nightly('every: 10min, items: 20000', db).replace('cron ~> w ]', 'cron ~> w, w -> db: { read: row } ]')}  look: { rate: 100/s, path: [ web -> api -> db: { read: row } ] }\n`;
    const { flows, timeline } = report(text, { duration: 900, warmup: 10 });
    const { takes } = flows['f']!.batch!;
    const p99 = (from: number, to: number) =>
      Math.max(...timeline.filter((each) => each.from >= from && each.to <= to).map((each) => each.flows['look']!.p99!));
    expect(p99(15, takes! - 15)).toBeGreaterThan(1.1 * p99(takes! + 30, 590));
    expect(flows['look']!.latency.p99Interval).toBeNull();
    expect(flows['look']!.latency.p99).not.toBeNull();
  });

  test('of more items than can be under way holds the others back until these end', () => {
    const text = nightly('every: 1 day, items: 150000').replace('replicas: 4, concurrency: 1', 'replicas: 4, concurrency: 1000');
    const { flows } = report(text);
    expect(flows['f']!.batch).toMatchObject({ done: 1, items: 150_000 });
    expectNear(flows['f']!.batch!.takes, 15_0000 / 40_000, 0.05);
  });

  test('takes more items where more load is asked for', () => {
    expect(report(nightly('every: 60s, items: 400'), { load: 2, duration: 120 }).flows['f']!.batch!.items).toBe(800);
  });
});

test('items that are handed over are served as they come: none is lost between warm-up and measurement', () => {
  const { flows } = report(nightly('every: 60s, items: 400'), { duration: 100, warmup: 5 });
  const { offered, served, inFlight } = flows['f']!;
  expect(offered * 100).toBeCloseTo(800, 6);
  expect(served * 100).toBeCloseTo(800, 6);
  expect(inFlight).toBe(0);
});

test('a batch of which more than a hundredth fails is not done in time, however soon it is over', () => {
  const text = nightly('every: 60s, items: 400', '', '\nrequirements: { quality: { Q1: { flow: f, within: 30s } } }');
  const targets = (faults: SimulationOptions['faults']) => report(text, { duration: 110, warmup: 1, faults }).flows['f']!.targets;
  expect(targets([])).toMatchObject([{ name: 'within', verdict: 'pass' }]);
  const down = [{ what: { kind: 'component' as const, component: ComponentId('w') }, at: 0, for: 1e6 }];
  expect(targets(down)).toMatchObject([{ name: 'within', verdict: 'fail', measured: null }]);
});
