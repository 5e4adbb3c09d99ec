import { expect, test } from 'vitest';
import { cardOf, catalog, referenceText, verdictsOf } from '../helpers/graded.js';

const strong = await referenceText('url-shortener', 'strong');
const fair = await referenceText('url-shortener', 'fair');
const swap = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

test('every point stands in the evidence, and the evidence makes the score', async () => {
  for (const problem of await catalog.problemIds()) {
    for (const { text } of await catalog.ladder(problem)) {
      const card = await cardOf(text, problem);
      for (const one of card.criteria) {
        const sum = (of: 'points' | 'of') => one.evidence.reduce((total, line) => total + line[of], 0);
        expect(sum('points')).toBeCloseTo(one.points, 0);
        expect(sum('of')).toBeCloseTo(one.of, 0);
      }
      const points = card.criteria.reduce((total, one) => total + one.points, 0);
      const of = card.criteria.reduce((total, one) => total + one.of, 0);
      expect((100 * points) / of).toBeCloseTo(card.score, 0);
      expect(of).toBeCloseTo(100, 1);
    }
  }
});

test('a target that is not stated is missing and costs; what no file can show is not evaluated and costs nothing', async () => {
  const with_ = await cardOf(strong, 'url-shortener');
  const without = await cardOf(
    swap(strong, 'Q1: { flow: redirect, p99: 100ms, availability: 99.99% }', 'Q1: { flow: redirect, availability: 99.99% }'),
    'url-shortener',
  );
  expect(verdictsOf(without, 'targets-stated')['follow-latency']).toBe('missing');
  expect(without.score).toBeLessThan(with_.score);
  expect(without.missing.map((line) => line.part)).toContain('follow-latency');
  expect(with_.notEvaluated.map((line) => [line.item, line.of])).toEqual([
    ['facts-asked', 0],
    ['latency', 0],
  ]);
});

test('a target that is too lax fails, a stricter one passes', async () => {
  const lax = await cardOf(swap(strong, 'Q1: { flow: redirect, p99: 100ms', 'Q1: { flow: redirect, p99: 500ms'), 'url-shortener');
  const strict = await cardOf(swap(strong, 'Q1: { flow: redirect, p99: 100ms', 'Q1: { flow: redirect, p99: 50ms'), 'url-shortener');
  expect(verdictsOf(lax, 'targets-stated')['follow-latency']).toBe('fail');
  expect(verdictsOf(strict, 'targets-stated')['follow-latency']).toBe('pass');
});

test('silence and `unknown` are worth the same: nothing', async () => {
  const line = 'api:     { is: service, replicas: 24, zones: [a, b, c], concurrency: 256, cores: 8, time: { mean: 1ms, p99: 4ms }, deploy';
  const silent = await cardOf(
    swap(strong, line, 'api:     { is: service, replicas: 24, zones: [a, b, c], concurrency: 256, cores: 8, deploy'),
    'url-shortener',
  );
  const unknown = await cardOf(swap(strong, 'time: { mean: 1ms, p99: 4ms }, deploy', 'time: unknown, deploy'), 'url-shortener');
  expect(verdictsOf(silent, 'sizes')['api']).toBe('missing');
  expect(verdictsOf(unknown, 'sizes')['api']).toBe('missing');
  expect(verdictsOf(silent, 'at-peak')['api']).toBe('missing');
  expect(verdictsOf(unknown, 'at-peak')['api']).toBe('missing');
});

test('a flow that only bears the name of a use case covers nothing, and the band is held down', async () => {
  const hollow = strong
    .split('\n')
    .filter((line) => !/api [-~]> (hot|links): \{ (read|write): link,( hit:| when: miss)|api ~> hot/.test(line))
    .join('\n');
  const card = await cardOf(hollow, 'url-shortener');
  expect(verdictsOf(card, 'needs-covered')['follow']).toBe('fail');
  expect(card.cap).toEqual({ band: 'weak', needs: ['follow'] });
  expect([card.band, card.score < 40]).toEqual(['weak', true]);
});

test('a suppression never raises a score', async () => {
  const before = await cardOf(fair, 'url-shortener');
  const codes = before.criteria.flatMap((one) => one.evidence).filter((line) => line.reason === 'rule/finding');
  expect(codes.length).toBeGreaterThan(0);
  const ignores = [...new Set(codes.map((line) => String(line.data['code'])))].map((code) => `  - { rule: "${code}", because: we know }`);
  const after = await cardOf(`${fair}\nignore:\n${ignores.join('\n')}\n`, 'url-shortener');
  expect(after.score).toBe(before.score);
  expect(after.criteria.flatMap((one) => one.evidence).filter((line) => line.reason === 'rule/suppressed').length).toBe(codes.length);
});

test('no finding costs twice', async () => {
  for (const problem of await catalog.problemIds()) {
    for (const { text } of await catalog.ladder(problem)) {
      const lines = (await cardOf(text, problem)).criteria
        .flatMap((one) => one.evidence)
        .filter((line) => line.verdict === 'fail' && line.data['code'] !== undefined);
      const findings = lines.map((line) => `${line.data['code']} ${line.data['line']} ${line.data['subject']}`);
      expect(new Set(findings).size).toBe(findings.length);
    }
  }
});

test('a claim that is wrong by a factor is found, and costs only itself', async () => {
  const card = await cardOf(swap(strong, 'writes: 10M link/day = 116 link/s', 'writes: 10M link/day = 10k link/s'), 'url-shortener');
  expect(verdictsOf(card, 'claims')).toMatchObject({ writes: 'fail', links: 'pass' });
  expect(verdictsOf(card, 'expected')['writes']).toBe('pass');
});

test('a decision that the model contradicts fails', async () => {
  const card = await cardOf(
    swap(strong, 'about: links, chose: leaderless, over: [single-leader]', 'about: links, chose: single-leader, over: [leaderless]'),
    'url-shortener',
  );
  expect(verdictsOf(card, 'decisions')['links: single-leader']).toBe('fail');
});

test('the next level says what it asks more', async () => {
  const card = await cardOf(fair, 'url-shortener', 'mid');
  const asked = card.notEvaluated.concat(card.missing).map((line) => line.part);
  expect(asked).not.toContain('count-fresh');
  expect(card.nextLevel.map((line) => line.part)).toContain('count-fresh');
  expect((await cardOf(fair, 'url-shortener', 'staff')).nextLevel).toEqual([]);
});

test('the hash is that of input, problem and level', async () => {
  const hashes = await Promise.all([
    cardOf(strong, 'url-shortener'),
    cardOf(strong, 'url-shortener'),
    cardOf(`${strong}\n`, 'url-shortener'),
    cardOf(strong, 'url-shortener', 'mid'),
    cardOf(strong, 'online-payment'),
  ]);
  expect(hashes[0]?.hash).toBe(hashes[1]?.hash);
  expect(new Set(hashes.map((card) => card.hash)).size).toBe(4);
});
