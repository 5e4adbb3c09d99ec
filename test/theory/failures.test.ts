import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import type { FaultOption } from '#simulate/simulate.js';
import { bare, EXPONENTIAL, expectNear, runFor, vector } from '../helpers/lines.js';

const kill = (component: string, at: number, lasts: number): FaultOption => ({
  what: { kind: 'component', component: ComponentId(component) },
  at,
  for: lasts,
});

describe('failover-3to2: one of three instances goes', () => {
  const { expected } = vector('failover-3to2');
  // Least connections over single-slot instances is one common line but for ties, so the exact case is one instance of three slots.
  const text = (slots: number) =>
    bare(`  s: { is: service, replicas: 1, concurrency: ${slots}, time: ${EXPONENTIAL} }`, '{ rate: 1.8/s, path: [ web -> s ] }');

  test('before and after are the two exact lines', () => {
    const before = runFor(text(3), 300_000, 1.8).flows['f']!.latency;
    const after = runFor(text(2), 600_000, 1.8).flows['f']!.latency;

    expectNear(before.mean, expected['W_before']!, 0.03);
    expectNear(before.p99, expected['p99_before']!, 0.05);
    expectNear(after.mean, expected['W_after']!, 0.1);
  });

  test('while it is gone, the other two carry its share and the mean wait grows', () => {
    const three = bare(
      `  edge: { is: load-balancer, algorithm: least-connections, health-check: 1s }\n  s: { is: service, replicas: 3, concurrency: 1, time: ${EXPONENTIAL} }`,
      '{ rate: 1.8/s, path: [ web -> edge -> s ] }',
    );
    const fault: FaultOption = { what: { kind: 'instance', component: ComponentId('s'), instances: 1 }, at: 20_000, for: 20_000 };
    const report = runFor(three, 108_000, 1.8, { faults: [fault] });
    const { before, during, after, recovery } = report.faults[0]!.flows['f']!;

    expectNear(during!.served, 1.8, 0.02);
    expectNear(before!.served, after!.served, 0.03);
    expect(during!.p99!).toBeGreaterThan(2 * before!.p99!);
    expect(recovery).not.toBeNull();
    expect(report.flows['f']!.errors['reset']).toBeGreaterThan(0);
  });
});

describe('retries', () => {
  const failing = (share: number, retries: number) =>
    // The wall has one slot, taken for so long that it turns away whoever is sent there: the share that is.
    bare(
      `  s: { is: service, replicas: 1, concurrency: 1000, time: 0s }
  wall: { is: service, replicas: 1, concurrency: 1, shed: 1, time: { mean: 1000s, shape: constant } }`,
      `{ rate: 10/s, path: [ { web -> s: { retries: ${retries} } }, { s -> wall: { when: ${share * 100}% } } ] }`,
    );

  test.each(['retry-0.1-3', 'retry-0.5-3'])('%s: attempts and failures of a call that fails independently', (id) => {
    const { inputs, expected } = vector(id);
    const { flows } = runFor(failing(inputs['p']!, inputs['retries']!), 200_000, 10, { warmup: 1000 });
    const flow = flows['f']!;

    expectNear(flow.attempted / flow.offered, expected['attempts']!, 0.02);
    const failed = (flow.errors['refused'] ?? 0) / flow.offered;
    expect(Math.abs(failed - expected['p_fail']!)).toBeLessThan(0.003);
  });

  test('retry-layers: five layers of three attempts each multiply', () => {
    const { expected } = vector('retry-layers');
    const layers = ['a', 'b', 'c', 'd'];
    const components = [
      ...layers.map((name) => `  ${name}: { is: service, replicas: 1, concurrency: 100000, time: 0s }`),
      '  dead: { is: service, replicas: 1, concurrency: 1, time: 1ms }',
    ];
    const chain = ['web', ...layers, 'dead'];
    const steps = chain.slice(1).map((to, i) => `{ ${chain[i]} -> ${to}: { retries: 2 } }`);
    const text = bare(components.join('\n'), `{ rate: 1/s, path: [ ${steps.join(', ')} ] }`);
    const flow = runFor(text, 1000, 1, { faults: [kill('dead', 0, 1000)], warmup: 0 }).flows['f']!;

    // Every attempt after the first is a retry somewhere; the calls of `dead` alone are 3^5.
    const retriesALayer = [1, 2, 3, 4, 5].map((depth) => 2 * 3 ** (depth - 1));
    expect(flow.served).toBe(0);
    expectNear(flow.attempted / flow.offered, 1 + retriesALayer.reduce((sum, each) => sum + each, 0), 1e-9);
    expect(1 + retriesALayer.reduce((sum, each) => sum + each, 0)).toBe(expected['amplification']);
  });
});

describe('metastable failure: a caller that gives up and tries once more, work that is not cancelled', () => {
  const text = (rate: number, timeout: string) =>
    bare(
      '  s: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }',
      `{ rate: ${rate}/s, path: [ { web -> s: { timeout: ${timeout}, retries: 1 } } ] }`,
    );
  const run = (rate: number, timeout: string, outage: boolean) => {
    const faults: FaultOption[] = outage ? [{ what: { kind: 'slow', component: ComponentId('s'), factor: 1000 }, at: 200, for: 10 }] : [];
    return runFor(text(rate, timeout), 1000 * rate, rate, { faults, warmup: 10 });
  };
  const goodput = (rate: number, timeout: string) => {
    const { offered, served } = run(rate, timeout, false).flows['f']!;
    return served / offered;
  };
  const afterOutage = (rate: number) => run(rate, '1s', true).faults[0]!.flows['f']!;

  test('timeout 1 s: safe at 45/s, healthy at 70/s until an outage, then dead, and called so', () => {
    expect(afterOutage(45)).toMatchObject({ aftermath: 'recovered' });
    expect(afterOutage(45).after!.served / 45).toBeGreaterThan(0.8);
    expect(goodput(70, '1s')).toBeGreaterThan(0.99);
    expect(afterOutage(70)).toMatchObject({ aftermath: 'stays down', recovery: null });
    expect(afterOutage(70).after!.served / 70).toBeLessThan(0.5);
  });

  test('timeout 0.1 s: healthy at 45/s, collapses by itself at 60/s', () => {
    expect(goodput(45, '100ms')).toBeGreaterThan(0.9);
    expect(goodput(60, '100ms')).toBeLessThan(0.5);
  });
});
