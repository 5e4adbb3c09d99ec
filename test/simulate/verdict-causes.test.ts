import { describe, expect, test } from 'vitest';
import { simulationMarkdown } from '#present/simulation-page.js';
import { simulationText } from '#present/simulation-text.js';
import { type SimulationReport, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare } from '../helpers/lines.js';

const run = (components: string, flow: string, events = 150_000): SimulationReport => simulate(design(bare(components, flow)), { events });
const head = (report: SimulationReport): string => simulationText('t', report, { columns: 500, color: false }).split('\n\n')[0]!;

describe('where work piles up, what is full behind it is told', () => {
  const SLOW = '{ is: service, replicas: 1, concurrency: 1, time: 10ms }';

  test('the component whose slots wait, and the one that is full with work', () => {
    const report = run(
      `  front: { is: service, replicas: 1, concurrency: 4, time: 0.1ms }\n  store: ${SLOW}`,
      '{ rate: 150/s, path: [ web -> front -> store ] }',
    );
    expect(report.stability).toMatchObject({ verdict: 'unstable', component: 'front', cause: 'store' });
    expect(report.stability.through).toBeUndefined();
    expect(head(report)).toContain('pile up in front of front');
    expect(head(report)).toContain('; it waits for store, which is full.');
  });

  test('what stands between the two is named as well', () => {
    const report = run(
      `  front: { is: service, replicas: 1, concurrency: 4, time: 0.1ms }\n  mid: { is: service, replicas: 1, concurrency: 50, time: 0.1ms }\n  store: ${SLOW}`,
      '{ rate: 150/s, path: [ web -> front -> mid -> store ] }',
    );
    expect(report.stability).toMatchObject({ component: 'front', cause: 'store', through: ['mid'] });
    expect(head(report)).toContain('; it waits for mid, that for store, which is full.');
  });

  test('one that is full itself has no other cause, nor has one that waits for what is never full', () => {
    const own = run(`  s: ${SLOW}`, '{ rate: 150/s, path: [ web -> s ] }');
    expect(own.stability).toMatchObject({ verdict: 'unstable', component: 's' });
    expect(own.stability.cause).toBeUndefined();
    expect(head(own)).toContain('; it is full.');
    const slow = '  front: { is: service, replicas: 1, concurrency: 4, time: 0.1ms }\n  far: { is: external, time: 200ms }';
    const away = run(slow, '{ rate: 150/s, path: [ web -> front -> far ] }');
    expect(away.stability.cause).toBeUndefined();
    expect(away.stability.waitsFor).toEqual(['far']);
    expect(head(away)).toContain('; all its slots are taken by waiting for far, and nothing there is full.');
  });
});

describe('what is refused stands at the top', () => {
  const failing = (report: SimulationReport) => report.stability.failing?.map(({ share: _, ...each }) => each);
  const FAST = 'concurrency: 50, replicas: 1, time: 1ms';

  test('a full line: stable, but', () => {
    const report = run(
      '  s: { is: service, replicas: 1, concurrency: 1, queue: 1, time: { mean: 10ms, shape: exponential } }',
      '{ rate: 50/s, peak: 1.5x, path: [ web -> s ] }',
    );
    // M/M/1/2: (1 - r) r^2 / (1 - r^3) with r = 0.5 and 0.75 is 1/7 and 9/37.
    expect(report.stability.failing![0]!.share).toBeCloseTo(1 / 7, 1);
    expect(report.peak!.stability.failing![0]!.share).toBeCloseTo(9 / 37, 1);
    expect(failing(report)).toEqual([{ flow: 'f', cause: 'refused', component: 's', limit: 'line' }]);
    const said = /STABLE at load 1x and at peak, but 2[\d.]+% of f are turned away by the full line of s at peak \(1[\d.]+% at load 1x\)\./;
    expect(head(report)).toMatch(said);
    expect(simulationMarkdown('t', report)).toMatch(said);
  });

  test.each([
    [
      'a rate limit',
      `  edge: { is: api-gateway, limit: 40/s, replicas: 1 }`,
      'edge',
      'rate',
      'of f are refused by the rate limit of edge.',
    ],
    [
      'connections',
      `  edge: { is: service, connections: 1, ${FAST.replace('1ms', '10ms')} }`,
      'edge',
      'connections',
      'are refused by the connection limit of edge',
    ],
  ])('%s: by whom', (_, components, component, limit, words) => {
    const report = run(components, '{ rate: 60/s, path: [ web -> edge ] }', 60_000);
    expect(failing(report)).toEqual([{ flow: 'f', cause: 'limited', component, limit }]);
    expect(head(report)).toContain(words);
  });

  test('a trace is no headline', () => {
    const report = run(`  s: { is: service, ${FAST} }`, '{ rate: 60/s, path: [ web -> s ] }', 60_000);
    expect(report.stability.failing).toBeUndefined();
    expect(head(report)).toContain('STABLE at load 1x: nothing piles up.');
  });
});
