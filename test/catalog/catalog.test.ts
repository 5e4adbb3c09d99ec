import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openCatalog } from '#catalog/catalog.js';
import { CatalogError } from '#catalog/catalog-error.js';
import { LEVELS } from '#score/level.js';

const catalog = openCatalog();

async function failure(promise: Promise<unknown>): Promise<CatalogError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CatalogError);
  return error as CatalogError;
}

test('every problem of the package loads, with its ladder', async () => {
  const ids = await catalog.problemIds();
  expect(ids).toEqual(['online-payment', 'url-shortener']);
  for (const id of ids) {
    const { value } = await catalog.problem(id);
    const ladder = await catalog.ladder(id);
    expect([value.id, ladder.map((rung) => rung.name)]).toEqual([id, ['weak', 'fair', 'strong']]);
    expect(LEVELS.every((level) => value.minutes[level] > 0)).toBe(true);
  }
});

test('values of a problem are SI past the loader', async () => {
  const { value } = await catalog.problem('url-shortener');
  expect(value.targets.find((target) => target.id === 'follow-latency')?.asks).toEqual({ measure: 'latency', name: 'p99', value: 0.1 });
  expect(value.targets.find((target) => target.id === 'follow-availability')?.asks).toEqual({ measure: 'availability', value: 0.9999 });
  expect(value.estimates.find((estimate) => estimate.id === 'stored')).toMatchObject({
    low: 1.8e12,
    high: 37e12,
    range: '1.8 TB to 37 TB',
  });
});

test('every gating fact drives something that is judged, and every figure names where it is from', async () => {
  for (const id of await catalog.problemIds()) {
    const { value } = await catalog.problem(id);
    expect(value.facts.filter((fact) => fact.gating && fact.drives.length === 0)).toEqual([]);
    const sources = [...value.facts, ...value.targets, ...value.estimates].map((one) => one.source);
    expect(sources.every((source) => source.length > 3)).toBe(true);
  }
});

test('the brief gives no figure of the facts away', async () => {
  for (const id of await catalog.problemIds()) expect((await catalog.problem(id)).value.brief).not.toMatch(/\d/);
});

test('a name that is nearly right is told', async () => {
  const error = await failure(catalog.problem('url-shortner'));
  expect([error.message, error.help]).toEqual(['There is no problem called "url-shortner"', 'Did you mean "url-shortener"?']);
});

test.each(['../../etc', 'url-shortener/../online-payment', '', '__proto__', 'constructor', 'URL-SHORTENER/', '.'])(
  '%j is looked up, never joined into a path',
  async (id) => {
    expect((await failure(catalog.problem(id))).message).toBe(`There is no problem called "${id}"`);
  },
);

const roots: string[] = [];
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true }))));

async function folderWith(problem: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'sysdrill-catalog-'));
  roots.push(root);
  await mkdir(join(root, 'problems', 'small', 'designs'), { recursive: true });
  await mkdir(join(root, 'rubrics'));
  await writeFile(join(root, 'problems', 'small', 'problem.yaml'), problem);
  return root;
}

const SMALL = `problem: 1
id: small
title: Small
summary: Small
minutes: { junior: 60, mid: 45, senior: 45, staff: 40 }
brief: Design something.
facts:
  - { id: scale, asks: [how many], answer: Ten., gating: true, drives: [use], source: assumption }
needs:
  - { id: use, text: Use it, use-cases: [use], main: true, does: [ { writes: durable } ] }
targets:
  - { id: fast, need: use, p99: 100ms, source: assumption }
estimates: []
drills: []
hints: []
concepts: []
ladder: []
`;

test("a small problem of one's own loads", async () => {
  const { value } = await openCatalog(await folderWith(SMALL)).problem('small');
  expect(value.targets).toEqual([
    {
      id: 'fast',
      subject: { kind: 'flow', need: 'use' },
      asks: { measure: 'latency', name: 'p99', value: 0.1 },
      tolerance: 1,
      from: 'junior',
      source: 'assumption',
    },
  ]);
});

test.each([
  ['an unknown key', 'title: Small', 'titel: Small', ['3:8 problem/unknown-key titel', '1:1 problem/invalid title']],
  ['a drive to nowhere', 'drives: [use]', 'drives: [fast, slow]', ['8:79 problem/invalid facts.0.drives.1']],
  ['a figure of the wrong kind', 'p99: 100ms', 'p99: 100 GB', ['12:33 problem/invalid targets.0.p99']],
  ['two figures in one target', 'p99: 100ms', 'p99: 100ms, loss: none', ['12:5 problem/invalid targets.0']],
  ['a tab', 'brief: Design', 'brief:\t- Design\n\t- x', undefined],
])('%s is told with its place', async (_what, right, wrong, places) => {
  const error = await failure(openCatalog(await folderWith(SMALL.replace(right, wrong))).problem('small'));
  const found = error.diagnostics.map((d) => `${d.span.line}:${d.span.column} ${d.code} ${d.path}`);
  if (places) expect(found.sort()).toEqual(places.sort());
  else expect(found.length).toBeGreaterThan(0);
});
