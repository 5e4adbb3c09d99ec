import { cases, design } from '../raised.js';

const flows = 'look: { rate: 1 /s, path: [ web -> api -> db: { read: note } ] }';

cases('excess/unused-part', [
  ['drawn for show', design({ components: 'news: { is: stream }', flows }), ['warning idle news']],
  [
    'watching, naming and agreeing are done beside the paths',
    design({ components: 'eye: { is: monitor }\nnames: { is: dns }\nzoo: { is: coordinator }', flows }),
    [],
  ],
  [
    'called only when something is undone',
    design({ components: 'bank: { is: external }', flows: `${flows}\nback: { path: [ api -> bank ] }` }),
    [],
  ],
  ['a copy of a store that is', design({ components: 'copy: { is: database, replica-of: db }', flows }), []],
  [
    'a store of data that nobody touches is told with its data',
    design({ components: 'old: { is: database }', data: 'note: { in: db, key: id }\npast: { in: old, key: id }', flows }),
    [],
  ],
  ['nothing is drawn yet', design({ flows: '' }).replace('flows:', ''), []],
]);
