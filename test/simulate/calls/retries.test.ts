import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { bare, expectNear, run } from '../../helpers/lines.js';

const gone = (id: string, lasts = 1e6) => [{ what: { kind: 'component' as const, component: ComponentId(id) }, at: 0, for: lasts }];

/** A caller, somebody who is not there, and who stands in for it: what an answer takes is the waits between the attempts. */
const waits = (attributes: string) =>
  bare(
    `  s: { is: service, replicas: 1, concurrency: 100000, time: { mean: 0ms, shape: constant } }
  t: { is: service, replicas: 1, concurrency: 100000, time: { mean: 0ms, shape: constant } }
  other: { is: service, replicas: 1, concurrency: 100000, time: { mean: 1ms, shape: constant } }`,
    `{ rate: 50/s, path: [ web -> s, s -> t: { ${attributes} }, s -> other: { when: error } ] }`,
  );
const waited = (attributes: string) => run(waits(attributes), { warmup: 0, duration: 300, faults: gone('t'), seed: 2 }).flows['f']!;

describe('waits between attempts', () => {
  test('grow by the factor up to the longest, and are exact without jitter', () => {
    const { latency, attempted, offered } = waited('retries: 4, backoff: { base: 100ms, factor: 3, max: 500ms, jitter: false }');
    // 100 + 300 + 500 + 500 ms, and a millisecond for who stands in.
    expectNear(latency.p50, 1.401, 0.005);
    expectNear(latency.max, 1.401, 1e-9);
    expectNear(attempted / offered, 5, 0.01);
  });

  test('with full jitter each is drawn evenly from nothing to its bound: mean and spread of the sum', () => {
    const { latency } = waited('retries: 2, backoff: { base: 200ms, factor: 1 }');
    // The sum of two even draws has a triangle for its density: mean 0.2, p50 0.2, p95 = 0.4 - 0.2 sqrt(0.1), p99 = 0.4 - 0.2 sqrt(0.02).
    expectNear(latency.mean, 0.201, 0.02);
    expectNear(latency.p95, 0.401 - 0.2 * Math.sqrt(0.1), 0.02);
    expectNear(latency.p99, 0.401 - 0.2 * Math.sqrt(0.02), 0.02);
    expect(latency.max).toBeLessThan(0.401 + 1e-9);
  });

  test.each([
    [1, 1],
    [2, 3],
    [3, 2],
  ])('layers of retries multiply: %i in the outer and %i in the inner one', (outer, inner) => {
    const text = bare(
      `  a: { is: service, replicas: 1, concurrency: 100000, time: { mean: 0ms, shape: constant } }
  b: { is: service, replicas: 1, concurrency: 100000, time: { mean: 0ms, shape: constant } }
  c: { is: service, replicas: 1, concurrency: 100000, time: { mean: 20ms, shape: constant } }`,
      `{ rate: 20/s, path: [ web -> a, a -> b: { retries: ${outer} }, b -> c: { timeout: 5ms, retries: ${inner} } ] }`,
    );
    const { components, flows } = run(text, { duration: 200 });
    expectNear(components['c']!.throughput / flows['f']!.offered, (1 + outer) * (1 + inner), 0.01);
    expectNear(components['b']!.throughput / flows['f']!.offered, 1 + outer, 0.01);
  });

  test('an attempt whose outcome is not known leaves the call so, whatever the last one comes to', () => {
    // The first attempts time out, and the last one is refused: the target went down.
    const text = bare(
      `  s: { is: service, replicas: 1, concurrency: 100000, time: { mean: 0ms, shape: constant } }
  t: { is: service, replicas: 1, concurrency: 100000, time: { mean: 3s, shape: constant } }
  other: { is: service, replicas: 1, concurrency: 100000, time: { mean: 1ms, shape: constant } }`,
      '{ rate: 10/s, arrivals: constant, path: [ web -> s, s -> t: { timeout: 1s, retries: 1, backoff: { base: 1s, jitter: false } }, s -> other: { when: error } ] }',
    );
    const { errors } = run(text, { warmup: 10, duration: 30, faults: [{ ...gone('t', 30)[0]!, at: 10 }] }).flows['f']!;
    expect(Object.keys(errors)).toEqual(expect.not.arrayContaining(['down']));
    // Until the target goes down both attempts time out; those of the last two seconds before that are refused at the second.
    expect(errors['timeout']! * 30).toBeGreaterThan(115);
  });
});

describe('what is handed over', () => {
  const handed = (attributes: string) =>
    bare(
      `  s: { is: service, replicas: 1, concurrency: 100000, time: { mean: 0ms, shape: constant } }
  t: { is: service, replicas: 1, concurrency: 100000, time: { mean: 20ms, shape: constant } }`,
      `{ rate: 50/s, path: [ web -> s, s ~> t: { ${attributes} } ] }`,
    );

  test('is tried again as its step says, and the answer does not wait', () => {
    const { flows, components } = run(handed('timeout: 5ms, retries: 2, backoff: 1s'), { duration: 200 });
    expectNear(components['t']!.throughput / flows['f']!.offered, 3, 0.01);
    expectNear(flows['f']!.handedOverFailures, flows['f']!.offered, 0.01);
    expect(flows['f']!.served).toBe(flows['f']!.offered);
    expect(flows['f']!.latency.max).toBe(0);
  });

  test('is kept back by a breaker', () => {
    const { breakers, components } = run(handed('timeout: 5ms, breaker: { at: 50%, open: 100000s, calls: 10 }'), {
      warmup: 0,
      duration: 200,
    });
    expect(breakers[0]).toMatchObject({ from: 's', to: 't', opened: 1 });
    expect(components['t']!.throughput * 200).toBeLessThan(15);
  });
});

describe('a budget for retries', () => {
  const spent = (share: string, retries: number, rate = 50) =>
    run(waits(`retries: ${retries}, retry-budget: ${share}`).replace('50/s', `${rate}/s`), {
      warmup: 0,
      duration: 200,
      faults: gone('t'),
    }).flows['f']!;

  test.each([
    ['10%', 4],
    ['20%', 1],
    ['100%', 5],
  ])('lets through no more than %s of the calls when everything fails, of up to %i each', (share, retries) => {
    const { attempted, offered } = spent(share, retries);
    expectNear((attempted - offered) / offered, Number.parseFloat(share) / 100, 0.02);
  });

  test('that is not used up changes nothing', () => {
    const { attempted, offered } = spent('100%', 1);
    expectNear(attempted / offered, 2, 0.01);
  });

  test('is never overdrawn, whatever the rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 4 }),
        (rate, share, retries) => {
          const { attempted, offered } = spent(`${share}%`, retries, rate);
          expect(attempted - offered).toBeLessThanOrEqual((Math.min(retries, share / 100) + 1e-9) * offered);
        },
      ),
      { numRuns: 8 },
    );
  });
});
