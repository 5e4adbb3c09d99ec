import { describe, expect, test } from 'vitest';
import { simulationText } from '#present/simulation-text.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare } from '../helpers/lines.js';

const run = (components: string, flow: string, more = '') => simulate(design(bare(components, flow, more)), { events: 30_000 });
const head = (report: ReturnType<typeof run>): string => simulationText('t', report, { columns: 500, color: false }).split('\n\n')[0]!;

describe('targets that the closed forms see left', () => {
  const quality = (target: string) => `requirements: { quality: { Q1: { flow: f, p99: ${target} } } }`;
  const SLOW = '  s: { is: service, replicas: 1, concurrency: 4, time: { mean: 20ms, shape: exponential } }';

  test('where the work alone takes longer no load holds one, and nothing is said of what is waited for', () => {
    const report = run(SLOW, '{ rate: 20/s, path: [ web -> s ] }', quality('1ms'));
    expect(report.knee!.targets).toEqual([{ flow: 'f', quality: 'Q1', name: 'p99', target: 0.001, load: 0 }]);
    expect(head(report)).toContain('No load holds the p99 of 1 ms (Q1) of f: with nobody in its way it takes longer');
    expect(head(report)).not.toContain('0x, by waiting');
  });

  test('where waiting makes it longer it is left at a load', () => {
    const report = run(SLOW, '{ rate: 20/s, path: [ web -> s ] }', quality('120ms'));
    expect(report.knee!.targets).toMatchObject([{ component: 's' }]);
    expect(head(report)).toMatch(/f leaves its p99 of 120 ms \(Q1\) at about [1-9][\d.]*x, by waiting for s/);
  });
});

describe('bursts', () => {
  const LINE = '  s: { is: service, replicas: 1, concurrency: 1, time: 5ms }';

  test('the knee of the mean has that of a burst beside it', () => {
    const report = run(LINE, '{ rate: 30/s, arrivals: { burst: 4x, on: 10s, off: 60s }, path: [ web -> s ] }');
    expect(report.knee).toMatchObject({
      load: expect.closeTo(200 / 30, 9),
      burst: { flow: 'f', height: 4, load: expect.closeTo(200 / 120, 9), component: 's' },
    });
    expect(head(report)).toContain(
      'It is full at 6.67x the load, the knee (closed form). That is of the mean load: as long as they last, bursts of f (4x) fill it at 1.67x already.',
    );
  });

  test('a burst brings no more than everything there is; a steady flow has none', () => {
    const all = run(LINE, '{ rate: 30/s, arrivals: { burst: 10x, on: 10s, off: 10s }, path: [ web -> s ] }');
    expect(all.knee!.burst).toMatchObject({ height: 2, load: expect.closeTo(200 / 60, 9) });
    expect(run(LINE, '{ rate: 30/s, path: [ web -> s ] }').knee!.burst).toBeUndefined();
  });
});

describe('connections', () => {
  test('those that stay open are counted: a gateway at 75% of them is full at a third more', () => {
    const report = run(
      '  gw: { is: api-gateway, replicas: 10, connections: 10000 }',
      '{ rate: 125/s, path: [ { web -> gw: { hold: 10min } } ] }',
    );
    expect(report.knee).toMatchObject({ load: expect.closeTo(100_000 / 75_000, 6), component: 'gw', of: 'connections' });
    expect(report.components['gw']!.demand).toBeCloseTo(0.75, 6);
    expect(head(report)).toContain('Bottleneck: gw. Its connections are all in use at 1.33x the load, the knee (closed form).');
  });

  test('so are those of visits, which have none to spare while they wait for others', () => {
    const parts = (connections: string) =>
      `  gw: { is: service, replicas: 2, ${connections}concurrency: 200, time: 5ms }\n  far: { is: external, time: 195ms }`;
    const flow = '{ rate: 150/s, path: [ web -> gw -> far ] }';
    const report = run(parts('connections: 20, '), flow);
    // 150 a second for 0.2 s are 30 of 40.
    expect(report.knee).toMatchObject({ load: expect.closeTo(40 / 30, 6), component: 'gw', of: 'connections' });
    const free = run(parts(''), flow);
    expect(free.knee!.of).toBeUndefined();
    expect(free.knee!.load).toBeCloseTo(400 / 30, 6);
  });

  test('more than there are is overload, not a line', () => {
    const report = run(
      '  s: { is: service, replicas: 1, connections: 2, concurrency: 50, time: 100ms }',
      '{ rate: 40/s, path: [ web -> s ] }',
    );
    expect(report.stability).toMatchObject({ verdict: 'overloaded', component: 's', failing: [{ flow: 'f', limit: 'connections' }] });
  });
});
