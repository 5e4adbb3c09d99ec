import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulationText } from '#present/simulation-text.js';
import { type FaultOption, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, DATA, free, store } from '../helpers/lines.js';

const SERVICE = bare(free('a', 10), '{ rate: 100/s, path: [ web -> a ] }');
const down = (component: string, at: number, lasts: number): FaultOption => ({
  what: { kind: 'component', component: ComponentId(component) },
  at,
  for: lasts,
});
const text = (of: string, duration: number, faults: FaultOption[]): string =>
  simulationText('t', simulate(design(of), { duration, faults }), { columns: 160, color: false });
const fault = (of: string, duration: number, faults: FaultOption[], events?: number) =>
  simulate(design(of), { duration, faults, events }).faults[0]!;

describe('what is said of a failure', () => {
  test('before, during and after, where the run saw all three', () => {
    const { began, ended, emptied, flows } = fault(SERVICE, 60, [down('a', 20, 20)]);
    expect([began, ended, emptied]).toEqual([true, true, []]);
    expect(flows['f']!.before!.errors).toBe(0);
    expect(flows['f']!.during!.served).toBe(0);
    expect(flows['f']!.after!.errors).toBe(0);
    expect(flows['f']!.recovery).toBe(0);
  });

  test('of what fails because nobody is there, the component that is down is named, and not the one that asks it', () => {
    const two = bare(`${free('front', 1)}\n${free('back', 1)}`, '{ rate: 100/s, path: [ web -> front -> back ] }');
    const report = simulate(design(two), { duration: 12, faults: [down('back', 3, 6)] });
    expect(report.stability.failing).toMatchObject([{ flow: 'f', cause: 'down', component: 'back' }]);
    const said = simulationText('t', report, { columns: 160, color: false });
    expect(said).toMatch(/of f fail because nobody of back is there to ask\b/);
    expect(said).toMatch(/f at 1x fails: [\d.]+% nobody of back there to ask\b/);
  });

  test('what was not served before need not be served after: a failure of something else changes nothing', () => {
    const limited = bare(
      `  a: { is: service, replicas: 2, concurrency: 10, time: 1ms }\n  door: { is: load-balancer, limit: 700/s }\n  b: { is: service, time: 1ms }`,
      '{ rate: 1000/s, path: [ web -> door -> a ] }\n  g: { rate: 1/s, path: [ web -> b ] }',
    );
    const { before, during, recovery } = fault(limited, 60, [down('b', 20, 20)]).flows['f']!;
    expect(before!.served / before!.offered).toBeLessThan(0.8);
    expect(during!.served / before!.served).toBeGreaterThan(0.9);
    expect(recovery).toBe(0);
  });

  test('and one after which all is well at once has ended when it was repaired, wherever slices begin', () => {
    expect(fault(SERVICE, 61, [down('a', 20.3, 20)]).flows['f']!.recovery).toBe(0);
  });

  test('and of several each by itself: what another one does is neither its before nor its after', () => {
    const faults = [down('a', 10, 10), down('a', 40, 10)];
    const report = simulate(design(SERVICE), { duration: 60, faults });
    for (const { flows } of report.faults) {
      const { before, during, after, recovery } = flows['f']!;
      expect([before!.errors, during!.served, after!.errors, recovery]).toEqual([0, 0, 0, 0]);
    }
    const said = simulationText('t', report, { columns: 160, color: false });
    expect(said.match(/^ {4}component a down:$/gm)).toHaveLength(2);
  });

  test('one that is followed at once by another has no after of its own', () => {
    const faults = [down('a', 20, 10), { ...down('a', 30, 10), what: { kind: 'slow' as const, component: ComponentId('a'), factor: 2 } }];
    expect(text(SERVICE, 60, faults)).toContain('after  not seen: the next failure begins there');
  });

  test('a worse slice now and then is no failure to recover where there were such before', () => {
    // One slot, 85% of it in use, and tries of 100 ms: here and there a slice is worse than twice the usual.
    const rough = bare('  a: { is: service, concurrency: 1, time: 10ms }', '{ rate: 85/s, path: [ { web -> a: { timeout: 100ms } } ] }');
    const slowed: FaultOption = { what: { kind: 'slow', component: ComponentId('a'), factor: 5 }, at: 100, for: 10 };
    const { before, recovery } = fault(rough, 300, [slowed]).flows['f']!;
    expect(before!.errors).toBeGreaterThan(0);
    expect(recovery).not.toBeNull();
    expect(recovery).toBeLessThan(90);
  });

  test('a line is as before when what came too much is done', () => {
    const line = bare(
      '  a: { is: service, concurrency: 1, time: { mean: 10ms, shape: exponential } }',
      '{ rate: 80/s, path: [ web -> a ] }',
    );
    const slowed: FaultOption = { what: { kind: 'slow', component: ComponentId('a'), factor: 2 }, at: 40, for: 20 };
    const recoveries = [1, 2, 3].map(
      (seed) => simulate(design(line), { duration: 120, seed, faults: [slowed] }).faults[0]!.flows['f']!.recovery!,
    );
    // (80 - 50) a second too many for 20 s, and 20 a second more are done than come: 30 s.
    expect(recoveries.reduce((sum, each) => sum + each, 0) / 3).toBeGreaterThan(24);
    expect(recoveries.reduce((sum, each) => sum + each, 0) / 3).toBeLessThan(38);
  });

  test('nothing of one that is shorter than a slice of the timeline', () => {
    const { during } = fault(SERVICE, 600, [down('a', 203, 2)]).flows['f']!;
    expect(during).toBeNull();
    expect(text(SERVICE, 600, [down('a', 203, 2)])).toContain('during not seen: shorter than a slice of the timeline');
  });

  test('nothing of the time before one that begins with the run, and no recovery to it', () => {
    const { before, recovery } = fault(SERVICE, 60, [down('a', 0, 20)]).flows['f']!;
    expect([before, recovery]).toEqual([null, null]);
  });

  test('no p99 of a run without an answer', () => {
    expect(text(SERVICE, 20, [down('a', 0, 20)])).toMatch(/^ {4}p99 {4}no answers$/m);
  });

  test('nothing of one that the run does not reach', () => {
    const { began, ended, flows } = fault(SERVICE, 10, [down('a', 60, 60)]);
    expect([began, ended]).toEqual([false, false]);
    expect(flows['f']).toMatchObject({ during: null, after: null, recovery: null });
    expect(text(SERVICE, 10, [down('a', 60, 60)])).toContain('not reached: the run ended before the failure');
  });

  test('nothing of the time after the loss of a cache whose refill a ratio does not tell', () => {
    const aside = bare(
      `  hot: { is: cache, concurrency: 1000 }\n${store('')}`,
      '{ rate: 100/s, path: [ { web -> hot: { read: row, hit: 80% } }, { web -> db: { read: row, when: miss } } ] }',
      `${DATA}\nrequirements:\n  quality:\n    Q1: { flow: f, p99: 1s }`,
    );
    for (const what of [down('hot', 20, 20), { ...down('hot', 20, 20), what: { kind: 'cold' as const, component: ComponentId('hot') } }]) {
      const report = simulate(design(aside), { duration: 60, faults: [what] });
      expect(report.faults[0]!.emptied).toEqual(['hot']);
      expect(report.faults[0]!.flows['f']).toMatchObject({ after: null, recovery: null });
      expect(report.faults[0]!.flows['f']!.during!.served).toBeGreaterThan(80);
      expect(report.notModelled.map(({ path }) => path)).toContain('components.hot');
      expect(report.flows['f']!.targets.map(({ verdict }) => verdict)).toEqual(['unresolved']);
    }
    const cold = { kind: 'cold' as const, component: ComponentId('hot') };
    expect(text(aside, 60, [{ what: cold, at: 20, for: 15 }])).toMatch(/^ {2}hot loses its contents at 20 s and finds nothing for 15 s$/m);
    expect(text(aside, 60, [down('hot', 20, 20)])).toContain('after  not evaluated: how hot fills again');
    expect(fault(aside, 60, [down('db', 20, 20)]).emptied).toEqual([]);
  });
});

describe('who takes over, where nothing is said of how long that takes', () => {
  const STORE = `
sysdrill: 1
title: a leader that dies
regions: { eu: { zones: [a, b, c] } }
components:
  app: { is: client }
  db: { is: database, zones: [a, b, c], replication: { mode: single-leader, copies: 3, sync: sync, failover: automatic }, concurrency: 8, time: 1ms }
data: { row: { in: db, key: id } }
flows:
  f: { rate: 100/s, path: [ { app -> db: { write: row, once: id } } ] }
`;
  const { assumptions, faults, timeline } = simulate(design(STORE), {
    duration: 300,
    faults: [{ what: { kind: 'zone', zone: 'eu/a' as never }, at: 100, for: 100 }],
  });

  test('another copy leads after half a minute, and that is told', () => {
    expect(assumptions).toContain('components.db.replication.switch is not known: another copy leads after 30 s');
    expect(faults[0]!.flows['f']!.during!.errors / 100).toBeCloseTo(0.3, 1);
    const failing = timeline.filter(({ flows }) => flows['f']!.errors > 1);
    expect([failing[0]!.from, failing.at(-1)!.to]).toEqual([100, 130]);
  });
});

test('what is down refuses at once, and that is told where something dies', () => {
  const told = (faults: FaultOption[]) => simulate(design(SERVICE), { duration: 60, faults }).assumptions.join('\n');
  expect(told([down('a', 20, 20)])).toContain('what is down refuses at once');
  expect(told([{ what: { kind: 'slow', component: ComponentId('a'), factor: 2 }, at: 20, for: 20 }])).not.toContain('refuses at once');
});

test('a line that empties behind a failure is no metastable failure, even while all who stood in it have given up', () => {
  const patient = bare('  a: { is: service, concurrency: 1, time: 10ms }', '{ rate: 80/s, path: [ { web -> a: { timeout: 1s } } ] }');
  const slowed: FaultOption = { what: { kind: 'slow', component: ComponentId('a'), factor: 100 }, at: 20, for: 20 };
  const of = (duration: number) => fault(patient, duration, [slowed], 1e9).flows['f']!;
  // 1,600 wait, and 20 a second more are done than come: 80 s.
  expect([of(80).after!.served, of(80).aftermath]).toEqual([0, 'recovering']);
  expect(of(240).aftermath).toBe('recovered');
});
