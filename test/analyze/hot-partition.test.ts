import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { runRules } from '#analyze/run-rules.js';
import { simulate } from '#simulate/simulate.js';
import { modelOf } from './judge.js';

const clicks = (log = 'partitions: 16, key: ad', zipf = 1.1, agg = 'replicas: 16, concurrency: 1') => `
sysdrill: 1
title: Clicks by ad
components:
  web: { is: client }
  api: { is: service, replicas: 6, concurrency: 100, cores: 4, time: 1ms }
  log: { is: stream, ${log} }
  agg: { is: worker, ${agg}, time: 2ms, idempotent: true }
  counts: { is: database, kind: wide-column, shards: 8, concurrency: 8, time: 2ms }
data:
  click: { in: counts, key: ad, item: 100 B, count: 100k, popularity: { zipf: ${zipf} } }
flows:
  click: { rate: 1500/s, path: [ web -> api -> log: { publish: click }, log ~> agg -> counts: { write: click, once: click-id } ] }
`;

const partOf = (text: string) => analyze(modelOf(text)).capacity.components.get('agg' as never)!;
const hot = (text: string): boolean => runRules(modelOf(text)).findings.some(({ code }) => code === 'capacity/at-peak:hottest');

test('a popular key fills its partition while the others have room, and that is told', () => {
  expect(hot(clicks())).toBe(true);
  expect(partOf(clicks())).toMatchObject({ limit: 'hottest' });
  expect(hot(clicks(undefined, 0))).toBe(false);
  expect(hot(clicks('partitions: 16'))).toBe(false);
  expect(hot(clicks('partitions: 16, key: ad, ordering: none'))).toBe(false);
});

test('more partitions do not help: the most popular key keeps to one of them', () => {
  // Under Zipf with 1.1 the first of 100,000 keys gets 13.48% of the messages, each of which takes 2 ms, a way of 0.5 ms and another 2 ms.
  const top = 0.1348 * 1500 * 0.0045;
  expect(partOf(clicks('partitions: 4096, key: ad', 1.1, 'replicas: 500, concurrency: 10')).saturation).toBeGreaterThan(top);
});

test('as full as the simulation finds it, but for where one hash function happens to put the keys', () => {
  const { saturation } = partOf(clicks());
  const { demand } = simulate(modelOf(clicks()), { seed: 1, duration: 2 }).components['agg']!;
  expect(Math.abs(demand! / saturation! - 1)).toBeLessThan(0.1);
});
