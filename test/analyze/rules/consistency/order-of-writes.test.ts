import { expect, test } from 'vitest';
import { cases, design, raised } from '../raised.js';

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
    'the stale read that comes of it is told as its cause',
    design({
      quality: 'Q1: { data: note, reads: read-your-writes }',
      components: hot,
      flows: `${edit('api -> hot: { invalidate: note }, api -> db: { write: note }')}\nlook: { rate: 1 /s, path: [ web -> api, api -> hot: { read: note, hit: 50% }, api -> db: { read: note, when: miss } ] }`,
    }),
    ['error early hot'],
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

const stale = (flows: string, quality = asked): readonly string[] => {
  const text = design({ quality, components: hot, flows: `${flows}\n${read}` });
  return ['stale-read', 'invalidate-first', 'cache-before-store'].flatMap((rule) => raised(`consistency/${rule}`, text));
};
const early = edit('api -> hot: { invalidate: note }, api -> db: { write: note }');

test('a copy that is taken out too early is told once, as the cause', () => {
  expect(stale(early)).toEqual(['error early hot']);
  expect(stale(early, 'Q1: { data: note, fresh: 1min }')).toEqual(['error early hot']);
  expect(stale(early, 'Q1: { data: note, fresh: 2h }')).toEqual(['warning early hot']);
  expect(stale(kept)).toEqual([]);
});

test('where another writer leaves the copy alone, that is another cause', () => {
  const other = 'other: { rate: 1 /s, path: [ web -> api, api -> db: { write: note } ] }';
  expect(stale(`${early}\n${other}`)).toEqual(['error cache note', 'error early hot']);
});

test('a new value put into the cache before the store is not stale', () => {
  expect(stale(edit('api -> hot: { write: note }, api -> db: { write: note }'))).toEqual(['warning early hot']);
});
