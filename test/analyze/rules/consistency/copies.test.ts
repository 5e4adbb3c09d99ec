import { cases, design } from '../raised.js';

const post = 'post: { in: db, key: id, changes: delete }';
const gone = (time: string): string => `{ text: A deleted post is gone everywhere${time}, kind: legal }`;
const through = (cdn: string): { components: string; flows: string } => ({
  components: `edge: { is: cdn${cdn} }`,
  flows: 'look: { rate: 1 /s, path: [ web -> edge: { read: post, hit: 90% }, edge -> api: { when: miss }, api -> db: { read: post } ] }',
});

cases('consistency/kept-after-removal', [
  ['to the second is in time', design({ constraints: gone(' within 2 hours'), data: post, ...through(', ttl: 2h') }), []],
  ['a second more is not', design({ constraints: gone(' within 2 hours'), data: post, ...through(', ttl: 7201s') }), ['error served edge']],
  ['no time is named, and copies end', design({ constraints: gone(''), data: post, ...through(', ttl: 1 day') }), []],
  ['no time is named, and copies never end', design({ constraints: gone(''), data: post, ...through('') }), ['error served edge']],
  [
    'the constraint is about something else',
    design({ constraints: '{ text: Deleted accounts are gone within a minute, kind: legal }', data: post, ...through(', ttl: 1 day') }),
    [],
  ],
  [
    'what is never deleted',
    design({ constraints: gone(' within a minute'), data: 'post: { in: db, key: id, changes: update }', ...through(', ttl: 1 day') }),
    [],
  ],
]);

const files = (consistency: string): string => `media: { is: object-store${consistency} }`;
const look = 'look: { rate: 1 /s, path: [ web -> api, api -> media: { read: photo } ] }';
const asked = 'Q1: { data: photo, reads: read-your-writes }';
cases('consistency/eventual-store', [
  ['not said', design({ quality: asked, components: files(''), data: 'photo: { in: media, key: id, changes: update }', flows: look }), []],
  [
    'never changed',
    design({
      quality: asked,
      components: files(', consistency: eventual'),
      data: 'photo: { in: media, key: id, changes: never }',
      flows: look,
    }),
    [],
  ],
  [
    'nothing asked',
    design({ components: files(', consistency: eventual'), data: 'photo: { in: media, key: id, changes: update }', flows: look }),
    [],
  ],
]);

const derived = 'note: { in: db, key: id }\ndoc: { in: search, key: id, of: note }';
const search = 'search: { is: database, kind: search }\nout: { is: stream, dead-letter: true }\nix: { is: worker, idempotent: true }';
const feed = (lag: string): string =>
  `edit: { rate: 1 /s, path: [ web -> api -> db: { write: note }, db ~> out: { read: note, lag: ${lag} }, out ~> ix, ix -> search: { write: doc } ] }`;
cases('consistency/derived-late', [
  [
    'as late as it may be',
    design({ quality: 'Q1: { data: doc, fresh: 1min }', components: search, data: derived, flows: feed('60s') }),
    [],
  ],
  [
    'later',
    design({ quality: 'Q1: { data: doc, fresh: 1min }', components: search, data: derived, flows: feed('61s') }),
    ['error lag doc'],
  ],
  ['no lag is known', design({ quality: 'Q1: { data: doc, fresh: 1min }', components: search, data: derived, flows: feed('0s') }), []],
]);

const behind = (lag: string): string =>
  design({
    quality: 'Q1: { data: note, fresh: 5s }',
    db: `replication: { mode: single-leader, copies: 3, sync: async${lag} }`,
    flows: 'look: { rate: 1 /s, path: [ web -> api, api -> db: { read: note, from: any } ] }',
  });
cases('consistency/stale-read', [
  ['a lag that is short enough', behind(', lag: 5s'), []],
  ['a lag that is not', behind(', lag: 6s'), ['error old note']],
  ['nobody knows the lag', behind(', lag: unknown'), ['? note: part of the way it is read is not known']],
]);
