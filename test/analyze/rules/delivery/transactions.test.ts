import { cases, design } from '../raised.js';

const outside = 'stock: { is: external }\nbank: { is: external }';
const data = 'note: { in: db, key: id }\nhold: { in: stock, key: id }\ncharge: { in: bank, key: id }';
const release = 'release: { path: [ api -> stock: { write: hold, once: id } ] }';
const refund = 'refund: { path: [ api -> bank: { write: charge, once: id } ] }';

cases('delivery/no-undo', [
  [
    'the last step needs none',
    design({
      components: outside,
      data,
      flows: `buy: { rate: 1 /s, path: [ web -> api, api -> stock: { write: hold, undo: release }, api -> bank: { write: charge } ] }\n${release}`,
    }),
    [],
  ],
  [
    'without any undo it is no saga, and another matter',
    design({
      components: outside,
      data,
      flows: 'buy: { rate: 1 /s, path: [ web -> api, api -> stock: { write: hold }, api -> bank: { write: charge } ] }',
    }),
    [],
  ],
  [
    'its own state is not undone but moved on',
    design({
      components: outside,
      data,
      flows: `buy: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> bank: { write: charge, undo: refund } ] }\n${refund}`,
    }),
    [],
  ],
]);

cases('delivery/undo-twice', [
  [
    'a receiver that recognises it by itself',
    design({
      components: 'bank: { is: external, idempotent: true }',
      data: 'charge: { in: bank, key: id }',
      flows:
        'buy: { rate: 1 /s, path: [ web -> api, api -> bank: { write: charge, undo: refund } ] }\nrefund: { path: [ api -> bank: { write: charge } ] }',
    }),
    [],
  ],
  [
    'a key further out',
    design({
      components: 'stock: { is: service, replicas: 2 }',
      data: 'hold: { in: db, key: id }',
      flows:
        'buy: { rate: 1 /s, path: [ web -> api, api -> stock -> db: { write: hold, undo: release } ] }\nrelease: { path: [ api -> stock: { once: id }, stock -> db: { write: hold } ] }',
    }),
    [],
  ],
]);

const second = 'other: { is: database }';
const two = 'note: { in: db, key: id }\nfact: { in: other, key: id }';
cases('delivery/two-stores', [
  [
    'in one transaction, which is another matter',
    design({
      components: second,
      data: two,
      flows: 'add: { rate: 1 /s, path: [ web -> api, { atomic: [ api -> db: { write: note }, api -> other: { write: fact } ] } ] }',
    }),
    [],
  ],
  [
    'one derived from the other',
    design({
      components: second,
      data: `${two.replace('key: id }\nfact', 'key: id }\nfact')}`.replace(
        'fact: { in: other, key: id }',
        'fact: { in: other, key: id, of: note }',
      ),
      flows: 'add: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> other: { write: fact } ] }',
    }),
    ['info derived other'],
  ],
  [
    'written by two services',
    design({
      components: `${second}\nfacts: { is: service, replicas: 2 }`,
      data: two,
      flows: 'add: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> facts, facts -> other: { write: fact } ] }',
    }),
    [],
  ],
  [
    'handed over',
    design({
      components: second,
      data: two,
      flows: 'add: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api ~> other: { write: fact } ] }',
    }),
    [],
  ],
]);

cases('delivery/remote-in-atomic', [
  [
    'two databases at once',
    design({
      components: second,
      data: two,
      flows: 'add: { rate: 1 /s, path: [ web -> api, { atomic: [ api -> db: { write: note }, api -> other: { write: fact } ] } ] }',
    }),
    ['warning stores other'],
  ],
  [
    'two databases at once, as decided',
    design({
      components: second,
      data: two,
      flows: 'add: { rate: 1 /s, path: [ web -> api, { atomic: [ api -> db: { write: note }, api -> other: { write: fact } ] } ] }',
      rest: 'decisions: [ { about: add, chose: two-phase-commit, over: [saga], gains: [isolation], costs: [availability] } ]',
    }),
    [],
  ],
  [
    'what leaves the store after it committed',
    design({
      components: 'out: { is: stream, dead-letter: true }\ncrew: { is: worker, idempotent: true }\nbank: { is: external }',
      flows: 'add: { rate: 1 /s, path: [ web -> api, { atomic: [ api -> db: { write: note } ] }, db ~> out ~> crew -> bank ] }',
    }),
    [],
  ],
]);

const keyed = 'idem: { in: db, key: request, unique: true }\nnote: { in: db, key: id }';
const send = 'web -> api: { timeout: 2s, retries: 1, once: request }';
cases('delivery/once-apart', [
  [
    'in two transactions',
    design({
      data: keyed,
      flows: `add: { rate: 1 /s, path: [ ${send}, { atomic: [ api -> db: { write: idem } ] }, { atomic: [ api -> db: { write: note } ] } ] }`,
    }),
    ['error apart idem'],
  ],
  [
    'with the first of two effects',
    design({
      data: `${keyed}\nfact: { in: db, key: id }`,
      flows: `add: { rate: 1 /s, path: [ ${send}, { atomic: [ api -> db: { write: idem }, api -> db: { write: note } ] }, api -> db: { write: fact } ] }`,
    }),
    [],
  ],
  [
    'a record of another key',
    design({
      data: keyed.replace('request', 'visitor'),
      flows: `add: { rate: 1 /s, path: [ ${send}, api -> db: { write: idem }, api -> db: { write: note } ] }`,
    }),
    [],
  ],
]);
