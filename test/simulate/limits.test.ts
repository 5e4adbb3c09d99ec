import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { bare, constant, DATA, EXPONENTIAL, expectNear, free, run, runFor, store } from '../helpers/lines.js';

const limiter = (attributes: string): string => `  limit: { is: rate-limiter, ${attributes} }`;

describe('where a rate limit stands', () => {
  test('instances that count together let the rate through, those that do not let it through each', () => {
    const served = (shared: boolean) => {
      const text = bare(
        `${limiter(`replicas: 3, shared: ${shared}, rate: 10 /s, burst: 5`)}\n${free('s', 1)}`,
        '{ rate: 100/s, path: [ web -> limit -> s ] }',
      );
      const report = runFor(text, 30_000, 100);
      expect(report.components['s']!.throughput).toBeCloseTo(report.flows['f']!.served, 0);
      expect(report.stability).toMatchObject({ verdict: 'overloaded', component: 'limit' });
      return report.flows['f']!.served;
    };
    expectNear(served(true), 10, 0.02);
    expectNear(served(false), 30, 0.02);
  });

  test.each([
    ['edge: { is: api-gateway, replicas: 3, limit: 50 /s }', 'web -> edge -> s'],
    ['edge: { is: load-balancer, replicas: 2, limit: 50 /s }', 'web -> edge -> s'],
    ['edge: { is: cdn, limit: 50 /s, time: 0s }', 'web -> edge -> s'],
    [`edge: { is: external, rate-limit: 50 /s, time: ${constant(200)} }`, 'web -> s -> edge'],
  ])('%s: all of it together, refused before any work', (component, path) => {
    const report = runFor(bare(`  ${component}\n${free('s', 5)}`, `{ rate: 80/s, path: [ ${path} ] }`), 20_000, 80);
    const { served, errors, latency } = report.flows['f']!;

    expectNear(served, 50, 0.02);
    expectNear(errors['limited'], 30, 0.05);
    expect(report.components['edge']).toMatchObject({ dropped: expect.closeTo(30, 0), demand: 80 / 50 });
    expectNear(report.components['edge']!.throughput, 50, 0.02);
    expect(latency.mean).toBeCloseTo(component.includes('external') ? 0.205 : 0.005, 4);
    expect(report.assumptions.join()).toContain('token bucket');
    expect(report.notModelled).toEqual([]);
  });

  test('a refusal is a definite failure: another step may take its place, and a retry may find room', () => {
    const beside = runFor(
      bare(
        `${limiter('replicas: 1, rate: 20 /s')}\n${free('s', 1)}\n${free('other', 1)}`,
        '{ rate: 60/s, path: [ web -> s, { s -> limit: {} }, { s -> other: { when: error } } ] }',
      ),
      20_000,
      60,
    );
    expectNear(beside.components['other']!.throughput, 40, 0.03);
    expect(beside.components['other']!.demand).toBeCloseTo((40 * 0.001) / 100_000, 9);
    expect(beside.flows['f']!.errors).toEqual({});

    const again = (retries: number) =>
      runFor(
        bare(
          `${limiter('replicas: 1, rate: 20 /s, burst: 1')}\n${free('s', 1)}`,
          `{ rate: 18/s, path: [ web -> s, { s -> limit: { retries: ${retries}, backoff: { base: 100ms, jitter: true } } } ] }`,
        ),
        20_000,
        18,
      ).flows['f']!;
    expect(again(3).served).toBeGreaterThan(again(0).served * 1.4);
    expect(again(3).attempted).toBeGreaterThan(again(3).offered * 1.2);
  });

  test('a limiter asked on the side stops what comes after it', () => {
    const report = runFor(
      bare(
        `${limiter('replicas: 1, rate: 20 /s')}\n${free('s', 1)}\n${store('')}`,
        '{ rate: 60/s, path: [ web -> s, s -> limit, { s -> db: { read: row } } ] }',
        DATA,
      ),
      20_000,
      60,
    );
    expectNear(report.components['db']!.throughput, 20, 0.03);
  });

  test('its own work takes its slots, for what it refuses as well', () => {
    const text = bare(limiter(`replicas: 1, rate: 20 /s, concurrency: 1, time: ${constant(10)}`), '{ rate: 60/s, path: [ web -> limit ] }');
    const { limit } = runFor(text, 20_000, 60).components;
    expectNear(limit!.utilisation, 0.6, 0.02);
    expectNear(limit!.throughput, 20, 0.02);
    expectNear(limit!.dropped, 40, 0.03);
  });
});

describe('what a limit keeps away from those behind it', () => {
  test('they are not called full, nor the flow endless, where the limit holds what would be too much', () => {
    const text = bare(
      `  edge: { is: api-gateway, replicas: 1, limit: 70 /s }\n  s: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }`,
      '{ rate: 400/s, path: [ web -> edge -> s ] }',
    );
    const report = runFor(text, 80_000, 400);
    expect(report.stability).toMatchObject({ verdict: 'overloaded', component: 'edge' });
    expect(report.components['s']!.demand).toBeCloseTo(0.7, 6);
    expectNear(report.components['s']!.utilisation, 0.7, 0.02);
    expect(report.unresolved.some(({ why }) => why === 'unstable')).toBe(false);
    expect(report.knee).toMatchObject({ component: 'edge', load: 70 / 400 });
  });

  test('retries of what is refused come again to the limit, and are counted there', () => {
    const text = bare(
      `  edge: { is: api-gateway, replicas: 1, limit: 50 /s }\n${free('s', 1)}`,
      '{ rate: 80/s, path: [ { web -> s: {} }, { s -> edge: { retries: 2, backoff: 1s } } ] }',
    );
    const { edge } = runFor(text, 30_000, 80).components;
    expectNear(edge!.demand! * 50, edge!.throughput + edge!.dropped, 0.06);
  });
});

describe('a limit of each user', () => {
  const perUser = (users: string) =>
    bare(
      `${limiter('replicas: 2, shared: true, rate: 1 /s, burst: 1, per: user')}\n${free('s', 0)}`,
      '{ rate: 100/s, path: [ web -> limit -> s ] }',
    ).replace('web: { is: client }', `web: { is: client${users} }`);
  const refused = (text: string) => {
    const report = runFor(text, 40_000, 100);
    return { report, share: (report.flows['f']!.errors['limited'] ?? 0) / report.flows['f']!.offered };
  };

  test('each of N users sends an N-th of the requests: a / (1 + a) of them are refused, a = rate / N / limit', () => {
    for (const users of [50, 200]) {
      const a = 100 / users;
      expectNear(refused(perUser(`, users: ${users}`)).share, a / (1 + a), 0.03);
    }
    expect(refused(perUser(', users: 100M')).share).toBeLessThan(0.001);
  });

  test('where nobody says how many users there are, nobody comes to their limit, and the report says so', () => {
    const { report, share } = refused(perUser(''));
    expect(share).toBe(0);
    expect(report.notModelled).toEqual([
      { path: 'components.limit', what: 'the limit of each user for f: `users` of web does not say how many there are' },
    ]);
  });

  test('the users of a closed flow are known one by one', () => {
    // Every user thinks for one second on average and is let through once in two: of two requests within that time the second is refused.
    const text = bare(
      `${limiter('replicas: 1, rate: 0.5 /s, burst: 1, per: user')}\n${free('s', 0)}`,
      '{ users: 40, think: 1s, path: [ web -> limit -> s ] }',
    );
    const { errors, offered } = runFor(text, 20_000, 40).flows['f']!;
    expectNear(errors['limited']! / offered, 2 / 3, 0.02);
    expectNear(offered, 40, 0.03);
  });
});

describe('connections of an instance', () => {
  test('are taken for the whole visit, waiting included: as many places as M/M/c/K has', () => {
    const text = (attributes: string) =>
      bare(`  s: { is: service, replicas: 1, concurrency: 2, ${attributes}, time: ${EXPONENTIAL} }`, '{ rate: 2.4/s, path: [ web -> s ] }');
    const limited = runFor(text('connections: 6'), 60_000, 2.4);
    const shed = runFor(text('shed: 6'), 60_000, 2.4);

    expectNear(limited.flows['f']!.errors['limited'], shed.flows['f']!.errors['refused']!, 0.02);
    expect(limited.flows['f']!.errors['refused']).toBeUndefined();
    expectNear(limited.flows['f']!.latency.mean, shed.flows['f']!.latency.mean!, 0.02);
  });

  test('of a balancer are taken until the answer is back', () => {
    const text = bare(
      `  edge: { is: load-balancer, replicas: 1, connections: 10 }\n  s: { is: service, replicas: 1, concurrency: 100000, time: ${EXPONENTIAL} }`,
      '{ rate: 10/s, path: [ web -> edge -> s ] }',
    );
    const { errors, offered } = runFor(text, 60_000, 10).flows['f']!;
    // Erlang B with ten servers, all of them offered ten.
    expectNear(errors['limited']! / offered, 0.2146, 0.03);
  });
});

describe('a pool of connections', () => {
  test('one after another over two stores and side by side, nobody waits for ever', () => {
    const text = bare(
      `  api: { is: service, replicas: 2, concurrency: 50, pool: 1, time: 0s }
  a: { is: cache, concurrency: 10, time: { mean: 4ms, shape: exponential } }
  db: { is: database, concurrency: 10, time: { mean: 4ms, shape: exponential } }`,
      `{ rate: 100/s, path: [ web -> api, { api -> a: { read: row } }, { api -> db: { read: row } }, { together: [ { api -> db: { read: row } }, { api -> a: { read: row } } ] } ] }`,
      DATA,
    );
    const { served, offered, inFlight } = runFor(text, 15_000, 100).flows['f']!;
    expectNear(served, offered, 0.01);
    expect(inFlight).toBeLessThan(60);
  });

  test('a call that was given up does not use a connection any more', () => {
    const text = (pool: string) =>
      bare(
        `  api: { is: service, replicas: 1, concurrency: 1000, ${pool} time: 0s }\n${store('concurrency: 100000', 100).replace('concurrency: 100000, ', '')}`,
        '{ rate: 40/s, path: [ web -> api, { api -> db: { read: row, timeout: 150ms } } ] }',
        DATA,
      );
    const report = runFor(text('pool: 2,'), 20_000, 40);
    // Two connections of a tenth of a second each: twenty calls a second, and who waited too long has left.
    expectNear(report.components['db']!.throughput, 20, 0.02);
    expect(report.flows['f']!.errors['timeout']).toBeGreaterThan(19);
    expectNear(runFor(text(''), 20_000, 40).flows['f']!.served, 40, 0.02);
  });
});

test('a bucket that more comes to than it lets through is empty from the beginning: a short run does not live on what was in it', () => {
  const text = bare(`  edge: { is: load-balancer, limit: 1000 /s }\n${free('s', 1)}`, '{ rate: 1100/s, path: [ web -> edge -> s ] }');
  const { offered, served, errors } = run(text, { duration: 5, warmup: 0.1, seed: 3 }).flows['f']!;
  // The bucket holds what comes in a second: filled, it would let all of them through.
  expect(served).toBeGreaterThan(980);
  expect(served).toBeLessThan(1010);
  expect(errors['limited']).toBeCloseTo(offered - served, 0);
});

test('a limiter that is down lets nobody through, also behind a balancer that has not noticed', () => {
  const text = bare(
    `  gate: { is: api-gateway }\n${limiter('rate: 1000 /s, burst: 100')}\n${free('s', 1)}`,
    '{ rate: 50/s, path: [ web -> gate -> limit -> s ] }',
  );
  const down = [{ what: { kind: 'component' as const, component: ComponentId('limit') }, at: 0, for: 1e6 }];
  const { served, errors } = run(text, { duration: 60, faults: down }).flows['f']!;
  expect(served).toBe(0);
  expectNear(errors['down'], 50, 0.1);
});

test('of two limits in a row each is told what it refuses', () => {
  const text = bare(
    `  gate: { is: api-gateway, limit: 300/s }\n${limiter('rate: 200 /s, burst: 20')}`,
    '{ rate: 450/s, path: [ web -> gate -> limit ] }',
  );
  const { failing } = runFor(text, 40_000, 450).stability;
  expect(failing!.map(({ component, limit }) => [component, limit])).toEqual([
    ['gate', 'rate'],
    ['limit', 'rate'],
  ]);
  expectNear(failing![0]!.share, 150 / 450, 0.03);
  expectNear(failing![1]!.share, 100 / 450, 0.03);
});
