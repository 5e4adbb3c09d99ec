import { cases, design } from '../raised.js';

const noLoss = 'Q1: { data: order, loss: none }';
const order = 'order: { in: db, key: id }';
const parts = (queue: string): string =>
  `inbox: { is: queue, dead-letter: true${queue} }\ncrew: { is: worker, replicas: 4, concurrency: 8, idempotent: true }`;
const through = 'buy: { rate: 1 /s, path: [ web -> api -> inbox: { publish: order }, inbox ~> crew -> db: { write: order } ] }';
const stored = 'buy: { rate: 1 /s, path: [ web -> api, api -> db: { write: order }, db ~> inbox ~> crew ] }';

cases('delivery/at-most-once', [
  ['what may be lost', design({ components: parts(', delivery: at-most-once'), data: order, flows: through }), []],
  ['stored before it is told', design({ quality: noLoss, components: parts(', delivery: at-most-once'), data: order, flows: stored }), []],
  [
    'only written beyond the queue, without a name for the message',
    design({
      quality: noLoss,
      components: parts(', delivery: at-most-once'),
      data: order,
      flows: 'buy: { rate: 1 /s, path: [ web -> api -> inbox, inbox ~> crew -> db: { write: order } ] }',
    }),
    ['error dropped inbox'],
  ],
]);

cases('delivery/handed-over', [
  ['stored first', design({ quality: noLoss, components: parts(''), data: order, flows: stored }), []],
  [
    'stored behind the answer',
    design({ quality: noLoss, data: order, flows: 'buy: { rate: 1 /s, path: [ web -> api, api ~> db: { write: order } ] }' }),
    ['error memory db'],
  ],
  [
    'stored behind the answer, and derived from what was stored before it',
    design({
      quality: 'Q1: { data: copy, loss: none }',
      data: `${order}\ncopy: { in: db, key: id, of: order }`,
      flows: 'buy: { rate: 1 /s, path: [ web -> api, api -> db: { write: order }, api ~> db: { write: copy } ] }',
    }),
    [],
  ],
  [
    'nobody waits for a batch',
    design({
      quality: noLoss,
      components: 'clock: { is: scheduler, replicas: 2 }\ncrew: { is: worker, idempotent: true }',
      data: order,
      flows: 'sweep: { every: 1h, items: 10, path: [ clock ~> crew, crew -> db: { write: order } ] }',
    }),
    [],
  ],
]);

cases('durability/lone-broker', [
  ['three brokers', design({ quality: noLoss, components: parts(''), data: order, flows: through }), []],
  ['one broker', design({ quality: noLoss, components: parts(', copies: 1'), data: order, flows: through }), ['error once inbox']],
  ['one broker of what is stored', design({ quality: noLoss, components: parts(', copies: 1'), data: order, flows: stored }), []],
]);

const ordered = 'Q1: { data: order, order: account }';
const crew = (size: string): string =>
  `inbox: { is: queue, dead-letter: true, ordering: total }\ncrew: { is: worker, ${size}, idempotent: true }`;
cases('delivery/order-consumers', [
  ['one at a time', design({ quality: ordered, components: crew('replicas: 1, concurrency: 1'), data: order, flows: stored }), []],
  [
    'two at a time',
    design({ quality: ordered, components: crew('replicas: 1, concurrency: 2'), data: order, flows: stored }),
    ['error parallel crew'],
  ],
  ['no order is asked', design({ components: crew('replicas: 4, concurrency: 2'), data: order, flows: stored }), []],
]);

const kept = (retention: string, repair: string): string =>
  `out: { is: stream, dead-letter: true, retention: ${retention} }\ncrew: { is: worker, idempotent: true, repair: ${repair} }`;
const tell = 'tell: { rate: 1 /s, path: [ web -> api -> out, out ~> crew ] }';
cases('delivery/short-retention', [
  ['as long as the repair', design({ components: kept('1h', '1h'), flows: tell }), []],
  ['a second less', design({ components: kept('3599s', '1h'), flows: tell }), ['warning gone out']],
  ['not said', design({ components: 'out: { is: stream, dead-letter: true }\ncrew: { is: worker, idempotent: true }', flows: tell }), []],
]);

const jobs = (after: string): string =>
  `jobs: { is: queue, dead-letter: true, redeliver-after: ${after} }\ncrew: { is: worker, idempotent: true }\nshop: { is: external }`;
const work =
  'tell: { rate: 1 /s, path: [ web -> api -> jobs, jobs ~> crew, crew -> shop: { timeout: 5s, retries: 1 }, crew -> db: { read: note, timeout: 1s } ] }';
cases('delivery/early-redelivery', [
  ['as long as all attempts at both', design({ components: jobs('11s'), flows: work }), []],
  ['a second less', design({ components: jobs('10s'), flows: work }), ['warning again jobs']],
  [
    'side by side they count once',
    design({
      components: jobs('5s'),
      flows:
        'tell: { rate: 1 /s, path: [ web -> api -> jobs, jobs ~> crew, { together: [ crew -> shop: { timeout: 5s }, crew -> db: { read: note, timeout: 1s } ] } ] }',
    }),
    [],
  ],
]);

const once = (more: string): string => `out: { is: stream, delivery: exactly-once, dead-letter: true }\ncrew: { is: worker${more} }`;
const store = 'keep: { rate: 1 /s, path: [ web -> api -> out, out ~> crew -> db: { write: note } ] }';
cases('delivery/exactly-once', [
  ['a consumer that recognises repetitions', design({ components: once(', idempotent: true'), flows: store }), []],
  [
    'a consumer that only reads',
    design({ components: once(''), flows: 'keep: { rate: 1 /s, path: [ web -> api -> out, out ~> crew -> db: { read: note } ] }' }),
    [],
  ],
  ['a consumer that stores', design({ components: once(''), flows: store }), ['warning outside crew']],
]);

const charge = (idempotent: string, step = 'timeout: 2s, retries: 2'): string =>
  design({
    components: `bank: { is: external${idempotent} }`,
    data: 'fee: { in: bank, key: id }',
    flows: `pay: { rate: 1 /s, path: [ web -> api, api -> bank: { write: fee, ${step} } ] }`,
  });
cases('delivery/retry-without-once', [
  ['a receiver that says nothing', charge(''), ['error twice bank']],
  ['a receiver for which twice has the effect of one', charge(', idempotent: true'), []],
  ['a receiver for which it has not', charge(', idempotent: false'), ['error twice bank']],
  ['nobody knows', charge(', idempotent: unknown'), ['? bank: whether it recognises the same request is not known']],
  ['a key', charge('', 'timeout: 2s, retries: 2, once: fee-id'), []],
]);
