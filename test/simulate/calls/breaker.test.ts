import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../../helpers/design.js';
import { bare, run } from '../../helpers/lines.js';

const psp = ComponentId('psp');
const down = (at: number, lasts: number) => [{ what: { kind: 'component' as const, component: psp }, at, for: lasts }];

/** Calls that come every tenth of a second, one caller, and somebody who answers in a millisecond. */
const steady = (breaker: string, more = '') =>
  bare(
    `  s: { is: service, replicas: 1, concurrency: 1000, time: { mean: 0.1ms, shape: constant } }
  psp: { is: external, time: { mean: 1ms, shape: constant } }
  other: { is: service, replicas: 1, concurrency: 1000, time: { mean: 1ms, shape: constant } }`,
    `{ rate: 10/s, arrivals: constant, path: [ web -> s, s -> psp: { breaker: ${breaker} }${more} ] }`,
  );

describe('a circuit breaker', () => {
  test('follows the schedule that can be worked out by hand', () => {
    // 100 calls in a window of ten seconds: half of them have failed after five. Then open for five seconds, ten probes in one.
    const report = run(steady('{ at: 50%, over: 10s, open: 5s, calls: 20 }'), { warmup: 20, duration: 100, faults: down(20, 30) });
    const { errors, offered, served } = report.flows['f']!;
    // Five seconds of failures, and probes that fail at 30, 36, 42 and 48; from 54 on the probes succeed.
    expect(errors['down']! * 100).toBeGreaterThanOrEqual(85);
    expect(errors['down']! * 100).toBeLessThanOrEqual(95);
    expect(errors['circuit-open']! * 100).toBeGreaterThanOrEqual(245);
    expect(errors['circuit-open']! * 100).toBeLessThanOrEqual(255);
    expect(offered - served).toBeCloseTo(errors['down']! + errors['circuit-open']!, 1);
    const { opened, open, rejected } = report.breakers[0]!;
    expect(opened).toBe(1);
    expect(open).toBeCloseTo(0.3, 1);
    expect(rejected).toBeCloseTo(errors['circuit-open']!, 5);
    expect(report.faults[0]!.flows['f']!.after!.served).toBeGreaterThan(8);
  });

  test('opens on the latest hundred calls, for a minute, where nothing else is said, and lists that as assumed', () => {
    const report = run(steady('true'), { warmup: 20, duration: 200, faults: down(20, 30) });
    const { errors } = report.flows['f']!;
    // Fifty of the latest hundred fail after five seconds; the minute ends when the outage is over.
    expect(errors['down']! * 200).toBe(50);
    expect(errors['circuit-open']! * 200).toBeGreaterThanOrEqual(599);
    expect(errors['circuit-open']! * 200).toBeLessThanOrEqual(601);
    const assumed = report.assumed
      .filter(({ source }) => source.includes('Resilience4j'))
      .map(({ path, value }) => [path.split('.').at(-1), value]);
    expect(assumed).toEqual([
      ['at', '50%'],
      ['over', 'the latest 100 calls'],
      ['open', '60s'],
      ['calls', '100'],
    ]);
  });

  test('does nothing before it has seen enough calls', () => {
    const few = run(steady('{ at: 1%, over: 1s, calls: 12 }'), { warmup: 20, duration: 100, faults: down(20, 30) });
    expect(few.flows['f']!.errors['circuit-open']).toBeUndefined();
    expect(few.breakers[0]).toMatchObject({ opened: 0, rejected: 0, open: 0 });
  });

  test('rejects with a definite failure: what stands in for an error runs, and the flow is served', () => {
    const report = run(steady('{ at: 50%, over: 10s, open: 5s, calls: 20 }', ', s -> other: { when: error }'), {
      duration: 100,
      faults: down(20, 30),
    });
    expect(report.flows['f']!.errors).toEqual({});
    expect(report.breakers[0]!.rejected).toBeGreaterThan(2);
  });

  test('of an instance forgets with it', () => {
    const report = run(steady('{ at: 50%, over: 10s, open: 100000s, calls: 20 }'), {
      duration: 200,
      faults: [...down(20, 30), { what: { kind: 'component', component: ComponentId('s') }, at: 100, for: 1 }],
    });
    const last = report.timeline.at(-1)!.flows['f']!;
    expect(last.served).toBeCloseTo(10, 0);
    expect(report.timeline.find(({ from }) => from > 80)!.flows['f']!.served).toBe(0);
  });

  test('is not asked again by a retry, and what failed before it opened is what the call fails of', () => {
    const text = bare(
      `  s: { is: service, replicas: 1, concurrency: 100000, time: { mean: 0.1ms, shape: constant } }
  psp: { is: external, time: { mean: 1s, shape: constant } }`,
      '{ rate: 10/s, arrivals: constant, path: [ web -> s, s -> psp: { timeout: 50ms, retries: 1, breaker: { at: 1%, open: 100000s, calls: 1 } } ] }',
    );
    const { errors, attempted, offered } = run(text, { warmup: 0, duration: 100 }).flows['f']!;
    // The first attempt of all opens it; its retry is refused and nobody knows what became of the first.
    expect(errors['timeout']! * 100).toBe(1);
    expect(errors['circuit-open']! * 100).toBeCloseTo(offered * 100 - 1, 5);
    expect((attempted - offered) * 100).toBeCloseTo(1, 5);
  });
});

describe('an outage of somebody else', () => {
  // 100/s wait up to 5 s for who hangs: 500 slots, and there are 100.
  const text = (breaker: string) => `
sysdrill: 1
title: pay
network: none
components:
  web: { is: client }
  pay: { is: service, replicas: 2, concurrency: 50, time: 1ms }
  psp: { is: external, time: 100ms }
flows:
  buy: { rate: 100/s, path: [ web -> pay, pay -> psp: { timeout: 5s${breaker} } ] }
  look: { rate: 100/s, path: [ web -> pay: { timeout: 2s } ] }
`;
  const hang = [{ what: { kind: 'slow' as const, component: psp, factor: 1e6 }, at: 30, for: 60 }];
  const simulated = (breaker: string) => simulate(design(text(breaker)), { duration: 200, warmup: 20, faults: hang, seed: 5 });

  test('takes the slots of the caller without a breaker, and not with one', () => {
    const without = simulated('').faults[0]!.flows['look']!;
    const guarded = simulated(', breaker: { over: 10s, open: 5s, calls: 20 }');
    expect(without.during!.served).toBeLessThan(30);
    expect(guarded.faults[0]!.flows['look']!.during!.served).toBeGreaterThan(85);
    expect(guarded.faults[0]!.flows['look']!.after!.served).toBeCloseTo(100, -1);
    expect(guarded.faults[0]!.flows['buy']!.after!.served).toBeGreaterThan(90);
    expect(guarded.flows['buy']!.errors['circuit-open']).toBeGreaterThan(10);
  });
});
