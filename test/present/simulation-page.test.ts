import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulationHtml, simulationMarkdown, sweepHtml, sweepMarkdown } from '#present/simulation-page.js';
import { simulate } from '#simulate/simulate.js';
import { sweep } from '#simulate/sweep/sweep.js';
import { design } from '../helpers/design.js';

const MODEL = design(`
sysdrill: 1
title: notes
requirements: { quality: { Q1: { flow: get, p99: 50ms }, Q2: { data: note, fresh: 10s } } }
components:
  web: { is: client }
  api: { is: service, replicas: 4, concurrency: 32, cores: 8, time: 5ms }
  db: { is: database, concurrency: 100, time: 2ms, replication: { mode: single-leader, copies: 2, sync: async, lag: 400ms } }
data: { note: { in: db, key: id, changes: update, count: 1000, popularity: { zipf: 0 } } }
flows:
  put: { rate: 50/s, path: [ web -> db: { write: note } ] }
  get: { rate: 1000/s, path: [ web -> api, { api -> db: { read: note, from: replica } } ] }
`);
const FAULTS = [{ what: { kind: 'component' as const, component: ComponentId('api') }, at: 20, for: 10 }];
const REPORT = simulate(MODEL, { duration: 60, faults: FAULTS });
const QUIET = simulate(MODEL, { duration: 5, warmup: 1 });

type Element = { readonly textContent: string; readonly outerHTML: string; readonly id: string; getAttribute(name: string): string | null };
type Page = { querySelectorAll(select: string): Iterable<Element> };
const { JSDOM } = (await import('jsdom' as string)) as { JSDOM: new (html: string) => { window: { document: Page } } };
const pageOf = (html: string): Page => new JSDOM(html).window.document;
const texts = (page: Page, select: string): string[] => [...page.querySelectorAll(select)].map((each) => each.textContent);

test('the answer stands first, and each chart has a title of its own and a table in its section', () => {
  const html = simulationHtml('<b>notes</b>', REPORT);
  const page = pageOf(html);
  expect(texts(page, 'h1')).toEqual(['Load report: <b>notes</b>']);
  expect(texts(page, 'h2')).toEqual([
    'Targets under load',
    'Simulated load',
    'Components under load',
    'Where the slowest 1% of answers spend their time',
    'Reads of older copies',
    'Failures',
    'How it ran',
  ]);
  const charts = texts(page, 'svg.chart > title');
  expect(charts).toEqual([
    'put: latency by percentile',
    'put: share of the requests answered within a time',
    'How full the components are',
    'Where the slowest answers spend their time',
    'Reads that get the older value, by the time since the write',
    'put: served and failed over time',
    'put: p99 over time',
    'get: served and failed over time',
    'get: p99 over time',
  ]);
  const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...page.querySelectorAll('section:has(svg.chart):not(:has(table))')]).toEqual([]);
  expect([...page.querySelectorAll('script, img, link, [src], [href]')]).toEqual([]);
  expect(html).not.toMatch(/NaN|undefined|Infinity/);
});

test('a failure is a band in the pictures of what it did, and targets are lines', () => {
  const page = pageOf(simulationHtml('notes', REPORT));
  expect([...page.querySelectorAll('rect.band')]).toHaveLength(4);
  // After a failure the percentiles of the whole run are not known, and there is no picture of them.
  expect(texts(page, 'text.target')).toEqual([]);
  const quiet = pageOf(simulationHtml('notes', QUIET));
  expect([...quiet.querySelectorAll('rect.band')]).toEqual([]);
  // Across the percentiles, and upright where shares stand over times.
  expect(texts(quiet, 'text.target')).toEqual(['p99 at most 50 ms (Q1)', 'p99 at most 50 ms (Q1)']);
});

test('the share that is answered in time does not come to 100% where requests fail, and says so', () => {
  const { get } = QUIET.flows;
  const distribution = [
    { within: 0.001, share: 0 },
    { within: 0.004, share: 0.6 },
    { within: 0.2, share: 0.8 },
  ];
  const refused = { ...QUIET, flows: { get: { ...get!, latency: { ...get!.latency, p50: 0.003, p99: 0.15, p999: null, distribution } } } };
  const chart = [...pageOf(simulationHtml('notes', refused)).querySelectorAll('svg.chart')].at(1)!.outerHTML;
  const page = pageOf(chart);
  expect(texts(page, 'desc')).toEqual(['p50 3 ms. p99 150 ms. Not answered: 20% at the usual load. Target: p99 at most 50 ms (Q1).']);
  expect(texts(page, 'text')).toEqual(
    expect.arrayContaining(['p50 3 ms', 'p99 150 ms', 'Not answered: 20% at the usual load.', '1 ms', '200 ms']),
  );
  const points = [...page.querySelectorAll('polyline')].map((line) =>
    line
      .getAttribute('points')!
      .split(' ')
      .map((each) => each.split(',').map(Number)),
  );
  const tick = [...page.querySelectorAll('text')].find(({ textContent }) => textContent === '80%')!;
  expect(points).toHaveLength(1);
  expect(points[0]!.at(-1)![1]).toBeCloseTo(Number(tick.getAttribute('y')) - 4, 5);
  // On a logarithmic axis four times as long is the same way everywhere: 1 to 4 ms, of 1 to 200 ms.
  const [first, middle, last] = points[0]!.slice(1).map(([x]) => x!) as [number, number, number];
  expect((middle - first) / (last - first)).toBeCloseTo(Math.log(4) / Math.log(200), 2);
});

test('as Markdown every row has as many cells as its heading, with the verdict of each target', () => {
  const markdown = simulationMarkdown('notes', REPORT);
  const tables = markdown.split('\n\n').filter((block) => block.startsWith('|'));
  expect(tables.length).toBe(6);
  for (const table of tables)
    expect(
      new Set(
        table
          .trimEnd()
          .split('\n')
          .map((line) => line.split('|').length),
      ).size,
    ).toBe(1);
  expect(markdown).toMatch(/^\| (pass|fail|unresolved) \| get p99 \|/m);
  expect(markdown).toMatch(/^\| pass \| note in get fresh \|/m);
});

test('a sweep has its curves, with the load at which throughput stops growing', () => {
  const swept = sweep(MODEL, { from: 1, to: 40, points: 4, events: 60_000, flows: ['get'] });
  expect(swept.throughput.leaves).not.toBeNull();
  const page = pageOf(sweepHtml('notes', swept));
  expect(texts(page, 'svg.chart > title')).toEqual(expect.arrayContaining(['get: latency against load', 'get: goodput against load']));
  expect(texts(page, 'svg.chart text.strong').filter((text) => text.startsWith('knee'))).not.toEqual([]);
  const markdown = sweepMarkdown('notes', swept);
  expect(markdown).toContain('Throughput stops growing');
  expect(markdown.split('\n').filter((line) => /^\| [\d.]+x \|/.test(line)).length).toBeGreaterThanOrEqual(swept.points.length);
});
