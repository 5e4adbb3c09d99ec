import { describe, expect, test } from 'vitest';
import { readDesign } from '#language/read-design.js';
import { problems } from '../helpers/design.js';

const component = (attributes: string): string => `sysdrill: 1\ncomponents:\n  api: { is: service, ${attributes} }\n`;
const first = (text: string) => readDesign(text).diagnostics[0]!;

describe('every error has its place, its code and the nearest right thing', () => {
  test.each<[string, string, string, string | undefined]>([
    ['an attribute with a slip', component('replcas: 2'), '3:23 attribute/unknown', 'replicas'],
    ['an attribute of another kind', component('dead-letter: true'), '3:23 attribute/unknown', undefined],
    ['an attribute under another name', component('instances: 2'), '3:23 attribute/unknown', 'replicas'],
    ['a kind with a slip', 'sysdrill: 1\ncomponents:\n  api: { is: servise }\n', '3:14 kind/unknown', 'service'],
    ['no kind', 'sysdrill: 1\ncomponents:\n  api: { replicas: 2 }\n', '3:3 kind/missing', undefined],
    ['a component that is no map', 'sysdrill: 1\ncomponents:\n  api: service\n', '3:3 kind/missing', undefined],
    ['a time without its unit', component('time: 4'), '3:29 units/dimension', undefined],
    ['bytes where a time belongs', component('time: 4 GB'), '3:29 units/dimension', undefined],
    ['a share in whole numbers', component('availability: 99'), '3:37 range/ratio', '99%'],
    ['half an instance', component('replicas: 1.5'), '3:33 range/whole', '2'],
    ['no instance', component('replicas: 0'), '3:33 range/whole', undefined],
    ['a word that is none of the few', component('deploy: bluegreen'), '3:31 value/unknown', 'blue-green'],
    ['text where true or false belongs', component('stateful: maybe'), '3:33 type/wrong', undefined],
    ['a map where a number belongs', component('cores: { a: 1 }'), '3:30 type/wrong', undefined],
    ['a p99 that no lognormal has', component('time: { mean: 1ms, p99: 1s }'), '3:23 time/law', undefined],
    ['an unknown section', 'sysdrill: 1\ncompnents: {}\n', '2:1 section/unknown', 'components'],
    ['an unknown version', 'sysdrill: 2\n', '1:11 version/unknown', undefined],
    ['no version', 'title: x\n', '1:1 version/missing', 'sysdrill: 1'],
    ['a list for a design', '- a\n', '1:1 design/form', undefined],
    ['a text for a design', 'hello\n', '1:1 design/form', undefined],
    ['a claim outside the sheet', component('time: 2ms * 2 = 4ms'), '3:39 sum/claim', undefined],
    [
      'a zone nobody declared',
      'sysdrill: 1\nregions: { r: { zones: [a, b] } }\ncomponents:\n  api: { is: service, zones: [a, c] }\n',
      '4:30 name/unknown',
      undefined,
    ],
    ['zones without regions', component('zones: [a]'), '3:30 zone/undeclared', undefined],
    ['a requirement about nothing', 'sysdrill: 1\nrequirements: { quality: { Q1: { p99: 1s } } }\n', '2:28 requirement/about', undefined],
    ['a requirement of an unknown flow', 'sysdrill: 1\nrequirements: { quality: { Q1: { flow: f } } }\n', '2:40 name/unknown', undefined],
    ['a suppression with a reason of nothing', 'sysdrill: 1\nignore: [ { rule: a/b, because: "  " } ]\n', '2:34 value/wrong', undefined],
    ['more instances than can be kept apart', component('replicas: 4G'), '3:33 range/instances', undefined],
    ['a suppression without a reason', 'sysdrill: 1\nignore: [ { rule: a/b } ]\n', '2:11 value/missing', undefined],
    [
      'cases that do not come to one',
      `${component('replicas: 2')}flows:\n  f: { rate: 1 /s, cases: { a: 50%, b: 40% }, path: [] }\n`,
      '5:20 case/total',
      undefined,
    ],
  ])('%s', (_what, text, place, suggestion) => {
    expect(problems(text)).toContain(place);
    expect(readDesign(text).diagnostics.find((one) => place.endsWith(` ${one.code}`))?.suggestion).toBe(suggestion);
  });

  test('an attribute on the wrong kind names the kinds that have it', () => {
    expect(first(component('dead-letter: true')).help).toBe('Kinds that have it: queue, stream, pubsub.');
  });

  test('all errors come in one run, in the order of the file', () => {
    const text =
      'sysdrill: 1\ncomponents:\n  api: { is: servise }\n  db: { is: database, tiem: 3ms }\nflows:\n  f: { rate: 10, path: [ web -> api ] }\n';
    expect(problems(text)).toEqual(['3:14 kind/unknown', '4:23 attribute/unknown', '6:14 units/dimension', '6:26 name/unknown']);
  });
});

test('what is right beside a wrong attribute is looked at in the same run', () => {
  const text =
    'sysdrill: 1\ncomponents:\n  api: { is: service, replcas: 2, time: 4, cores: -1, replicas: { mn: 1, max: 2 B } }\nrequirements: { quality: { Q: { flow: nowhere, p98: 1s, p99: 100 } } }\n';
  expect(problems(text)).toEqual([
    '3:23 attribute/unknown',
    '3:41 units/dimension',
    '3:51 range/negative',
    '3:67 attribute/unknown',
    '3:79 units/dimension',
    '4:39 name/unknown',
    '4:48 attribute/unknown',
    '4:62 units/dimension',
  ]);
});

describe('what is wrong with the YAML itself', () => {
  test.each<[string, string, string]>([
    ['nothing', '', '1:1 yaml/empty'],
    ['a comment alone', '# hello\n', '1:1 yaml/empty'],
    ['a bracket left open', 'a: [1, 2\n', '2:1 yaml/syntax'],
    ['a tab', 'a:\n\tb: 1\n', '2:1 yaml/syntax'],
    ['the same name twice', 'sysdrill: 1\ntitle: a\ntitle: b\n', '3:1 yaml/duplicate'],
    ['an alias of nothing', 'sysdrill: 1\ntitle: *x\n', '2:8 yaml/alias'],
    ['an alias of what it stands in', 'sysdrill: 1\ncomponents: &a { api: *a }\n', '2:23 yaml/alias-cycle'],
    ['a tag', 'sysdrill: 1\ntitle: !!js/function "x"\n', '2:8 yaml/tag'],
    ['a second document', 'sysdrill: 1\n---\nsysdrill: 1\n', '2:1 yaml/documents'],
    ['a comma that splits a text', 'sysdrill: 1\nrequirements: { functional: { F1: { text: Hello, world } } }\n', '2:50 yaml/comma'],
    ['a comma that splits a number', 'sysdrill: 1\nestimates: { n: 100,000 }\n', '2:21 yaml/comma'],
    ['a list for a name', 'sysdrill: 1\ncomponents: { [a]: 1 }\n', '2:15 yaml/key'],
  ])('%s', (_what, text, place) => {
    expect(problems(text)).toContain(place);
  });

  test('CRLF and a byte-order mark move no place', () => {
    expect(problems('sysdrill: 1\r\ncomponents:\r\n  api: { is: servise }\r\n')).toEqual(['3:14 kind/unknown']);
    expect(readDesign('\uFEFFsysdrill: 1\ntitle: t\n').diagnostics).toEqual([]);
  });

  test('columns count UTF-16 units', () => {
    expect(problems('sysdrill: 1\ncomponents: { "\u{1F600}": { is: service } }\n')).toEqual(['2:16 name/form']);
    expect(problems('sysdrill: 1\ntitle: "\u{1F600}\u{1F600}" # x\ncomponents: { a: { text: "\u{1F600}", is: servise } }\n')).toEqual([
      '3:36 kind/unknown',
    ]);
  });
});
