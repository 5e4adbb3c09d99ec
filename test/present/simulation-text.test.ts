import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { kneeOf } from '#present/simulation-knee.js';
import { simulationText } from '#present/simulation-text.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, free } from '../helpers/lines.js';

const text = (of: string): string => simulationText('t', simulate(design(of), { events: 200_000 }), { columns: 200, color: false });

describe('the load report in words', () => {
  test('a design without a load is nothing to simulate, not stable', () => {
    const said = text(bare(free('a', 10), '{ rate: unknown, path: [ web -> a ] }'));
    expect(said).toContain('Nothing to simulate: no flow offers a load.');
    expect(said).not.toContain('STABLE');
  });

  test('what is handed over and fails is told with its flow', () => {
    const said = text(
      bare(
        `${free('a', 1)}
  q: { is: queue, bound: 5 }
  w: { is: worker, replicas: 1, concurrency: 1, time: 100ms }`,
        '{ rate: 50/s, path: [ web -> a ~> q, q ~> w ] }',
      ),
    );
    expect(said).toMatch(/f at 1x: (39|4\d)(\.\d+)?\/s of what it hands over fails, unseen by its answers\./);
    expect(said).toContain('OVERLOADED at load 1x: more comes to w than it can serve; q turns the rest away.');
  });

  test('users who wait have no load at which something is full, but a number from which on they wait', () => {
    const said = text(
      bare(
        '  s: { is: service, replicas: 1, concurrency: 1, time: { mean: 100ms, shape: exponential } }',
        '{ users: 20, think: 1s, path: [ web -> s ] }',
      ),
    );
    expect(said).toContain(
      'With more than 11 users they wait for one another there, and no more is served (closed form); the design has 20.',
    );
    expect(said).not.toContain('It is full at');
  });

  test('no closed form is told of a target that the same report has seen to hold', () => {
    const report = simulate(design(bare(free('a', 10), '{ rate: 50/s, path: [ web -> a ] }')), { duration: 60 });
    const target = { flow: 'f', quality: 'Q1', name: 'p50', target: 0.02 };
    const said = (load: number, of: Partial<typeof target> = {}): string =>
      kneeOf(report, { ...report.knee!, targets: [{ ...target, ...of, load }] });
    expect(report.flows['f']!.latency.p50).toBeCloseTo(0.01, 3);
    expect([said(0), said(0.9)]).not.toContainEqual(expect.stringContaining('Q1'));
    // Of what holds no longer, or only up to a load that no run had, it is told.
    expect(said(0, { target: 0.005 })).toContain('No load holds the p50 of 5 ms (Q1) of f');
    expect(said(1.5)).toContain('f leaves its p50 of 20 ms (Q1) at about 1.5x');
  });

  test('the heads of the columns are explained', () => {
    const said = text(bare('  s: { is: service, replicas: 1, concurrency: 4, time: 10ms }', '{ rate: 50/s, path: [ web -> s ] }'));
    expect(said).toContain(
      'works: own work, of its capacity; waits: slots held by waiting on others, of all its slots; the bar ends at the fuller of capacity and slots; needs: what the closed form says of its fullest limit;',
    );
    expect(said).toContain('±: half-width of the interval; -: not resolved.');
  });
});

test('a run that was told to last longer than it can says how long it lasted, and one figure is one figure', () => {
  const mm1 = bare(
    '  s: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }',
    '{ rate: 50/s, path: [ web -> s ] }',
  );
  const report = simulate(design(mm1), { duration: 1e9, events: 200_000 });
  const said = simulationText('t', report, { columns: 200, color: false });
  expect(said).toMatch(/Cut short after .*: a longer run would take more events than it may\./);
  expect(report.unresolved.map(({ path }) => path)).toEqual(['flows.f.latency.p999', 'simulated']);
  expect(said).toContain('Not resolved (-): 1 figure. Ask for it with');
});

test('a target that failures break is not called without bound', () => {
  const shedding = bare(
    '  s: { is: service, replicas: 1, concurrency: 1, shed: 2, time: { mean: 10ms, shape: exponential } }',
    '{ rate: 200/s, path: [ web -> s ] }',
    'requirements:\n  quality:\n    Q1: { flow: f, p99: 1s }',
  );
  expect(text(shedding)).toContain('  FAIL        f p99  too many fail  asked 1 s  Q1');
  expect(text(shedding.replace('shed: 2, ', ''))).toContain('  FAIL        f p99  without bound  asked 1 s  Q1');
});

describe('what a failure leaves behind', () => {
  const stuck = bare(
    '  s: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }',
    '{ rate: 75/s, path: [ web -> s: { timeout: 1s, retries: 1 } ] }',
  );
  const what = { kind: 'slow' as const, component: ComponentId('s'), factor: 100 };
  const report = simulate(design(stuck), { duration: 180, faults: [{ what, at: 40, for: 20 }] });

  test('a flow that stays down is told at the top, and where the failure is, over the bars', () => {
    const said = simulationText('t', report, { columns: 80, color: false });
    expect(said.split('\n\n')[0]).toContain('METASTABLE: after "s 100x slower" is over f stays down.');
    const [marks, served] = said.split('\n').flatMap((line) => (/^ {4}(fault|served) /.test(line) ? [line.slice(11)] : [])) as [
      string,
      string,
    ];
    // 20 s of 180 s, from 40 s on.
    const bars = served.trimEnd().replace(/ \S+$/, '').length;
    expect(marks.search(/\S/) / bars).toBeCloseTo(40 / 180, 1);
    expect(marks.trim().length / bars).toBeCloseTo(20 / 180, 1);
    expect(Math.max(...said.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('in ASCII the columns stay where they are, and nothing else stands there', () => {
    const wide = simulationText('t', report, { columns: 100, color: false });
    const ascii = simulationText('t', report, { columns: 100, color: false, ascii: true });
    expect(ascii).toMatch(/^[\x20-\x7e\n]*$/);
    expect(ascii.split('\n').map((line) => line.length)).toEqual(wide.split('\n').map((line) => line.length));
  });
});
