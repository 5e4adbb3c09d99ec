import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { sweepJson } from '#present/sweep-json.js';
import { type SweepOptions, type SweepReport, sweep } from '#simulate/sweep/sweep.js';
import { design } from '../helpers/design.js';
import { propertiesOf, type Schema, strict } from '../helpers/json-schema.js';

const read = (name: string): Schema => JSON.parse(readFileSync(`docs/${name}.schema.json`, 'utf8'));
const SCHEMA = read('sweep');
const valid = new Ajv2020({ allErrors: true }).compile(strict(SCHEMA));

const text = (call: string): string => `
sysdrill: 1
title: swept
network: none
requirements: { quality: { Q1: { flow: f, p99: 3s }, Q2: { flow: f, until: work, p99: 5s } } }
components:
  web: { is: client }
  api: { is: service, replicas: 1, concurrency: 1, bandwidth: 1 Gbit/s, time: { mean: 100ms, shape: exponential } }
  jobs: { is: queue }
  work: { is: worker, replicas: 1, concurrency: 1, time: 10ms }
flows:
  f: { rate: 2/s, path: [ web -> api${call}, api ~> jobs ~> work ] }
`;
const swept = (call: string, options: Partial<SweepOptions> = {}): SweepReport =>
  sweep(design(text(call)), { from: 1, to: 6, points: 3, events: 5_000, ...options });

const RETRIED = swept(': { timeout: 1s, retries: 1 }');
const REPORTS: readonly (readonly [string, SweepReport])[] = [
  ['where nothing is tried again', swept('')],
  ['with the three bands of retries', RETRIED],
  ['with bands and no trial', { ...RETRIED, retries: { ...RETRIED.retries!, trigger: null, trials: [] } }],
  ['over loads at which nothing is left', swept('', { from: 0.5, to: 1 })],
  ['that was interrupted', { ...swept(''), interrupted: true, completed: 0.4 }],
];

test.each(REPORTS)('a sweep %s is as the schema says', (_, report) => {
  valid(JSON.parse(sweepJson(report)));
  expect(valid.errors ?? []).toEqual([]);
});

test('the schema has no name that no sweep has, and its knee is that of a simulation', () => {
  const names = (value: unknown): string[] =>
    value === null || typeof value !== 'object' ? [] : Object.entries(value).flatMap(([name, inner]) => [name, ...names(inner)]);
  const seen = new Set(REPORTS.flatMap(([, report]) => names(JSON.parse(sweepJson(report)))));
  const { expected, ...own } = SCHEMA['properties'] as Record<string, Schema>;
  expect(propertiesOf({ properties: own, $defs: SCHEMA['$defs'] }).filter((name) => !seen.has(name))).toEqual([]);
  const { description: _, ...knee } = expected!;
  expect(knee).toEqual((read('simulation')['properties'] as Record<string, Schema>)['knee']);
});

test.each(['simulation', 'sweep'])('docs/simulation.md tells every name of the JSON of a %s', (name) => {
  const text = readFileSync('docs/simulation.md', 'utf8');
  const code = [...text.matchAll(/```[^`]*```|`[^`\n]+`/g)].map(([found]) => found).join(' ');
  const told = new Set(code.match(/\w+/g));
  expect(propertiesOf(read(name)).filter((each) => !told.has(each))).toEqual([]);
});

test('a member that the schema does not know, and one that is missing, are told', () => {
  const report = REPORTS[0]![1];
  expect(valid({ ...report, more: 1 })).toBe(false);
  expect(valid({ ...report, throughput: { ...report.throughput, more: 1 } })).toBe(false);
  expect(valid({ ...report, points: [{ load: 1 }] })).toBe(false);
});
