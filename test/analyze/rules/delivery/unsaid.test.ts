import { expect, test } from 'vitest';
import { judge } from '../../judge.js';
import { cases, design } from '../raised.js';

const COMPONENTS = `
q: { is: queue, dead-letter: true }
crew: { is: worker, idempotent: true }
bank: { is: external }
seen: { is: cache }`;
const DATA = `note: { in: db, key: id, changes: update }
copy: { in: seen, key: id, of: note }
charge: { in: bank, key: id }`;
const flow = (path: string): string =>
  design({ components: COMPONENTS, data: DATA, flows: `save: { rate: 1 /s, path: [ ${path} ] }\ntake: { path: [ api -> bank ] }` });

cases('delivery/dual-write', [
  ['a message without a name that is waited for', flow('web -> api -> db: { write: note }, api -> q ~> crew'), ['info unnamed api']],
  ['one that may be lost, with nothing derived behind it', flow('web -> api -> db: { write: note }, api ~> q ~> crew'), []],
  [
    'one that derived data hangs on',
    flow('web -> api -> db: { write: note }, api ~> q ~> crew, crew -> seen: { write: copy }'),
    ['warning derived api'],
  ],
  ['one that was sent before anything was written', flow('web -> api -> q ~> crew, api -> db: { write: note }'), []],
  ['one that the store sends itself', flow('web -> api -> db: { write: note }, db ~> q ~> crew, crew -> seen: { write: copy }'), []],
  [
    'one that says what it is about is told once',
    flow('web -> api -> db: { write: note }, api -> q: { publish: note }, q ~> crew'),
    ['warning apart api'],
  ],
]);

cases('delivery/two-stores', [
  [
    'somebody else does it before our database knows',
    flow('web -> api, api -> bank: { write: charge }, api -> db: { write: note }'),
    ['warning unrecorded bank'],
  ],
  [
    'the intent is written first',
    flow('web -> api, api -> db: { write: note }, api -> bank: { write: charge }, api -> db: { write: note }'),
    [],
  ],
  ['it can be taken back', flow('web -> api, api -> bank: { write: charge, undo: take }, api -> db: { write: note }'), []],
  ['nothing is written afterwards', flow('web -> api, api -> bank: { write: charge }'), []],
]);

test('the key of a repetition is never a part of a longer key, which others share', () => {
  const once = (key: string): unknown =>
    judge(`sysdrill: 1
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2 }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { seat: { in: db, key: ${key} } }
flows: { book: { rate: 1 /s, path: [ web -> edge, edge -> api: { retries: 2, timeout: 1s }, api -> db: { write: seat } ] } }
`)
      .findings.find(({ rule }) => rule === 'delivery/retry-without-once')
      ?.fix?.edits.map((edit) => 'value' in edit && edit.value);
  expect(once('[event-id, seat]')).toEqual(['request-id']);
  expect(once('seat-id')).toEqual(['seat-id']);
});

const saga = (steps: string, back = 'api -> bank: { write: charge, once: id }', stock = 'update'): string =>
  design({
    components: COMPONENTS,
    data: `${DATA}\nstock: { in: db, key: id, changes: ${stock} }`,
    flows: `buy: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, ${steps}, api -> bank: { write: charge, undo: back }, api -> db: { write: note } ] }\nback: { path: [ ${back} ] }`,
  });
const taken = 'api -> db: { write: stock }';
cases('delivery/no-undo', [
  ['what was taken out of our own store stays taken when the bank says no', saga(taken), ['warning kept db']],
  [
    'the undo of the charge puts it back',
    saga(taken, 'api -> bank: { write: charge, once: id }, api -> db: { write: stock, once: id }'),
    [],
  ],
  ['an undo of its own puts it back', saga('api -> db: { write: stock, undo: back }'), []],
  ['what is only added to may stand', saga(taken, undefined, 'append'), []],
]);
