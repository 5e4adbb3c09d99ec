import { describe, expect, test } from 'vitest';
import type { SimulationReport } from '#simulate/simulate.js';
import { bare, expectNear, runFor } from '../helpers/lines.js';

/** Of four cores each: `busy` cores' worth of work at load 1. */
const scaled = (replicas: string, busy: number, arrivals = 'poisson', more = ''): string =>
  bare(
    `  edge: { is: load-balancer, algorithm: least-connections, replicas: 3, health-check: 1s }
  api: { is: service, replicas: ${replicas}, concurrency: 1000, cores: 4, time: { mean: 100ms, shape: exponential }${more} }`,
    `{ rate: ${busy * 10}/s, arrivals: ${arrivals}, path: [ web -> edge -> api ] }`,
  );

const series = (report: SimulationReport): number[] => report.timeline.map(({ instances }) => instances!['api']!);
/** Instances at a moment, on average over the slice of the timeline that it falls in. */
const at = (report: SimulationReport, time: number): number => report.timeline.find(({ to }) => time < to)!.instances!['api']!;

describe('an autoscaler', () => {
  test('begins where it has come to: ceil(busy / target), and stays there', () => {
    // 19.2 of 4 cores each are busy: 4.8 instances' worth, 8 of them at 60%.
    const report = runFor(scaled('{ min: 2, max: 20, at: 60%, delay: 60s }', 19.2), 60_000, 192);
    const { instances, utilisation, demand } = report.components['api']!;

    expectNear(instances!.mean, 8, 0.05);
    expectNear(utilisation, 4.8 / instances!.mean, 0.02);
    expect(demand).toBeCloseTo(4.8 / 20, 6);
    expect(report.knee).toMatchObject({ component: 'api', load: expect.closeTo(20 / 4.8, 6) });
    expect(report.notModelled).toEqual([]);
  });

  test('a step of the load: the number asked for serves one look and the delay later, and not before', () => {
    // 3.1 instances' worth of 5 become 4.03, which shows as 81% and asks for ceil(4.03 / 0.64) = 7.
    const steps = '{ steps: [ { at: 0s, load: 1 }, { at: 300s, load: 1.3 } ] }';
    const report = runFor(scaled('{ min: 2, max: 20, at: 64%, delay: 60s }', 12.4, steps), 0, 1, { duration: 900, warmup: 60 });

    expect(at(report, 290)).toBe(5);
    expect(at(report, 355)).toBe(5);
    for (const time of [400, 500, 600, 890]) expect(Math.abs(at(report, time) - 7)).toBeLessThanOrEqual(0.5);
  });

  test('too much to be seen at once takes several rounds: n / target after each delay, up to the most', () => {
    const steps = '{ steps: [ { at: 0s, load: 1 }, { at: 100s, load: 10 } ] }';
    const report = runFor(scaled('{ min: 2, max: 12, at: 50%, delay: 45s }', 4, steps), 0, 1, { duration: 600, warmup: 30 });
    const seen = new Set(series(report));

    expect(at(report, 95)).toBe(2);
    // Two that are full ask for four, four for eight, eight for more than there may be.
    for (const count of [4, 8, 12]) expect(seen).toContain(count);
    expect(at(report, 590)).toBe(12);
    expect(report.components['api']!.instances!.most).toBe(12);
  });

  test('a spike shorter than the delay is not helped; a longer one is', () => {
    const failing = (lasts: number) => {
      const steps = `{ steps: [ { at: 0s, load: 1 }, { at: 120s, load: 4 }, { at: ${120 + lasts}s, load: 1 } ] }`;
      const text = scaled('{ min: 2, max: 40, at: 60%, delay: 90s }', 4, steps, ', shed: 12');
      return runFor(text, 0, 1, { duration: 700, warmup: 30 });
    };
    const kept = (seconds: number) =>
      runFor(
        scaled('2', 4, `{ steps: [ { at: 0s, load: 1 }, { at: 120s, load: 4 }, { at: ${120 + seconds}s, load: 1 } ] }`, ', shed: 12'),
        0,
        1,
        { duration: 700, warmup: 30 },
      );
    const refused = (report: SimulationReport) => report.flows['f']!.errors['refused']!;

    expectNear(refused(failing(60)), refused(kept(60)), 0.02);
    expect(refused(failing(400))).toBeLessThan(0.6 * refused(kept(400)));
  });

  test('fewer are taken only when nobody wanted more for five minutes, and nothing is broken off', () => {
    const steps = '{ steps: [ { at: 0s, load: 1 }, { at: 60s, load: 0.2 } ] }';
    const report = runFor(scaled('{ min: 2, max: 20, at: 60%, delay: 30s }', 19.2, steps), 0, 1, { duration: 900, warmup: 30 });

    expect(at(report, 300)).toBe(8);
    expect(at(report, 340)).toBe(8);
    // 0.96 instances' worth: ceil(0.96 / 0.6) = 2.
    expect(at(report, 450)).toBe(2);
    expect(report.flows['f']!.errors).toEqual({});
  });

  test('after the loss of a zone the rest is filled up in the others, and is there again one look and the delay later', () => {
    const text = scaled('{ min: 3, max: 12, at: 60%, delay: 60s }', 14.4).replace(
      'components:',
      'regions:\n  r: { zones: [a, b, c] }\ncomponents:',
    );
    const fault = { what: { kind: 'zone' as const, zone: 'r/a' as never }, at: 200, for: 400 };
    const report = runFor(text, 0, 1, { duration: 700, warmup: 30, faults: [fault] });

    expect(at(report, 190)).toBe(6);
    expect(at(report, 230)).toBe(4);
    expect(at(report, 300)).toBe(6);
    expect(report.faults[0]!.flows['f']!.recovery).not.toBeNull();
  });

  test('an instance that dies is replaced in the moment, the most there may be or not, and serves after the delay or when it is repaired', () => {
    const text = scaled('{ min: 3, max: 3, at: 60%, delay: 20s }', 2);
    const killed = (lasts: number) => {
      const what = { kind: 'instance' as const, component: 'api' as never, instances: 1 };
      return runFor(text, 0, 1, { duration: 120, warmup: 10, faults: [{ what, at: 20, for: lasts }] });
    };
    const long = killed(80);
    expect(at(long, 19)).toBe(3);
    for (const time of [21, 39]) expect(at(long, time)).toBe(2);
    for (const time of [43, 90, 119]) expect(at(long, time)).toBe(3);
    // One that is back sooner than its replacement does not wait for it.
    const short = killed(5);
    expect([23, 27, 119].map((time) => at(short, time))).toEqual([2, 3, 3]);
  });

  test('the workers of a queue are scaled as well: those that go take no more messages', () => {
    const text = bare(
      `  q: { is: queue }
  job: { is: worker, replicas: { min: 1, max: 20, at: 70%, delay: 30s }, concurrency: 4, time: { mean: 200ms, shape: exponential } }`,
      '{ rate: 50/s, arrivals: { steps: [ { at: 0s, load: 1 }, { at: 100s, load: 0.2 } ] }, path: [ web -> q, q ~> job ] }',
    );
    const report = runFor(text, 0, 1, { duration: 800, warmup: 60 });
    const count = (time: number) => report.timeline.find(({ to }) => time < to)!.instances!['job']!;

    // Ten slots busy are 2.5 instances' worth: four at 70%; then half an instance's worth.
    expect(count(90)).toBeGreaterThanOrEqual(3.9);
    expect(count(790)).toBe(1);
    expectNear(report.components['job']!.throughput, report.flows['f']!.served, 0.01);
  });
});
