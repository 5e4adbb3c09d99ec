import { describe, expect, test } from 'vitest';
import { readDesign } from '#language/read-design.js';
import type { Problem } from '#score/problem.js';
import { chooseDives } from '#session/dives.js';
import { trialLines } from '#session/linear-text.js';
import { chooseTrials, condition, judge, readPrediction } from '#session/trials.js';

function modelOf(components: string, path: string, more = '') {
  const text = `
sysdrill: 1
title: test
components:
  web: { is: client }
${components}
data:
  page: { in: store, key: id, changes: update }
flows:
  read:
    rate: 100 /s
    path:
${path}
${more}`;
  const { model, diagnostics } = readDesign(text);
  expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  return model!;
}

const STORE =
  '  api: { is: service, replicas: 2 }\n  store: { is: database, kind: sql, replication: { mode: single-leader, copies: 3, sync: async } }';
const none: Pick<Problem, 'drills' | 'needs'> = { drills: [], needs: [] };
const ids = (model: Parameters<typeof chooseDives>[0], problem = none) =>
  chooseDives(model, [], problem).map((dive) => dive.id.split('/').slice(0, 2).join('/'));

describe('what the interviewer asks about', () => {
  test('a read from any copy, and not one from the leader', () => {
    expect(ids(modelOf(STORE, '      - web -> api\n      - api -> store: { read: page, from: any }'))).toContain('probe/replica-read');
    expect(ids(modelOf(STORE, '      - web -> api\n      - api -> store: { read: page, from: leader }'))).not.toContain(
      'probe/replica-read',
    );
  });

  test('a write that is retried with nothing to know it by, and not one with a key', () => {
    expect(ids(modelOf(STORE, '      - web -> api: { retries: 2 }\n      - api -> store: { write: page }'))).toContain(
      'probe/repeated-write',
    );
    expect(ids(modelOf(STORE, '      - web -> api: { retries: 2, once: request }\n      - api -> store: { write: page }'))).not.toContain(
      'probe/repeated-write',
    );
  });

  test('a cache that answers most reads', () => {
    const cache = `${STORE}\n  hot: { is: cache }`;
    const path = '      - web -> api\n      - api -> hot: { read: page, hit: 90% }\n      - api -> store: { read: page, when: miss }';
    const dives = chooseDives(modelOf(cache, path), [], none);
    const cold = dives.find((dive) => dive.id.startsWith('probe/cold-cache'));
    expect(cold).toMatchObject({
      question: expect.stringContaining('90%'),
      about: ['hot', 'store'],
      listen: expect.arrayContaining([expect.stringContaining('up to 10 times')]),
    });
  });

  test('its findings when nothing else is left, and nothing about a design that is not there', () => {
    const model = modelOf(STORE, '      - web -> api');
    const finding = {
      code: 'spof/x:one',
      rule: 'spof/x',
      severity: 'warning',
      message: 'One is lost.',
      help: 'Add one.',
      at: { line: 1, column: 1, endLine: 1, endColumn: 2, path: [] },
      subject: ['api'],
      evidence: {},
    } as const;
    expect(chooseDives(model, [finding, { ...finding, code: 'x/y:z', severity: 'info' }], none)).toEqual([
      {
        id: 'finding/spof/x:one/api',
        question: 'One is lost. Do you accept that, or change it? Say why.',
        about: ['api'],
        listen: ['Add one.'],
        answer: null,
      },
    ]);
    expect(chooseDives(undefined, [], none)).toEqual([]);
  });

  test('the drills of the problem that fit it', () => {
    const drill = { id: 'q', ask: 'What of the queue?', when: [{ kind: 'component', component: 'queue' }], looksAt: 'depth' } as const;
    const problem = { drills: [drill], needs: [] };
    expect(ids(modelOf(STORE, '      - web -> api'), problem)).toEqual([]);
    expect(ids(modelOf(`${STORE}\n  q: { is: queue }`, '      - web -> api\n      - api ~> q'), problem)).toContain('drill/q');
  });
});

describe('what is tried', () => {
  test('is what the design has: no cache, no zone, no outside, so the load and the slow store', () => {
    const trials = chooseTrials(modelOf(STORE, '      - web -> api\n      - api -> store: { read: page }'), none);
    expect(trials.map((trial) => trial.id)).toEqual(['load/10', 'slow-store/store']);
  });

  test('begins with the scenarios of the problem, and nothing comes twice', () => {
    const drill = { id: 'ten', ask: 'Ten times?', when: [], looksAt: '', scenario: { what: { kind: 'load', factor: 10 } } } as const;
    const trials = chooseTrials(modelOf(STORE, '      - web -> api\n      - api -> store: { read: page }'), { drills: [drill], needs: [] });
    expect(trials.map((trial) => trial.id)).toEqual(['drill/ten', 'slow-store/store']);
  });

  const OUTSIDE =
    '  api: { is: service, replicas: 2, zones: [a, c] }\n  stock: { is: external }\n  psp2: { is: external }\n  shop: { is: external }\n  q: { is: queue }\n  job: { is: worker }\n  store: { is: database, kind: sql, replication: { mode: single-leader, copies: 2, sync: async }, zones: [c, a] }\n  hot: { is: cache }';
  const PATH =
    '      - web -> api -> stock\n      - api -> psp2\n      - api -> hot: { read: page, hit: 90% }\n      - api -> store: { read: page, when: miss }\n      - api ~> q ~> job -> shop';
  const triedBy = (what: NonNullable<Problem['drills'][number]['scenario']>['what']) => {
    const model = modelOf(OUTSIDE, PATH, 'regions: { eu: { zones: [a, b, c] } }\n');
    const drill = { id: 'd', ask: 'What then?', when: [], looksAt: '', scenario: { what } } as const;
    const [first] = chooseTrials(model, { drills: [drill], needs: [{ id: 'look', useCases: ['read'] } as never] });
    return first && [condition(first), first.title];
  };

  test.each([
    [{ kind: 'kill-component', component: 'external', named: ['psp'] }, 'Tried: psp2 gone; watched: read', 'What then?'],
    [{ kind: 'kill-component', component: 'external' }, 'Tried: stock gone; watched: read', 'What then?'],
    [{ kind: 'kill-component', component: 'external', handedOver: true, named: ['psp'] }, 'Tried: shop gone; watched: read', 'What then?'],
    [{ kind: 'cold', component: 'cache' }, 'Tried: hot is up and finds nothing; watched: read', 'What then?'],
    [{ kind: 'hot-key', share: 0.1, need: 'look' }, 'Tried, by closed form: one key with 10% of the reads of read', 'What then?'],
    [{ kind: 'kill-zone', zone: 'c' }, 'Tried: zone eu/c gone; watched: read', 'What then?'],
    [
      { kind: 'kill-zone', zone: 'd' },
      'Tried: zone eu/a gone; watched: read',
      'What then? (Nothing of yours stands in a zone d; eu/a, where most of it stands, is taken.)',
    ],
    [{ kind: 'kill-zone', of: { component: 'database' } }, 'Tried: zone eu/c gone; watched: read', 'What then? (Of store, that is eu/c.)'],
  ] as const)('%j runs what it asks, or says what instead', (what, tried, title) => {
    expect(triedBy(what)).toEqual([tried, title]);
  });

  test('is told as simulated only when it was', () => {
    const trial = { id: 't', title: '', flow: 'f', prediction: null, result: null } as const;
    expect(trialLines({ ...trial, what: { kind: 'hot-key', share: 0.1 } })[1]).toBe('By closed form: not resolved');
    expect(trialLines({ ...trial, what: { kind: 'load', factor: 2 } })[1]).toBe('Simulated: not resolved');
  });

  test('is nothing where no flow has a load', () => {
    expect(chooseTrials(undefined, none)).toEqual([]);
  });
});

describe('a prediction', () => {
  test.each([
    ['2', 'slower', null],
    ['it just holds', 'holds', null],
    ['no errors', 'holds', null],
    ['some requests fail, the Store first', 'some fail', 'store'],
    ['4 api', 'most fail', 'api'],
    ['p99 doubles', 'slower', null],
    ['I cannot say', null, null],
    ['the apis', null, null],
  ])('%s', (text, fate, component) => {
    expect(readPrediction(text, ['api', 'store'])).toEqual({ text, fate, component });
  });

  test('is held against the result', () => {
    const trial = { id: 't', title: '', what: { kind: 'load', factor: 2 }, flow: 'f' } as const;
    const of = (said: 'holds' | 'slower' | 'most fail' | null, was: 'holds' | 'some fail' | null) =>
      judge({ ...trial, prediction: { text: '', fate: said, component: null }, result: { fate: was, lines: [], component: null } });
    expect([of('holds', 'holds'), of('slower', 'some fail'), of('most fail', 'holds'), of(null, 'holds'), of('holds', null)]).toEqual([
      'right',
      'near',
      'off',
      undefined,
      undefined,
    ]);
  });
});
