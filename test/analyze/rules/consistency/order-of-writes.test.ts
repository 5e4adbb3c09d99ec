import { cases, design } from '../raised.js';

const edit = (path: string): string => `edit: { rate: 1 /s, path: [ web -> api, ${path} ] }`;
const hot = 'hot: { is: cache, ttl: 1h }';

cases('consistency/invalidate-first', [
  [
    'before and after the write is right',
    design({
      components: hot,
      flows: edit('api -> hot: { invalidate: note }, api -> db: { write: note }, api -> hot: { invalidate: note }'),
    }),
    [],
  ],
  [
    'what another flow writes is not its write',
    design({
      components: hot,
      flows: `${edit('api -> hot: { invalidate: note }')}\nother: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] }`,
    }),
    [],
  ],
  [
    'a stale read that is asked not to be is told as that alone',
    design({
      quality: 'Q1: { data: note, reads: read-your-writes }',
      components: hot,
      flows: `${edit('api -> hot: { invalidate: note }, api -> db: { write: note }')}\nlook: { rate: 1 /s, path: [ web -> api, api -> hot: { read: note, hit: 50% }, api -> db: { read: note, when: miss } ] }`,
    }),
    [],
  ],
]);

cases('consistency/cache-before-store', [
  [
    'a fill after a miss is no write',
    design({
      components: hot,
      flows: edit(
        'api -> hot: { read: note, hit: 50% }, api -> db: { read: note, when: miss }, api -> hot: { write: note, when: miss }, api -> db: { write: note }',
      ),
    }),
    [],
  ],
  [
    'a write-behind cache writes first on purpose',
    design({
      components: 'hot: { is: cache, pattern: write-behind, flush: 1s }',
      flows: edit('api -> hot: { write: note }, hot ~> db: { write: note }'),
    }),
    [],
  ],
]);

const asked = 'Q1: { data: note, reads: read-your-writes }';
const local = 'hot: { is: cache, local: true, ttl: 1h }';
const read = 'look: { rate: 1 /s, path: [ web -> api, api -> hot: { read: note, hit: 50% }, api -> db: { read: note, when: miss } ] }';
const kept = edit('api -> db: { write: note }, api -> hot: { invalidate: note }');
cases('consistency/local-copy', [
  ['nothing is asked', design({ components: local, flows: `${kept}\n${read}` }), []],
  ['one that all share', design({ quality: asked, components: hot, flows: `${kept}\n${read}` }), []],
  [
    'what never changes',
    design({ quality: asked, components: local, data: 'note: { in: db, key: id, changes: never }', flows: `${kept}\n${read}` }),
    [],
  ],
  ['two instances', design({ quality: asked, components: local, flows: `${kept}\n${read}` }), ['error apart hot']],
]);
