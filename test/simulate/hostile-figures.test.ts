import { describe, expect, test } from 'vitest';
import { readDesign } from '#language/read-design.js';
import { type SimulationOptions, simulate } from '#simulate/simulate.js';
import { problems } from '../helpers/design.js';
import { bare } from '../helpers/lines.js';
import { brokenLaws } from '../helpers/run-laws.js';

const EVENTS = 20_000;
const S = '  s: { is: service, replicas: 2, concurrency: 4, time: 1ms }';

function ends(text: string, options: SimulationOptions = {}) {
  const { model, diagnostics } = readDesign(text);
  expect(diagnostics).toEqual([]);
  const report = simulate(model!, { events: EVENTS, ...options });
  expect(brokenLaws(report)).toEqual([]);
  return report;
}

describe('figures nobody would write end a run in its events, and break no law', () => {
  test.each([
    ['a branch taken once in a million times', '{ rate: 100/s, path: [ web -> s, { s -> t: { when: 0.0001% } } ] }'],
    ['a million calls side by side', '{ rate: 1/s, path: [ { web -> s: { times: 1M, at-once: all } } ] }'],
    ['a billion calls one after another', '{ rate: 1/s, path: [ { web -> s: { times: 1000M } } ] }'],
    ['a billion keys in one call', '{ rate: 1/s, path: [ { web -> hot: { read: row, items: 1000M, hit: 99% } } ] }'],
    ['a hundred retries', '{ rate: 100/s, path: [ { web -> s: { timeout: 1us, retries: 100 } } ] }'],
    [
      'a hundred retries that wait ever longer',
      '{ rate: 100/s, path: [ { web -> s: { timeout: 1us, retries: 100, backoff: { base: 1ms, factor: 10 } } } ] }',
    ],
    ['a timeout of nothing', '{ rate: 100/s, path: [ { web -> s: { timeout: 0s, retries: 3 } } ] }'],
    ['a timeout longer than the run', '{ rate: 100/s, path: [ { web -> s: { timeout: 10 year, retries: 3 } } ] }'],
    ['a deadline of nothing', '{ rate: 100/s, deadline: 0s, path: [ web -> s ] }'],
    ['a hedge after nothing', '{ rate: 100/s, path: [ { web -> s: { hedge: 0s } } ] }'],
    [
      'a breaker that opens at the first failure, for ever',
      '{ rate: 100/s, path: [ { web -> s: { timeout: 0s, breaker: { at: 1%, calls: 1, open: 10 year } } } ] }',
    ],
    ['a hand-over that comes back to where it started', '{ rate: 100/s, path: [ web -> s ~> q ~> w ~> q ~> w ~> q ~> w ] }'],
    ['a million million requests a second', '{ rate: 1000000M/s, path: [ web -> s ] }'],
    ['one request in ten years', '{ rate: 0.000000003/s, path: [ web -> s ] }'],
    ['three million users who never think', '{ users: 3M, think: 0s, path: [ web -> s ] }'],
    ['three million users who think for a day', '{ users: 3M, think: 1 day, path: [ web -> s ] }'],
    ['a peak of a million times', '{ rate: 1/s, peak: 1000000x, path: [ web -> s ] }'],
    ['a batch of a hundred million', '{ every: 1h, items: 100M, path: [ cron ~> w, w -> s ] }'],
    ['a connection held for a year', '{ rate: 100/s, path: [ { web -> s: { hold: 1 year } } ] }'],
  ])('%s', (_, flow) => {
    const report = ends(
      bare(
        `${S}\n  t: { is: service, time: 0s }\n  q: { is: queue }\n  w: { is: worker, time: 1ms }\n  hot: { is: cache }\n  db: { is: database }\n  cron: { is: scheduler }`,
        flow,
        'data:\n  row: { in: db, key: id }',
      ),
    );
    expect(report.events).toBeLessThan(15 * EVENTS);
  });

  test('users who do not think, of something that is dead: no time passes, and the run ends all the same', () => {
    const text = bare(S, '{ users: 3, think: 0s, path: [ web -> s ] }');
    const report = ends(text, { faults: [{ what: { kind: 'component', component: 's' } as never, at: 0, for: 1 }], duration: 10 });
    expect(report.unresolved).toContainEqual({ path: 'simulated', why: 'cut short' });
  });

  test.each<[string, SimulationOptions]>([
    ['no load', { load: 0 }],
    ['a load of a billion', { load: 1e9 }],
    ['no time', { duration: 0 }],
    ['a millionth of a second', { duration: 1e-6, warmup: 0 }],
    ['a single event', { events: 1 }],
    [
      'an outage longer than the run',
      { duration: 1, faults: [{ what: { kind: 'component', component: 's' } as never, at: 0.5, for: 1e9 }] },
    ],
    ['an outage after the run', { duration: 1, faults: [{ what: { kind: 'component', component: 's' } as never, at: 1e9, for: 1 }] }],
    ['an outage of no time', { faults: [{ what: { kind: 'component', component: 's' } as never, at: 1, for: 0 }] }],
    ['more instances gone than there are', { faults: [{ what: { kind: 'instance', component: 's', instances: 1000 } as never }] }],
    ['a surge of a million', { duration: 1, faults: [{ what: { kind: 'load', factor: 1e6 } as never, at: 0.1, for: 0.1 }] }],
    ['failures a billion times as often', { duration: 10, failures: 1e9 }],
    ['flows that are not there', { flows: ['nothing'] }],
  ])('asked for %s', (_, options) => {
    ends(bare(S, '{ rate: 100/s, peak: 2x, path: [ web -> s ] }'), options);
  });
});

test('more users than can be followed are refused with a sentence', () => {
  const { model } = readDesign(bare(S, '{ users: 100M, think: 0s, path: [ web -> s ] }'));
  expect(() => simulate(model!, { events: EVENTS })).toThrow(
    'The design has 100,000,000 users who wait and come again; a simulation of it takes up to',
  );
});

describe('what cannot be is refused with its place', () => {
  test.each([
    ['a flow that runs itself', '{ rate: 1/s, path: [ { do: f } ] }'],
    ['a negative rate', '{ rate: -1/s, path: [ web -> s ] }'],
    ['no time between batches', '{ every: 0s, items: 3, path: [ web -> s ] }'],
    ['a thousand retries', '{ rate: 1/s, path: [ { web -> s: { retries: 1000 } } ] }'],
    ['half a retry', '{ rate: 1/s, path: [ { web -> s: { retries: 0.5 } } ] }'],
    ['a share above all', '{ rate: 1/s, path: [ { web -> s: { when: 130% } } ] }'],
  ])('%s', (_, flow) => {
    const found = problems(bare(S, flow));
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(each).toMatch(/^\d+:\d+ [a-z-]+\/[a-z-]+/);
  });
});
