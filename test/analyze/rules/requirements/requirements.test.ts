import { cases, design } from '../raised.js';

const look = 'look: { use-case: look, rate: 1 /s, deadline: 1s, path: [ web -> api -> db: { read: note } ] }';
const functional = (use: string): string => `
requirements: { functional: { F1: { text: Notes are seen${use} } } }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { look: { use-case: look, rate: 1 /s, path: [ web -> api ] } }
`;

cases('requirements/uncovered', [
  ['no use case is named', functional(''), ['info unnamed F1']],
  ['served', functional(', use-case: look'), []],
  ['misspelt', functional(', use-case: loook'), ['warning noFlow F1']],
  [
    'nothing is drawn yet',
    'requirements: { functional: { F1: { text: Notes are seen, use-case: look } } }\ncomponents: { web: { is: client } }',
    [],
  ],
]);

cases('requirements/unmeasured', [
  [
    'reads of what nobody reads',
    design({ quality: 'Q1: { data: note, fresh: 1min }', flows: 'edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] }' }),
    ['warning noReader Q1'],
  ],
  [
    'what a flow may lose that writes nothing',
    design({ quality: 'Q1: { flow: look, loss: none }', flows: look }),
    ['warning nothingWritten Q1'],
  ],
  [
    'the speed of a part',
    design({ quality: 'Q1: { flow: part, p99: 1s }', flows: `${look}\npart: { path: [ api -> db: { read: note } ] }` }),
    ['warning noLoad Q1'],
  ],
  ['isolation is of the store', design({ quality: 'Q1: { data: note, isolation: serializable }', flows: look }), []],
  ['survives, and back in time', design({ quality: 'Q1: { flow: look, survives: zone, within: 30s }', flows: look }), []],
]);

cases('requirements/contradiction', [
  ['equal is no contradiction', design({ quality: 'Q1: { flow: look, p50: 200ms, p99: 200ms }', flows: look }), []],
  [
    'over two targets',
    design({ quality: 'Q1: { flow: look, p90: 300ms }, Q2: { flow: look, p99: 200ms }', flows: look }),
    ['error percentiles Q2'],
  ],
  [
    'of two flows',
    design({
      quality: 'Q1: { flow: look, p90: 300ms }, Q2: { flow: seek, p99: 200ms }',
      flows: `${look}\nseek: { rate: 1 /s, path: [ web -> api ] }`,
    }),
    [],
  ],
  ['a mean may lie above a median', design({ quality: 'Q1: { flow: look, mean: 300ms, p50: 100ms }', flows: look }), []],
  ['a mean above the maximum', design({ quality: 'Q1: { flow: look, mean: 300ms, max: 200ms }', flows: look }), ['error percentiles Q1']],
  ['what is handed over may take longer', design({ quality: 'Q1: { flow: look, until: db, p99: 5s }', flows: look }), []],
]);

cases('requirements/endpoint', [
  ['no interface is given', design({ flows: look }), []],
  ['by another name', design({ flows: look, rest: 'api: { list: { method: GET, path: /notes, flow: look } }' }), []],
  [
    'a schedule needs none',
    design({
      components: 'clock: { is: scheduler, replicas: 2 }',
      flows: `${look}\nsweep: { use-case: tidy, every: 1h, items: 1, path: [ clock ~> api ] }`,
      rest: 'api: { look: { method: GET, path: /notes } }',
    }),
    [],
  ],
]);
