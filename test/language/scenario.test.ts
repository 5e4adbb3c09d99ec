import { describe, expect, test } from 'vitest';
import { readScenario } from '#language/read-scenario.js';
import { design } from '../helpers/design.js';

const SHOP = design(`
sysdrill: 1
title: a shop
regions:
  us-east: { zones: [a, b] }
  eu-west: { zones: [a] }
components:
  web: { is: client }
  api: { is: service, replicas: 2, concurrency: 8, time: 5ms }
  hot: { is: cache }
flows:
  f: { rate: 100/s, path: [ web -> api -> hot ] }
`);

const problems = (text: string) =>
  readScenario(text, SHOP).diagnostics.map(({ code, span, suggestion }) => [code, `${span.line}:${span.column}`, suggestion]);

describe('a scenario', () => {
  test('reads load, time, drawn failures and every kind of fault', () => {
    const { scenario, diagnostics } = readScenario(
      `scenario: 1
title: a bad day
load: 3x
duration: 10min
failures: 1000x
faults:
  - { kill: zone us-east/a, at: 1min, for: 30s }
  - { kill: instance api, instances: 2 }
  - { slow: api, factor: 5x, at: 90s }
  - { cold: hot }
  - { partition: [us-east, eu-west], at: 2min }
  - { partition: [us-east/a, us-east/b] }
  - { load: 4x, at: 3min, for: 20s }
`,
      SHOP,
    );

    expect(diagnostics).toEqual([]);
    expect(scenario).toMatchObject({ title: 'a bad day', load: 3, duration: 600, failures: 1000 });
    expect(scenario!.faults.map(({ what, at, for: lasts }) => ({ ...what, at, lasts }))).toEqual([
      { kind: 'zone', zone: 'us-east/a', at: 60, lasts: 30 },
      { kind: 'instance', component: 'api', instances: 2, at: 60, lasts: 60 },
      { kind: 'slow', component: 'api', factor: 5, at: 90, lasts: 60 },
      { kind: 'cold', component: 'hot', at: 60, lasts: 60 },
      { kind: 'partition', between: ['us-east', 'eu-west'], at: 120, lasts: 60 },
      { kind: 'partition', between: ['us-east/a', 'us-east/b'], at: 60, lasts: 60 },
      { kind: 'load', factor: 4, at: 180, lasts: 20 },
    ]);
  });

  test.each([
    ['no version', 'faults: []', [['version/missing', '1:1', 'scenario: 1']]],
    ['a word it does not have', 'scenario: 1\nloads: 3x', [['section/unknown', '2:1', 'load']]],
    ['a list', '- kill: api', [['scenario/form', '1:1', undefined]]],
    ['no name of the design', 'scenario: 1\nfaults:\n  - { kill: apj }', [['name/unknown', '3:13', 'api']]],
    ['two at once', 'scenario: 1\nfaults:\n  - { kill: api, slow: api }', [['fault/what', '3:5', undefined]]],
    ['nothing', 'scenario: 1\nfaults:\n  - { at: 5s }', [['fault/what', '3:5', undefined]]],
    ['apart from itself', 'scenario: 1\nfaults:\n  - partition: [us-east, us-east]', [['fault/partition', '3:16', undefined]]],
    ['a zone and a region apart', 'scenario: 1\nfaults:\n  - partition: [us-east/a, eu-west]', [['name/unknown', '3:28', 'eu-west/a']]],
    ['a time that is a number', 'scenario: 1\nduration: 10', [['units/dimension', '2:11', undefined]]],
  ])('%s is told where it stands', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
    expect(readScenario(text, SHOP).scenario).toBeUndefined();
  });
});
