import { describe, expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { simulate } from '#simulate/simulate.js';
import { sweep } from '#simulate/sweep/sweep.js';
import { modelOf } from '../analyze/judge.js';
import { design } from '../helpers/design.js';
import { bare, EXPONENTIAL, expectNear, line, runFor, vector } from '../helpers/lines.js';

describe('the better of two lines, of a thousand: the limit of infinitely many (a finite fleet waits a little longer)', () => {
  test.each([
    ['pod-0.5-d2', 120_000],
    ['pod-0.8-d2', 160_000],
    ['pod-0.9-d2', 260_000],
  ])('%s', (id, requests) => {
    const rate = 1000 * vector(id).inputs['lam']!;
    const { components } = runFor(
      bare(
        `  edge: { is: load-balancer, algorithm: power-of-two }\n  s: { is: service, replicas: 1000, concurrency: 1, time: ${EXPONENTIAL} }`,
        `{ rate: ${rate}/s, path: [ web -> edge -> s ] }`,
      ),
      requests,
      rate,
      { warmup: 30 },
    );

    expectNear(1 + components['s']!.waiting, vector(id).expected['T']!, 0.02);
  });
});

describe('fan-out', () => {
  test('forkjoin8-nt: eight side by side, between the bounds of Nelson and Tantawi and near what they estimate', () => {
    const { R_nt, R_lower, R_upper } = vector('forkjoin8-nt').expected;
    const names = Array.from({ length: 8 }, (_, i) => `s${i}`);
    const { latency } = runFor(
      bare(
        names.map((each) => `  ${each}: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL} }`).join('\n'),
        `{ rate: 0.5/s, path: [ { together: [ ${names.map((each) => `web -> ${each}`).join(', ')} ] } ] }`,
      ),
      40_000,
      0.5,
    ).flows['f']!;

    expect(latency.mean).toBeGreaterThan(R_lower!);
    expect(latency.mean).toBeLessThan(R_upper!);
    // Stated to be within 5%, and the run has a noise of its own.
    expectNear(latency.mean, R_nt!, 0.07);
  });

  test('tas-100: of a hundred leaves that are each slow once in a hundred times, one is in most answers', () => {
    const { inputs, expected } = vector('tas-100');
    const report = runFor(
      `${bare(
        '  leaf: { is: service, replicas: 1, concurrency: 1M, time: 0s }\n  slow: { is: external, time: { mean: 1s, shape: constant } }',
        `{ rate: 50/s, path: [ { do: ask, times: ${inputs['K']}, at-once: all } ] }`,
      )}  ask: { path: [ web -> leaf, { leaf -> slow: { when: ${inputs['p']! * 100}% } } ] }\n`,
      6_000,
      50,
    );

    // A slow answer takes 1 s, all others none: the mean is their share. Four standard deviations of it.
    expect(Math.abs(report.flows['f']!.latency.mean! - expected['P']!)).toBeLessThan(4 * Math.sqrt(0.25 / 6_000));
  });
});

test('co-tene: a stall is counted by all who came meanwhile, from when they came', () => {
  const { expected } = vector('co-tene');
  const text = `
sysdrill: 1
title: a stall
requirements: { quality: { Q: { flow: f, p50: 1s, p90: 1s, p99: 1s } } }
regions: { here: { zones: [a, b] } }
network: { same-zone: 0s, other-zone: 0s, client: 0s }
components:
  web: { is: client }
  front: { is: service, replicas: 1, concurrency: 1M, time: 0s, zones: [a] }
  s: { is: service, replicas: 1, concurrency: 1M, time: { mean: 1ms, shape: constant }, zones: [b] }
flows:
  f: { rate: 100/s, arrivals: constant, path: [ web -> front -> s ] }
`;
  const stall = { what: { kind: 'partition', between: ['here/a', 'here/b'] }, at: 100, for: 100 } as never;
  // 300 s more, so that the run sees the end of it: 30,000 more that take 1 ms. The 75th of a hundred is then the 90th.
  const { offered, targets } = simulate(design(text), { duration: 500, warmup: 0, events: 1e6, faults: [stall] }).flows['f']!;
  const measured = Object.fromEntries(targets.map(({ name, measured }) => [name, measured]));

  expect(offered * 500).toBeCloseTo(expected['corrected_n']! + 30_000, -1);
  expectNear(measured['p50'], expected['corrected_p50_ms']! / 1000, 0.01);
  expectNear(measured['p90'], expected['corrected_p75_s']!, 0.01);
  expectNear(measured['p99'], 95, 0.01);
});

describe('how much a run has to see', () => {
  test.each(['asymvar-mm1-0.5', 'asymvar-mm1-0.8'])('%s: intervals of the mean are as wide as so many requests make them', (id) => {
    const { inputs, expected } = vector(id);
    const rho = inputs['rho']!;
    const requests = expected['n_pm5pct']!;
    const model = design(line(rho, `replicas: 1, concurrency: 1, time: ${EXPONENTIAL}`));
    const halves = [1, 2, 3, 4, 5, 6].map((seed) => {
      const { meanInterval } = simulate(model, { seed, duration: requests / rho, events: 1e9, confidence: 0.95 }).flows['f']!.latency;
      return (meanInterval![1] - meanInterval![0]) / 2;
    });
    const mean = halves.reduce((sum, each) => sum + each, 0) / halves.length;
    // 5% of the wait; the service is in the latency too, and does little.
    const said = 0.05 * (rho / (1 - rho));
    expect(mean).toBeGreaterThan(0.7 * said);
    expect(mean).toBeLessThan(2 * said);
  });

  test.each(['asymvar-mm1-0.95', 'asymvar-mm1-0.99'])('%s: a run of the usual length claims no more than it can know', (id) => {
    const { inputs, expected } = vector(id);
    const rho = inputs['rho']!;
    const report = simulate(design(line(rho, `replicas: 1, concurrency: 1, time: ${EXPONENTIAL}`)));
    const { meanInterval, p99 } = report.flows['f']!.latency;
    const requests = report.flows['f']!.offered * report.simulated;
    expect(requests).toBeLessThan(expected['n_pm5pct']!);
    const honest = 0.05 * (rho / (1 - rho)) * Math.sqrt(expected['n_pm5pct']! / requests);
    if (meanInterval === null) expect(p99).toBeNull();
    else expect((meanInterval[1] - meanInterval[0]) / 2).toBeGreaterThan(0.4 * honest);
  });

  test.each([
    ['quantile-n-0.99', 'p99Interval'],
    ['quantile-n-0.999', 'p999Interval'],
  ] as const)('%s: answers that know nothing of each other', (id, name) => {
    const { inputs, expected } = vector(id);
    const model = design(line(10, `replicas: 1, concurrency: 1M, time: ${EXPONENTIAL}`));
    // A little more than 1%: each tenth of the run wants so many answers of its own.
    const duration = (expected['n']! * 1.05) / 10;
    const exact = -Math.log(1 - inputs['p']!);
    const halves = Array.from({ length: 10 }, (_, seed) => {
      const interval = simulate(model, { seed, duration, warmup: 20, events: 1e9, confidence: 0.95 }).flows['f']!.latency[name]!;
      return (interval[1] - interval[0]) / 2 / exact;
    });
    const mean = halves.reduce((sum, each) => sum + each, 0) / halves.length;
    expect(mean).toBeGreaterThan(0.03);
    expect(mean).toBeLessThan(0.08);
  });

  test('quantile-ci-p99-n368: of fewer answers no p99 is told', () => {
    const { n } = vector('quantile-ci-p99-n368').expected;
    const report = simulate(design(line(1, 'replicas: 1, concurrency: 1M, time: { mean: 10ms, shape: exponential }')), {
      duration: n! - 1,
      warmup: 20,
    });
    expect(report.flows['f']!.latency.p99).toBeNull();
    expect(report.unresolved).toContainEqual({ path: 'flows.f.latency.p99', why: 'too few samples' });
  });
});

test('mc-mg1-lognormal: percentiles where times vary much', () => {
  const { expected } = vector('mc-mg1-lognormal');
  const text = line(0.7, 'replicas: 1, concurrency: 1, time: { mean: 1s, shape: lognormal, cv: 2 }');
  const runs = [1, 2, 3, 4].map((seed) => runFor(text, 300_000, 0.7, { seed }).flows['f']!.latency);
  // Now and then one of them varies so much that it tells no p99.
  const mean = (of: 'p50' | 'p99') => {
    const known = runs.flatMap((latency) => latency[of] ?? []);
    expect(known.length).toBeGreaterThan(2);
    return known.reduce((sum, each) => sum + each, 0) / known.length;
  };
  expectNear(mean('p50'), expected['p50']!, 0.03);
  // Their standard deviation is a tenth in one such run.
  expectNear(mean('p99'), expected['p99']!, 0.15);
});

describe('loads', () => {
  const hundred = (rate: number, quality: string) =>
    design(
      bare(
        '  api: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }',
        `{ rate: ${rate}/s, path: [ web -> api ] }`,
        `requirements: { quality: { Q1: { flow: f, ${quality} } } }`,
      ),
    );

  test('slo-mm1: where a target of the p99 is left, by the closed form and by runs on both sides of it', () => {
    const { inputs, expected } = vector('slo-mm1');
    const quality = `p99: ${inputs['slo_s']! * 1000}ms`;
    const [target] = simulate(hundred(10, quality), { events: 20_000 }).knee!.targets!;
    expectNear(target!.load * 10, expected['lam_max']!, 0.002);
    const verdict = (share: number) => simulate(hundred(share * expected['lam_max']!, quality)).flows['f']!.targets[0]!.verdict;
    expect([0.9, 1.1].map(verdict)).toEqual(['pass', 'fail']);
  });

  test('metastable-bronson: below capacity / (1 + retries) an outage is always got over, above it is not', () => {
    const { inputs, expected } = vector('metastable-bronson');
    const { capacity, retries } = inputs;
    const text = (rate: number) =>
      design(
        bare(
          `  db: { is: service, replicas: 1, concurrency: 1, time: { mean: ${1000 / capacity!}ms, shape: exponential } }`,
          `{ rate: ${rate}/s, path: [ { web -> db: { timeout: 1s, retries: ${retries} } } ] }`,
        ),
      );
    const report = sweep(text(100), { from: 1, to: 1.2, points: 2, events: 20_000 });
    expectNear(report.retries!.safe! * 100, expected['stable_below']!, 1e-9);
    // The outage is a database so slow that everybody gives up on it.
    const slow = (rate: number) =>
      simulate(text(rate), {
        duration: 500,
        warmup: 5,
        events: 1e6,
        faults: [{ what: { kind: 'slow', component: 'db', factor: 100 } as never, at: 20, for: 10 }],
      }).timeline.at(-1)!.flows['f']!.served;
    expect(slow(140)).toBeGreaterThan(0.9 * 140);
    expect(slow(inputs['normal_load']!)).toBeLessThan(0.1 * inputs['normal_load']!);
  });
});

describe('availability', () => {
  const of = (components: string, path: string) => {
    const model = modelOf(
      `sysdrill: 1\ntitle: t\ncomponents:\n  web: { is: client }\n${components}flows:\n  f: { rate: 1/s, path: [ ${path} ] }\n`,
    );
    return [...analyze(model).availability.values()][0]!.value;
  };
  const several = (replicas: number, need: number, availability: number) =>
    of(`  s: { is: service, replicas: ${replicas}, need: ${need}, availability: ${availability} }\n`, 'web -> s');

  test('avail-series3: three that are all needed', () => {
    const { inputs, expected } = vector('avail-series3');
    const names = ['x', 'y', 'z'];
    const value = of(
      names.map((each) => `  ${each}: { is: service, availability: ${inputs['a']} }\n`).join(''),
      names.map((each) => `web -> ${each}`).join(', '),
    );
    expect(value).toBeCloseTo(expected['A']!, 12);
  });

  test.each([
    ['avail-2x99', 2, 1],
    ['avail-2of3', 3, 2],
    ['avail-3of5', 5, 3],
  ])('%s', (id, replicas, need) => {
    const { inputs, expected } = vector(id);
    expect([inputs['n'], inputs['k'] ?? 1]).toEqual([replicas, need]);
    expect(several(replicas, need, inputs['a']!)).toBeCloseTo(expected['A']!, 12);
  });

  test('avail-spares-aws: four of which one may be away', () => {
    const { inputs, expected } = vector('avail-spares-aws');
    expect(several(inputs['n']!, inputs['n']! - inputs['s']!, inputs['a']!)).toBeCloseTo(expected['A_exact']!, 12);
  });

  test('avail-mtbf: of drawn failures as often, and as long, as availability and repair say', () => {
    const { inputs, expected } = vector('avail-mtbf');
    const text = bare(
      `  s: { is: service, availability: ${expected['A']}, repair: ${inputs['mttr_h']}h, time: 0s }`,
      '{ rate: 0.001/s, path: [ web -> s ] }',
    );
    // A thousand times as often: up for 3.6 h, down for 1.
    const { drawn, simulated } = simulate(design(text), { failures: 1000, duration: 2e7, warmup: 0, events: 1e6 });
    const hours = simulated / 3600;
    const cycle = inputs['mtbf_h']! / 1000 + inputs['mttr_h']!;
    expect(Math.abs(drawn!.failures / (hours / cycle) - 1)).toBeLessThan(4 / Math.sqrt(hours / cycle));
    expect(drawn!.failed['s']!.down / simulated).toBeCloseTo(inputs['mttr_h']! / cycle, 1);
  });
});
