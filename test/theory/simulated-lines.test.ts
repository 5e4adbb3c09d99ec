import { describe, expect, test } from 'vitest';
import { bare, EXPONENTIAL, expectMean, expectNear, line, runFor, vector } from '../helpers/lines.js';

describe('one line against its closed form', () => {
  test.each([
    ['mm1-rho0.5', 1, 300_000, ['p50', 'p95', 'p99']],
    ['mm1-rho0.8', 1, 800_000, ['p50', 'p95', 'p99']],
    ['mmc-c2-lam1.5', 2, 400_000, ['p50', 'p95', 'p99']],
    ['mmc-c8-lam7.2', 8, 600_000, ['p50', 'p95', 'p99']],
    ['mmc-c100-lam95', 100, 500_000, ['p50']],
  ] as const)('%s: mean, waiting, percentiles, numbers in line', (id, servers, requests, percentiles) => {
    const { inputs, expected } = vector(id);
    const rate = inputs['lam']!;
    const report = runFor(line(rate, `replicas: 1, concurrency: ${servers}, time: ${EXPONENTIAL}`), requests, rate);
    const { latency } = report.flows['f']!;
    const { waiting, queueLength, utilisation, demand } = report.components['s']!;

    expectMean(report, expected['W']!);
    for (const name of percentiles) expectNear(latency[name as 'p50'], expected[name]!, 0.08);
    expectNear(waiting, expected['Wq']!, 0.1);
    expectNear(queueLength, expected['Lq']!, 0.1);
    expectNear(utilisation, rate / servers, 0.01);
    expect(demand).toBeCloseTo(rate / servers, 9);
    expect(report.stability.verdict).toBe('stable');
  });

  test.each([
    ['md1-0.8', '{ mean: 1s, shape: constant }', 0.8, 'W_p99', 400_000],
    ['mg1-lognormal-cv2-4', '{ mean: 1s, shape: lognormal, cv: 2 }', 0.7, undefined, 700_000],
    ['me21-tail', '{ mean: 1s, shape: gamma, cv: sqrt }', 0.8, 'p99', 600_000],
  ])('%s: the mean by Pollaczek and Khinchine', (id, time, rate, p99, requests) => {
    const { expected } = vector(id);
    const written = time.replace('sqrt', String(Math.SQRT1_2));
    const report = runFor(line(rate, `replicas: 1, concurrency: 1, time: ${written}`), requests, rate);

    expectMean(report, expected['W']!, 0.08);
    if (p99 !== undefined) expectNear(report.flows['f']!.latency.p99, expected[p99]!, 0.08);
  });

  test('mc-mg8-lognormal: eight servers and times that vary much', () => {
    const { expected } = vector('mc-mg8-lognormal');
    const report = runFor(line(7.2, 'replicas: 1, concurrency: 8, time: { mean: 1s, shape: lognormal, cv: 2 }'), 800_000, 7.2);

    expectNear(report.components['s']!.waiting, expected['Wq']!, 0.1);
    expectMean(report, 1 + expected['Wq']!, 0.08);
  });

  test.each([
    ['mmck-c1-K10-lam0.9', 1, 9],
    ['mmck-c8-K8-lam10', 8, 0],
  ])('%s: a bounded line turns away what the birth-death chain says', (id, servers, queue) => {
    const { inputs, expected } = vector(id);
    const rate = inputs['lam']!;
    const report = runFor(
      line(rate, `replicas: 1, concurrency: ${servers}, shed: ${servers + queue}, time: ${EXPONENTIAL}`),
      400_000,
      rate,
    );
    const flow = report.flows['f']!;

    expectNear(flow.errors['refused']! / flow.offered, expected['p_block']!, 0.05);
    expectNear(flow.served, expected['throughput']!, 0.01);
    expectNear(report.components['s']!.utilisation * servers, expected['throughput']!, 0.01);
    expectMean(report, expected['W']!);
  });

  test('erlB-10-5: with nowhere to wait, Erlang B', () => {
    const report = runFor(line(5, `replicas: 1, concurrency: 10, shed: 10, time: ${EXPONENTIAL}`), 400_000, 5);

    expectNear(report.components['s']!.dropped / 5, vector('erlB-10-5').expected['B']!, 0.06);
  });
});

describe('arrivals', () => {
  const flow = (arrivals: string, rate: number) =>
    bare(
      `  s: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL} }`,
      `{ rate: ${rate}/s, arrivals: ${arrivals}, path: [ web -> s ] }`,
    );

  test('constant: D/M/1, by the root of sigma = exp(-(1 - sigma) / rho) (Kleinrock, Queueing Systems I, 6.4)', () => {
    const rho = 0.8;
    let sigma = 0.5;
    for (let i = 0; i < 200; i++) sigma = Math.exp(-(1 - sigma) / rho);
    const report = runFor(flow('constant', rho), 300_000, rho);

    expectMean(report, 1 / (1 - sigma));
    expectNear(report.flows['f']!.offered, rho, 1e-4);
  });

  test('bursty: the rate over all time is kept, and the wait is longer', () => {
    const report = runFor(flow('{ burst: 3, on: 10s, off: 50s }', 0.25), 200_000, 0.25);

    expectNear(report.flows['f']!.offered, 0.25, 0.02);
    expectNear(report.components['s']!.utilisation, 0.25, 0.03);
    // M/M/1 at 0.25 would wait a third of a service time.
    expect(report.components['s']!.waiting).toBeGreaterThan(0.6);
  });
});

describe('several instances', () => {
  const balanced = (algorithm: string, replicas: number, rate: number) =>
    bare(
      `  edge: { is: load-balancer, algorithm: ${algorithm} }\n  s: { is: service, replicas: ${replicas}, concurrency: 1, time: ${EXPONENTIAL} }`,
      `{ rate: ${rate}/s, path: [ web -> edge -> s ] }`,
    );

  test.each([
    ['lb-roundrobin-8', 'round-robin', 900_000, 0.1],
    ['lb-random-8', 'random', 900_000, 0.12],
  ])('%s: the mean of its own lines', (id, algorithm, requests, share) => {
    const { expected } = vector(id);
    const report = runFor(balanced(algorithm, 8, 7.2), requests, 7.2);

    expectMean(report, expected['W']!, share);
  });

  test('pod-n100-0.9: the better of two lines drawn at random', () => {
    const report = runFor(balanced('power-of-two', 100, 90), 700_000, 90);

    expectMean(report, vector('pod-n100-0.9').expected['T']!);
  });

  test('the more a balancer knows, the shorter the wait', () => {
    const mean = (algorithm: string) => runFor(balanced(algorithm, 8, 6.4), 200_000, 6.4).flows['f']!.latency.mean!;
    const [random, turns, two, least] = ['random', 'round-robin', 'power-of-two', 'least-connections'].map(mean);

    expect(random).toBeGreaterThan(turns!);
    expect(turns).toBeGreaterThan(two!);
    expect(two).toBeGreaterThan(least!);
  });
});

describe('several components', () => {
  test('tandem5: five lines in a row', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const components = names.map((name) => `  ${name}: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL} }`).join('\n');
    const { expected } = vector('tandem5');
    const report = runFor(bare(components, `{ rate: 0.8/s, path: [ ${names.map((name) => `web -> ${name}`).join(', ')} ] }`), 300_000, 0.8);

    expectMean(report, expected['W']!);
    expectNear(report.flows['f']!.latency.p99, expected['p99']!, 0.08);
  });

  test('jackson-api-cache-db: an open network, its bottleneck and its knee', () => {
    const { expected } = vector('jackson-api-cache-db');
    const exponential = (mean: string) => `{ mean: ${mean}, shape: exponential }`;
    const text = bare(
      `  api: { is: service, replicas: 1, concurrency: 4, time: ${exponential('25ms')} }
  hot: { is: cache, concurrency: 1, time: ${exponential('1ms')} }
  db: { is: database, concurrency: 2, time: ${exponential(`${1000 / 15}ms`)} }`,
      '{ rate: 100/s, path: [ web -> api, { web -> hot: { read: row, hit: 80% } }, { web -> db: { read: row, when: miss } } ] }',
      'data:\n  row: { in: db, key: id }',
    );
    const report = runFor(text, 300_000, 100);

    expectMean(report, expected['W_total']!);
    expect(report.bottleneck).toBe(expected['bottleneck']);
    expectNear(report.components['db']!.utilisation, expected['rho_db']!, 0.02);
    expectNear(report.knee!.load * 100, expected['knee_lam_rho1']!, 1e-9);
  });

  test('mva-repair: a closed flow by mean value analysis', () => {
    const { expected } = vector('mva-repair');
    const text = bare(
      `  s: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL} }`,
      '{ users: 10, think: 4s, path: [ web -> s ] }',
    );
    const report = runFor(text, 300_000, 1);

    expectNear(report.flows['f']!.served, expected['X']!, 0.01);
    expectMean(report, expected['R']!);
  });

  test.each([
    ['forkjoin2-0.5', 2, 'R'],
    ['mc-forkjoin8-0.5', 8, 'R'],
  ])('%s: side by side, as slow as the slowest', (id, width, name) => {
    const names = Array.from({ length: width }, (_, i) => `s${i}`);
    const components = names.map((each) => `  ${each}: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL} }`).join('\n');
    const report = runFor(
      bare(components, `{ rate: 0.5/s, path: [ { together: [ ${names.map((each) => `web -> ${each}`).join(', ')} ] } ] }`),
      200_000,
      0.5,
    );

    expectMean(report, vector(id).expected[name]!);
  });

  test('quorum-2of3: the second of three answers', () => {
    const { expected } = vector('quorum-2of3');
    const text = bare(
      `  db: { is: database, kind: wide-column, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, concurrency: 10000, time: ${EXPONENTIAL} }`,
      '{ rate: 100/s, path: [ { web -> db: { write: row } } ] }',
      'data:\n  row: { in: db, key: id }',
    );
    const report = runFor(text, 300_000, 100);

    expectMean(report, expected['mean']!);
    expectNear(report.flows['f']!.latency.p99, expected['p99']!, 0.03);
    expectNear(report.components['db']!.throughput, 300, 0.02);
  });
});
