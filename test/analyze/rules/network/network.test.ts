import { expect, test } from 'vitest';
import { judge } from '../../judge.js';
import { cases, design } from '../raised.js';

const flow = (path: string): string => `go: { rate: 1 /s, path: [ ${path} ] }`;

cases('network/udp-delivery', [
  ['sound and pictures', design({ flows: flow('web -> api: { protocol: udp }, api -> db: { write: note }') }), []],
  [
    'what must stay in order',
    design({ quality: 'Q1: { data: note, order: room }', flows: flow('web -> api: { protocol: udp }, api -> db: { write: note }') }),
    ['error lossy api'],
  ],
  [
    'only reading',
    design({ quality: 'Q1: { data: note, loss: none }', flows: flow('web -> api: { protocol: udp }, api -> db: { read: note }') }),
    [],
  ],
]);

cases('network/held-connection', [
  [
    'held by another flow',
    design({
      flows: `${flow('web -> api: { protocol: websocket, hold: 30min }')}\nsend: { rate: 9 /s, path: [ web -> api: { protocol: websocket } ] }`,
    }),
    [],
  ],
  [
    'held further in',
    design({
      components: 'edge: { is: load-balancer, replicas: 2 }',
      flows: flow('web -> edge: { protocol: websocket }, edge -> api: { hold: 30min }'),
    }),
    [],
  ],
  [
    'twice the same pair is one finding',
    design({ flows: `${flow('web -> api: { protocol: sse }')}\nsend: { rate: 9 /s, path: [ web -> api: { protocol: sse } ] }` }),
    ['warning unheld api'],
  ],
  ['a plain request', design({ flows: flow('web -> api: { protocol: http/2 }') }), []],
]);

const four = (more: string): string => `edge: { is: load-balancer, layer: 4, replicas: 2${more} }\nchat: { is: service, replicas: 2 }`;
const split = (protocol: string): string =>
  `${flow('web -> edge -> api')}\ntalk: { rate: 1 /s, path: [ web -> edge, edge -> chat${protocol} ] }`;
cases('network/layer-four', [
  ['two protocols at two ports', design({ components: four(''), flows: split(': { protocol: websocket }') }), []],
  ['a cookie', design({ components: four(', sticky: cookie'), flows: flow('web -> edge -> api') }), ['warning reads edge']],
  ['an address', design({ components: four(', sticky: ip'), flows: flow('web -> edge -> api') }), []],
]);

const names = (more: string): string => `names: { is: dns, routing: round-robin${more} }`;
cases('network/dns-balancing', [
  ['one instance', design({ components: `${names('')}\none: { is: service, replicas: 1 }`, flows: flow('web -> names, web -> one') }), []],
  [
    'a balancer behind it',
    design({ components: `${names('')}\nedge: { is: load-balancer, replicas: 2 }`, flows: flow('web -> names, web -> edge -> api') }),
    [],
  ],
  ['by distance', design({ components: 'names: { is: dns, routing: geo }', flows: flow('web -> names, web -> api') }), []],
]);

cases('network/unbounded-read', [
  ['a thousand is a page', design({ flows: flow('web -> api, api -> db: { read: note, items: 1000 }') }), []],
  ['a thousand and one is not', design({ flows: flow('web -> api, api -> db: { read: note, items: 1001 }') }), ['warning all note']],
  [
    'nobody waits',
    design({
      components: 'crew: { is: worker, idempotent: true }',
      flows: flow('web -> api, api ~> crew, crew -> db: { read: note, items: 50k }'),
    }),
    [],
  ],
  [
    'the worst case counts',
    design({
      flows:
        'go: { rate: 1 /s, cases: { few: { share: 99%, size: 10 }, many: { share: 1%, size: 50k } }, path: [ web -> api, api -> db: { read: note, items: size } ] }',
    }),
    ['warning all note'],
  ],
]);

const api = (method: string, more = ''): string => `api: { go: { method: ${method}, path: /notes${more} } }`;
cases('network/get-writes', [
  ['counted behind the answer', design({ flows: flow('web -> api, api ~> db: { write: note }'), rest: api('GET') }), []],
  [
    'a cache is filled',
    design({ components: 'hot: { is: cache, ttl: 1h }', flows: flow('web -> api, api -> hot: { write: note }'), rest: api('GET') }),
    [],
  ],
  ['by another method', design({ flows: flow('web -> api -> db: { write: note }'), rest: api('PUT') }), []],
]);

const retried = (once: string): string => flow(`web -> api: { timeout: 2s, retries: 1${once} }, api -> db: { write: note }`);
cases('network/post-without-key', [
  ['nobody tries again', design({ flows: flow('web -> api -> db: { write: note }'), rest: api('POST') }), []],
  ['without a key it is told as a blind retry', design({ flows: retried(''), rest: api('POST') }), []],
  ['a PUT names what it makes', design({ flows: retried(', once: request'), rest: api('PUT') }), []],
  ['a PATCH', design({ flows: retried(', once: request'), rest: api('PATCH') }), ['warning keyless go']],
]);

const chat = (limit: string, direct = 'web -> api: { protocol: websocket }'): string =>
  design({
    components: `edge: { is: load-balancer, replicas: 2${limit} }`,
    flows: `enter: { rate: 1 /s, path: [ web -> edge -> api: { hold: 20min, protocol: websocket } ] }\nsay: { rate: 9 /s, path: [ ${direct} ] }`,
  });
cases('network/held-connection', [
  ['held through a balancer', chat(''), []],
  ['to another than the one that holds it', chat('', 'web -> db: { protocol: websocket }'), ['warning unheld db']],
]);
cases('network/no-limit', [
  ['a limit where the connection is held through', chat(', limit: 100 /s'), []],
  ['none there', chat(''), ['warning open edge']],
]);

test('a limiter in the way of one flow leaves the other to be named; a small limit is never tight', () => {
  const text = (second: string): string =>
    `sysdrill: 1\n${design({
      components: 'edge: { is: load-balancer, replicas: 2 }\ngate: { is: rate-limiter, replicas: 2 }',
      flows: `look: { rate: 1 /s, path: [ web -> edge, edge -> gate, edge -> api ] }\nsay: { rate: 9 /s, path: [ web -> edge, ${second} edge -> api ] }`,
    })}`;
  const found = judge(text('')).findings.find(({ rule }) => rule === 'network/no-limit');
  expect(found?.message).toBe('Nothing limits what a client may send through edge to api in say.');
  expect(found?.fix).toEqual({
    title: 'Limit "edge" to 50 requests a second',
    edits: [{ set: ['components', 'edge', 'limit'], value: '50 /s' }],
  });
  expect(judge(text('edge -> gate,')).findings.filter(({ rule }) => rule === 'network/no-limit')).toEqual([]);
});
