import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, constant } from '../helpers/lines.js';

const large = (name: string) => design(readFileSync(new URL(`../fixtures/designs/${name}.yaml`, import.meta.url), 'utf8'));

const SLOW_TAIL = `
sysdrill: 1
title: five in a hundred are slow
network: none
requirements: { quality: { Q: { flow: f, p99: 500ms, p90: 500ms } } }
components:
  web: { is: client }
  s: { is: service, replicas: 4000, concurrency: 1000, time: ${constant(1)} }
  e: { is: external, time: ${constant(2000)} }
flows:
  f: { rate: 2M/s, path: [ web -> s, { s -> e: { when: 5%, timeout: 10s } } ] }
`;

describe('how long a run is', () => {
  test('twenty times the slowest expected answer, on a slice where the whole would take too many events', () => {
    const report = simulate(design(SLOW_TAIL));
    expect(report.simulated).toBeGreaterThanOrEqual(20 * 2);
    expect(report.slice).toBeGreaterThan(1);
    expect(report.stability).toEqual({ verdict: 'stable' });
    expect(report.flows['f']!.targets.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['p90', 'pass'],
      ['p99', 'fail'],
    ]);
    expect(report.flows['f']!.latency.p99).toBeCloseTo(2, 1);
  });

  test('too short a run passes no target, tells no latency and finds nothing without bound', () => {
    const report = simulate(design(SLOW_TAIL), { duration: 0.1 });
    const { latency, targets } = report.flows['f']!;
    expect(latency.p99).toBeNull();
    expect(report.unresolved).toContainEqual({ path: 'flows.f.latency.p99', why: 'too short' });
    expect(report.stability).toEqual({ verdict: 'stable' });
    expect(targets.map(({ verdict }) => verdict)).toEqual(['unresolved', 'unresolved']);
  });

  test('a target of a large design is judged as in a run of many times the length', () => {
    const feed = simulate(large('news-feed'), { peak: false });
    expect(feed.simulated).toBeGreaterThan(10);
    // A run of all of it for 20 s finds a p99 of 330 ms.
    expect(feed.flows['feed']!.targets).toMatchObject([{ name: 'p99', target: 0.3, verdict: 'fail' }]);
    expect(Math.abs(feed.flows['feed']!.latency.p99! - 0.33)).toBeLessThan(0.02);
  });

  test('a timeout that is met counts among the slowest answers, one that is not does not', () => {
    const text = (timeout: string) =>
      bare(
        `  a: { is: service, replicas: 1, concurrency: 100000, time: ${constant(50)} }`,
        `{ rate: 10k/s, path: [ { web -> a: { timeout: ${timeout}, retries: 2, optional: true } } ] }`,
      );
    expect(simulate(design(text('40ms')), { events: 20_000 }).simulated).toBeGreaterThan(20 * 0.1199);
    expect(simulate(design(text('1min')), { events: 20_000 }).simulated).toBeLessThan(20);
  });

  test('more seconds than can be simulated are cut to what can, and the figures are told', () => {
    const text = bare('  s: { is: service, replicas: 1, concurrency: 1, time: 500ms }', '{ rate: 1/s, path: [ web -> s ] }');
    const [usual, long] = [
      simulate(design(text), { events: 100_000, peak: false }),
      simulate(design(text), { duration: 100 * 365 * 86400, events: 400_000, peak: false }),
    ];
    expect(long.simulated).toBeGreaterThan(usual.simulated);
    expect(long.simulated).toBeLessThan(100 * 365 * 86400);
    expect(long.unresolved).toEqual([{ path: 'simulated', why: 'cut short' }]);
    expect(long.flows['f']!.latency.p99).not.toBeNull();
  });
});

describe('what is full by the closed forms', () => {
  const tier = (more: string, rate: string) =>
    design(bare(`  s: { is: service, ${more}, time: { mean: 60s, shape: exponential } }`, `{ rate: ${rate}, path: [ web -> s ] }`));

  test('is never stable, however short the run', () => {
    const report = simulate(tier('replicas: 2000, concurrency: 1000', '50k/s'), { duration: 4 });
    expect(report.stability).toMatchObject({ verdict: 'unstable', component: 's' });
    // 50,000 come and 2,000 x 1,000 slots / 60 s go.
    expect(report.stability.growth).toBeCloseTo(50_000 - 2_000_000 / 60, -1);
    expect(report.knee!.load).toBeCloseTo(2 / 3, 6);
  });

  test('is overloaded, not unstable, where what is too much is turned away', () => {
    const report = simulate(tier('replicas: 2, concurrency: 10, shed: 12', '1/s'));
    expect(report.stability).toMatchObject({ verdict: 'overloaded', basis: 'closed form', component: 's' });
  });

  test('is nothing where nothing comes', () => {
    const report = simulate(design(bare('  s: { is: service }', '{ rate: unknown, path: [ web -> s ] }')));
    expect(report.stability).toEqual({ verdict: 'idle' });
  });
});
