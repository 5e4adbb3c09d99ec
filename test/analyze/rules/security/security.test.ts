import { cases, design } from '../raised.js';

const write = 'edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] }';
const through = (path: string): string => `edit: { rate: 1 /s, path: [ ${path} ] }`;

const upload = (auth: string): string =>
  design({
    components: `gate: { is: service, replicas: 2${auth} }\nmedia: { is: object-store }`,
    data: 'photo: { in: media, key: id }',
    flows: 'add: { rate: 1 /s, path: [ web -> gate, web -> media: { write: photo } ] }',
  });
cases('security/no-auth', [
  ['reading is open', design({ flows: 'look: { rate: 1 /s, path: [ web -> api -> db: { read: note } ] }' }), []],
  ['nothing is said', design({ flows: write }), ['warning missing api']],
  ['an upload by a link that was signed for who asked', upload(', auth: oauth2'), []],
  ['an upload after asking somebody who knows nobody', upload(''), ['warning missing media']],
  ['what is only counted is handed over', design({ flows: through('web -> api, api ~> db: { write: note }') }), []],
  [
    'an identity service is asked before',
    design({
      components: 'who: { is: identity, replicas: 2, method: oauth2 }',
      flows: through('web -> api, api -> who, api -> db: { write: note }'),
    }),
    [],
  ],
  [
    '... and after is too late',
    design({
      components: 'who: { is: identity, replicas: 2, method: oauth2 }',
      flows: through('web -> api, api -> db: { write: note }, api -> who'),
    }),
    ['warning missing api'],
  ],
  [
    'the service behind the entrance asks',
    design({
      components: 'edge: { is: load-balancer, replicas: 2 }\nsafe: { is: service, replicas: 2, auth: jwt }',
      flows: through('web -> edge -> safe -> db: { write: note }'),
    }),
    [],
  ],
  [
    'a schedule is nobody',
    design({
      components: 'clock: { is: scheduler, replicas: 2 }',
      flows: 'sweep: { every: 1h, items: 1, path: [ clock ~> api, api -> db: { write: note } ] }',
    }),
    [],
  ],
]);

const edge = (tls: string): string => `edge: { is: load-balancer, replicas: 2${tls} }`;
cases('security/plain-edge', [
  ['not said', design({ components: edge(''), flows: through('web -> edge -> api') }), []],
  [
    'the step says it is encrypted',
    design({ components: edge(', tls: false'), flows: through('web -> edge: { encrypted: true }, edge -> api') }),
    [],
  ],
  ['the step says it is not', design({ flows: through('web -> api: { encrypted: false }') }), ['error plain api']],
]);

cases('security/plain-transit', [
  [
    'inside of the site, where nothing is asked',
    design({ flows: through('web -> api, api -> db: { write: note, encrypted: false }') }),
    [],
  ],
  [
    'inside of the site, where it is asked',
    design({
      constraints: '{ text: Everything is encrypted in transit, kind: legal }',
      flows: through('web -> api, api -> db: { write: note, encrypted: false }'),
    }),
    ['error asked db'],
  ],
]);

const rest = (encrypted: string, text: string): string =>
  design({ constraints: `{ text: ${text}, kind: legal }`, db: `kind: sql${encrypted}`, flows: write });
cases('security/plain-at-rest', [
  ['asked and not said', rest('', 'Notes are encrypted at rest'), ['? db: whether it is encrypted on disk is not said']],
  ['asked on the way only', rest(', encrypted: false', 'Notes are encrypted in transit'), []],
  ['a law, and plainly not', rest(', encrypted: false', 'Notes fall under the GDPR'), ['error plain db']],
  ['a law, and not said', rest('', 'Notes fall under the GDPR'), []],
]);

cases('security/exposed-store', [
  [
    'objects may be fetched by their links',
    design({
      components: 'media: { is: object-store }',
      data: 'photo: { in: media, key: id }',
      flows: 'look: { rate: 1 /s, path: [ web -> media: { read: photo } ] }',
    }),
    [],
  ],
  [
    'a queue is not for clients',
    design({
      components: 'jobs: { is: queue, dead-letter: true }\ncrew: { is: worker, idempotent: true }',
      flows: 'send: { rate: 1 /s, path: [ web -> jobs, jobs ~> crew ] }',
    }),
    ['error direct jobs'],
  ],
]);

const codes = (data: string): string =>
  design({
    constraints: '{ text: Codes cannot be guessed by counting, kind: business }',
    data,
    flows: 'look: { rate: 1 /s, path: [ web -> api -> db: { read: link } ] }',
  });
cases('security/guessable-id', [
  ['other data may be counted', codes('link: { in: db, key: code }\nvisit: { in: db, key: id, sequential: true }'), []],
  ['not said', codes('link: { in: db, key: code }'), []],
  ['named by an index', codes('link: { in: db, key: id, indexes: [ { by: code } ], sequential: true }'), ['error counted link']],
]);

const home = (text: string, kind: string, regions: string): string =>
  design({ constraints: `{ text: ${text}, kind: ${kind} }`, regions, flows: write });
cases('security/residency', [
  ['a region there', home('EU data stays in the EU', 'legal', 'eu-west: { zones: [a] }'), []],
  ['no region there', home('EU data never leaves the EU', 'legal', 'us-east: { zones: [a] }'), ['warning nowhere us-east']],
  ['no regions are declared', design({ constraints: '{ text: EU data stays in the EU, kind: legal }', flows: write }), []],
  ['a place that is not known', home('Data stays in the vault', 'legal', 'us-east: { zones: [a] }'), []],
  ['a wish is no law', home('EU data stays in the EU', 'business', 'us-east: { zones: [a] }'), []],
]);

const who = (more: string): string =>
  design({ components: `who: { is: identity, replicas: 2, ${more} }`, flows: through('web -> api -> who') });
cases('security/long-token', [
  ['a day', who('method: jwt, ttl: 1 day'), []],
  ['two days that are looked up', who('method: session, ttl: 2 day'), []],
  ['two days', who('method: jwt, ttl: 2 day'), ['warning long who']],
]);

const bare = design({ flows: 'look: { rate: 1 /s, path: [ web -> db: { read: note } ] }' });
cases('security/exposed-store', [['a client that asks the database', bare, ['error direct db']]]);
cases('network/no-limit', [['what stands behind no service is told as that alone', bare, []]]);
