import { describe, expect, test } from 'vitest';
import { type FaultOption, type SimulationOptions, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

const run = (text: string, options: SimulationOptions) => simulate(design(text), { peak: false, events: 1e8, ...options });

/** What happened to a flow between two times of the measured time: requests that came, were answered and failed a second. */
function between(report: ReturnType<typeof run>, flow: string, from: number, to: number) {
  const slices = report.timeline.filter((slice) => slice.from >= from - 1e-9 && slice.to <= to + 1e-9).map((slice) => slice.flows[flow]!);
  expect(slices.length).toBeGreaterThan(0);
  const mean = (of: 'offered' | 'served' | 'errors') => slices.reduce((sum, slice) => sum + slice[of], 0) / slices.length;
  return { offered: mean('offered'), served: mean('served'), errors: mean('errors') };
}

const TWO_REGIONS = (more: string, api: string) => `
sysdrill: 1
title: two regions
network: none
regions:
  east: { zones: [a] }
  west: { zones: [a] }
components:
  web: { is: client, from: { east: 50%, west: 50% } }
${more}
  api: ${api}
`;

describe('failures drawn from availability and repair', () => {
  const tier = (replicas: number, more = '') => `
sysdrill: 1
title: a tier that fails
network: none
${more}
components:
  web: { is: client }
  api: { is: service, replicas: ${replicas}, concurrency: 50, time: 1ms, availability: 90%, repair: 10s }
flows:
  f: { rate: 4/s, path: [ web -> api ] }
`;
  const served = (text: string, failures: number) => {
    const report = run(text, { failures, duration: 40_000, warmup: 0 });
    return { report, share: report.flows['f']!.served / report.flows['f']!.offered };
  };

  test('the share of requests served is the availability', () => {
    const { report, share } = served(tier(1), 1);

    // The share of time up has variance 2 A (1-A) (up x down / (up + down)) / T; four times that standard deviation.
    expect(Math.abs(share - 0.9)).toBeLessThan(4 * Math.sqrt((2 * 0.9 * 0.1 * 9) / 40_000));
    // One failure each 100 s.
    expect(Math.abs(report.drawn!.failures - 400)).toBeLessThan(4 * 20);
    expect(report.drawn!.failed['api']!.down / 40_000).toBeCloseTo(1 - share, 2);
  });

  test('a second instance serves while one is down', () => {
    const { share } = served(tier(2), 1);
    expect(Math.abs(share - 0.99)).toBeLessThan(0.006);
  });

  test('three times as often in life: three times as often down', () => {
    const { share } = served(tier(1), 3);
    expect(Math.abs(share - 30 / 40)).toBeLessThan(0.03);
  });

  test('a zone takes with it what stands there, beside what fails alone', () => {
    const { report, share } = served(tier(2, 'regions: { here: { zones: { a: { availability: 80%, repair: 20s } } } }'), 1);
    expect(Math.abs(share - 0.8 * 0.99)).toBeLessThan(0.03);
    expect(Object.keys(report.drawn!.failed).sort()).toEqual(['api', 'here/a']);
  });
});

describe('a partition', () => {
  const split: FaultOption = { what: { kind: 'partition', between: ['east', 'west'] }, at: 100, for: 100 };
  const text = (timeout: string) => `${TWO_REGIONS(
    '',
    '{ is: service, at: east, replicas: 1, concurrency: 500, time: 1ms }',
  )}  db: { is: database, at: west, concurrency: 500, time: 1ms }
data:
  row: { in: db }
flows:
  f: { rate: 20/s, path: [ web -> api, { api -> db: { read: row${timeout} } } ] }
`;

  test('whoever has a timeout gives up at it, and all is well again when it heals', () => {
    const report = run(text(', timeout: 1s'), { faults: [split], duration: 300, warmup: 0 });

    expect(report.flows['f']!.errors['timeout']! * 300).toBeGreaterThan(1800);
    expect(between(report, 'f', 0, 100).errors).toBe(0);
    expect(between(report, 'f', 105, 200).served).toBe(0);
    expect(between(report, 'f', 205, 300).errors).toBe(0);
  });

  test('without one everybody waits until it heals', () => {
    const report = run(text(''), { faults: [split], duration: 300, warmup: 0 });

    expect(between(report, 'f', 105, 195)).toMatchObject({ served: 0, errors: 0 });
    expect(report.flows['f']!.latency.max).toBeGreaterThan(95);
    expect(report.flows['f']!.errors).toEqual({});
  });

  test('a balancer passes over what it does not hear, once its probes have told it so', () => {
    const balanced = (probe: string) => `
sysdrill: 1
title: two zones
network: none
regions: { east: { zones: [a, b] } }
components:
  web: { is: client }
  edge: { is: load-balancer, zones: [a], replicas: 1${probe} }
  api: { is: service, replicas: 2, concurrency: 500, time: 1ms }
flows:
  f: { rate: 20/s, path: [ { web -> edge: { timeout: 1s } }, edge -> api ] }
`;
    const zones: FaultOption = { what: { kind: 'partition', between: ['east/a', 'east/b'] }, at: 100, for: 100 };
    const errors = (probe: string, from: number, to: number) =>
      between(run(balanced(probe), { faults: [zones], duration: 300, warmup: 0 }), 'f', from, to).errors;

    expect(Math.abs(errors(', health-check: 40s', 105, 135) - 10)).toBeLessThan(1);
    expect(errors(', health-check: 40s', 145, 200)).toBe(0);
    expect(Math.abs(errors('', 145, 200) - 10)).toBeLessThan(1);
  });

  test('users reach both sides', () => {
    const both = `${TWO_REGIONS('', '{ is: service, at: [east, west], replicas: 1, concurrency: 500, time: 1ms }')}flows:
  f: { rate: 20/s, path: [ web -> api ] }
`;
    expect(run(both, { faults: [split], duration: 300, warmup: 0 }).flows['f']!.errors).toEqual({});
  });
});

test('a surge brings so many times the requests while it lasts', () => {
  const text = `
sysdrill: 1
title: a surge
network: none
components:
  web: { is: client }
  api: { is: service, replicas: 1, concurrency: 500, time: 1ms }
flows:
  f: { rate: 100/s, path: [ web -> api ] }
`;
  const report = run(text, { faults: [{ what: { kind: 'load', factor: 4 }, at: 200, for: 200 }], duration: 600, warmup: 0 });

  for (const [from, to, rate] of [
    [0, 200, 100],
    [200, 400, 400],
    [400, 600, 100],
  ] as const) {
    // Poisson: four standard deviations of the mean rate over 200 s.
    expect(Math.abs(between(report, 'f', from, to).offered - rate)).toBeLessThan(4 * Math.sqrt(rate / 200));
  }
});

describe('users of a region that is gone', () => {
  const text = (
    names: string,
  ) => `${TWO_REGIONS(names, '{ is: service, at: [east, west], replicas: 1, concurrency: 500, time: 1ms }')}flows:
  f: { rate: 100/s, path: [ web -> api ] }
`;
  const gone: FaultOption = { what: { kind: 'region', region: 'east' }, at: 100, for: 200 };
  const errors = (names: string, from: number, to: number) =>
    between(run(text(names), { faults: [gone], duration: 300, warmup: 0 }), 'f', from, to).errors;

  test('stay with it where nobody leads them elsewhere', () => {
    expect(errors('', 250, 300)).toBeGreaterThan(40);
  });

  test('are led elsewhere when that was noticed, as the answers they keep expire', () => {
    const names = '  names: { is: dns, routing: failover, failover: 40s, ttl: 100s }';
    expect(errors(names, 105, 135)).toBeGreaterThan(40);
    // Half of the 50/s have asked again by now.
    expect(Math.abs(errors(names, 185, 195) - 25)).toBeLessThan(8);
    expect(errors(names, 245, 300)).toBe(0);
  });

  test('with anycast, as soon as that was noticed', () => {
    const names = '  names: { is: dns, routing: anycast, failover: 40s, ttl: 100s }';
    expect(errors(names, 145, 300)).toBe(0);
  });
});

describe('balancing by client', () => {
  const text = (balancing: string, users: number) => `
sysdrill: 1
title: by client
network: none
components:
  web: { is: client }
  edge: { is: load-balancer, ${balancing} }
  api: { is: service, replicas: 4, concurrency: 1, time: { mean: 10ms, shape: constant } }
flows:
  f: { users: ${users}, think: 0s, path: [ web -> edge -> api ] }
`;
  const rate = (balancing: string, users: number) => run(text(balancing, users), { duration: 50 }).flows['f']!.served;

  test.each(['algorithm: ip-hash', 'sticky: true'])(
    '%s: a user stays with one instance, so that some wait and others idle',
    (balancing) => {
      // Sixteen users fill four instances whoever they meet; bound to one each, an instance without users is never full.
      const spread = rate('algorithm: least-connections', 4);
      expect(spread).toBeGreaterThan(395);
      expect(rate(balancing, 4) % 100).toBeCloseTo(0, -1);
      expect(rate(balancing, 4)).toBeLessThan(395);
      expect(rate(balancing, 400)).toBeGreaterThan(395);
    },
  );
});
