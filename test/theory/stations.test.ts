import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lruHitRatio, mostPopular } from '#analyze/capacity/che.js';
import { allenCunneen, erlangB, erlangC, jackson, mg1, mmc, mmck, mmcResponseQuantile } from '#analyze/capacity/erlang.js';

type Vector = {
  readonly id: string;
  readonly kind: string;
  readonly inputs: Record<string, number>;
  readonly expected: Record<string, number>;
};
const { cases } = JSON.parse(readFileSync(new URL('./vectors/queueing.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Vector[];
};
const vector = (id: string): Vector => cases.find((each) => each.id === id)!;
const of = (id: string) => {
  const { inputs, expected } = vector(id);
  return { in: (name: string) => inputs[name]!, out: (name: string) => expected[name]! };
};

/** Closed forms agree to rounding. */
const near = (actual: number, expected: number, rel = 1e-9) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(rel * Math.abs(expected));

describe('M/M/c', () => {
  test.each(['mm1-rho0.5', 'mm1-rho0.8', 'mmc-c8-lam7.2', 'mmc-c2-lam1.5', 'mmc-c100-lam95'])('%s', (id) => {
    const { inputs, expected } = vector(id);
    const [lambda, service, servers] = [inputs['lam']!, 1 / inputs['mu']!, inputs['c'] ?? 1];
    const station = mmc(lambda, service, servers);
    near(station.utilisation, expected['rho']!);
    near(station.waiting, expected['Wq']!);
    near(station.response, expected['W']!);
    near(station.queueLength, expected['Lq']!);
    near(station.inSystem, expected['L']!);
    if (expected['erlangC'] !== undefined) near(erlangC(servers, lambda * service), expected['erlangC']);
    for (const [name, p] of Object.entries({ p50: 0.5, p95: 0.95, p99: 0.99, p999: 0.999 })) {
      near(mmcResponseQuantile(lambda, service, servers, p), expected[name]!, 1e-8);
    }
  });

  test('losing one of three', () => {
    const { in: input, out } = of('failover-3to2');
    near(mmc(input('lam'), 1, 3).response, out('W_before'));
    near(mmc(input('lam'), 1, 2).response, out('W_after'));
    near(mmcResponseQuantile(input('lam'), 1, 2, 0.99), out('p99_after'), 1e-8);
  });

  test.each(['mmck-c1-K10-lam0.9', 'mmck-c8-K8-lam10'])('with bounded room: %s', (id) => {
    const { in: input, out } = of(id);
    const station = mmck(input('lam'), 1 / input('mu'), input('c'), input('K'));
    near(station.blocked, out('p_block'));
    near(station.inSystem, out('L'));
    near(station.response, out('W'));
    near(station.utilisation, out('utilisation'));
  });

  test.each(['erlB-10-5', 'erlB-100-84'])('Erlang B: %s', (id) => {
    const { in: input, out } = of(id);
    near(erlangB(input('c'), input('a')), out('B'));
  });
});

describe('general service times', () => {
  test('M/D/1 and M/lognormal/1 by Pollaczek and Khinchine', () => {
    const constant = of('md1-0.8');
    near(mg1(constant.in('lam'), constant.in('D'), 0).waiting, constant.out('Wq'));
    const lognormal = of('mg1-lognormal-cv2-4');
    near(mg1(lognormal.in('lam'), lognormal.in('mean'), lognormal.in('cv2')).inSystem, lognormal.out('L'));
  });

  test('Allen-Cunneen gives what it is known to give', () => {
    const constant = of('mdc-c8');
    near(allenCunneen(constant.in('lam'), constant.in('D'), constant.in('c'), 1, 0), constant.out('Wq_allen_cunneen'));
    const wide = of('mgc-ac-lognormal');
    near(allenCunneen(wide.in('lam'), wide.in('mean'), wide.in('c'), 1, wide.in('cv2')), wide.out('Wq_ac'));
  });
});

test('a product-form network adds its stations up', () => {
  const { in: input, out } = of('jackson-api-cache-db');
  const stations = [
    { visits: 1, service: 1 / 40, servers: 4 },
    { visits: 1, service: 1 / 1000, servers: 1 },
    { visits: 0.2, service: 1 / 15, servers: 2 },
  ];
  near(jackson(input('lam'), stations), out('W_total'));
});

describe('LRU under Zipf', () => {
  test.each(['che-N10000-C1000-a0.8', 'che-N10000-C100-a1.0'])('%s', (id) => {
    const { in: input, out } = of(id);
    const { hit, time } = lruHitRatio(input('N'), input('C'), input('alpha'));
    near(hit, out('hit_lru'), 1e-9);
    near(time, out('T_c_requests'), 1e-9);
    near(mostPopular(input('N'), input('C'), input('alpha')), out('hit_perfect_lfu'), 1e-9);
  });

  test('two million items taken in groups agree with a slow sum over every rank', () => {
    const [items, capacity, exponent] = [2_000_000, 50_000, 0.9];
    const { time, hit } = lruHitRatio(items, capacity, exponent);
    let total = 0;
    for (let rank = 1; rank <= items; rank++) total += rank ** -exponent;
    let found = 0;
    for (let rank = 1; rank <= items; rank++) found += (rank ** -exponent / total) * -Math.expm1((-(rank ** -exponent) / total) * time);
    expect(Math.abs(hit - found)).toBeLessThan(1e-4);
  });
});
