import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReportOptions, reportCommand } from '#cli/commands/report.js';
import { UsageError } from '#cli/io.js';
import { recordingIo } from '../../helpers/io.js';

const DESIGN = `
sysdrill: 1
title: "<script>alert('x')</script> | **bold** [a](http://b)"
regions: { eu: { zones: [a, b] } }
requirements:
  quality:
    Q1: { flow: buy, p99: 500ms, availability: 99.9% }
    Q2: { data: order, reads: linearizable, loss: none }
estimates:
  orders: 1M / day = 12 /s
components:
  web: { is: client }
  edge: { is: load-balancer, health-check: 1s, replicas: 2, limit: 1000 /s }
  api: { is: service, replicas: 4, concurrency: 8, time: 10ms }
  db: { is: database, concurrency: 4, time: 5ms, disk: 1 TB, replication: { mode: single-leader, copies: 2, sync: sync, failover: automatic, switch: 10s } }
data:
  order: { in: db, key: id, item: 1 kB, changes: append }
flows:
  buy: { rate: orders, peak: 3x, path: [ web -> edge -> api, { api -> db: { write: order } }, { api -> db: { read: order } } ] }
`;

/** Nothing in it varies, so that a few requests tell everything. */
const SMALL = `
sysdrill: 1
title: small
regions: { eu: { zones: [a, b] } }
network: none
components:
  web: { is: client }
  api: { is: service, replicas: 2, zones: [a, b], concurrency: 1, time: { mean: 100ms, shape: constant } }
flows:
  buy: { rate: 4/s, arrivals: constant, path: [ web -> api ] }
`;

/** What is asked of a parsed page. */
type Node = { readonly textContent: string };
type Page = { querySelector(select: string): Node; querySelectorAll(select: string): ArrayLike<Node> & Iterable<Node> };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sysdrill-test-'));
  writeFileSync(join(folder, 'shop.yaml'), DESIGN);
  writeFileSync(join(folder, 'small.yaml'), SMALL);
  writeFileSync(join(folder, 'broken.yaml'), 'sysdrill: 1\ntitle: x\ncomponents:\n  web: { is: clint }\n');
  writeFileSync(join(folder, 'graded.yaml'), readFileSync('problems/url-shortener/designs/weak.yaml', 'utf8'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(options: ReportOptions, file = 'shop.yaml'): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = recordingIo(folder);
  const code = await reportCommand([file], options, io);
  return { code, out: out(), err: err() };
}

describe('in full', () => {
  test('how far it scales and what the loss of a zone does stand beside the rest, in each format', async () => {
    const { code, out } = await run({ format: 'json', full: true }, 'small.yaml');
    expect(code).toBe(0);
    const { sweep, failure, simulation } = JSON.parse(out);
    expect(simulation.schema).toBe('sysdrill/simulation@1');
    expect(sweep).toMatchObject({ schema: 'sysdrill/sweep@1', from: 0.5, to: 10 });
    expect(sweep.throughput).toMatchObject({ component: 'api', agrees: true });
    expect(failure.faults[0].what).toBe('zone eu/a down');
    const { out: page } = await run({ full: true }, 'small.yaml');
    for (const heading of ['## Load from 0.5x to 10x', '## buy from 0.5x to 10x', '## Failures']) expect(page).toContain(heading);
  });
});

test('in full of a design without a load: what there is, without tables that hold nothing', async () => {
  for (const text of ['sysdrill: 1\n', 'sysdrill: 1\ncomponents: { web: { is: client }, api: { is: service } }\n']) {
    writeFileSync(join(folder, 'idle.yaml'), text);
    const { code, out, err } = await run({ full: true }, 'idle.yaml');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('No flow offers a load.');
    expect(out).not.toMatch(/\|---\|\n(?!\|)|Throughput|## Failures/);
  }
});

describe('as JSON', () => {
  test('the members that other programs rely on, in SI units, the same bytes each time', async () => {
    const { code, out } = await run({ format: 'json' });
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report.schema).toBe('sysdrill/report@1');
    expect(report.availability.buy).toMatchObject({
      exact: true,
      target: 0.999,
      verdict: expect.stringMatching(/pass|fail/),
      cuts: expect.any(Array),
    });
    expect(report.availability.buy.downtimeMinutesPerYear).toBeCloseTo((1 - report.availability.buy.value) * 525_600, 6);
    expect(report.capacity.api).toMatchObject({ demand: expect.closeTo(3e6 / 86_400, 6), instances: 4, limit: 'slots' });
    expect(report.capacity.db.storage).toMatchObject({ disk: 1e12, fullAfter: expect.closeTo(1e12 / 365e9, 6) });
    expect(report.consistency.order.buy).toMatchObject({
      asked: 'linearizable',
      verdict: 'pass',
      why: [],
      acrossFailover: { order: 'sequential', because: 'unsaid' },
    });
    expect(report.estimates.orders).toMatchObject({ value: expect.closeTo(1e6 / 86_400, 6), said: 12, verdict: 'pass' });
    expect(report.data.order.durability).toMatchObject({ acknowledgedBy: 2, survives: 'zone', exposure: 0 });
    expect(report.findings.every((each: { code: string; severity: string }) => each.code !== '' && each.severity !== '')).toBe(true);
    expect(report.grade).toBeNull();
    expect(report.simulation.schema).toBe('sysdrill/simulation@1');
  });
});

const TITLES = [
  'Findings',
  'Availability',
  'Capacity at peak',
  'Storage',
  'What readers see',
  'Estimates',
  'Targets under load, at peak unless it is worse at 1x',
  'Simulated load',
  'Components under load, at peak',
  'Where the slowest 1% of answers spend their time',
  'Assumed, and not judged',
];

describe('as HTML', () => {
  test('in the file whose ending asks for it: every section and the drawing, nothing to load and nothing to run', async () => {
    expect(await run({ output: 'page.html' })).toEqual({ out: '', err: 'Wrote page.html.\n', code: 0 });
    const { JSDOM } = (await import('jsdom' as string)) as { JSDOM: new (html: string) => { window: { document: Page } } };
    const { document } = new JSDOM(readFileSync(join(folder, 'page.html'), 'utf8')).window;
    expect([...document.querySelectorAll('h2')].map((each) => each.textContent)).toEqual(TITLES);
    expect(document.querySelectorAll('figure svg').length).toBe(1);
    expect(document.querySelectorAll('script, img, iframe, object, embed, link, foreignObject').length).toBe(0);
    expect(document.querySelectorAll('[src], [href]:not([href^="#"]), [onload], [onclick]').length).toBe(0);
    expect(document.querySelector('h1').textContent).toContain("<script>alert('x')</script>");
    expect(document.querySelector('style').textContent).toContain('prefers-color-scheme: dark');
  });
});

describe('as Markdown', () => {
  test('every section, and no name of the design starts markup', async () => {
    const { out } = await run({});
    expect(
      out
        .split('\n')
        .filter((line) => line.startsWith('## '))
        .map((line) => line.slice(3)),
    ).toEqual(TITLES);
    expect(out).not.toMatch(/<script|[^\\]\*\*bold|[^\\]\]\(http/);
    // Every row of a table has as many cells as its heading.
    const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    const tables = out.split('\n\n').filter((block) => block.startsWith('|'));
    expect(tables.length).toBeGreaterThanOrEqual(7);
    for (const lines of tables.map((block) => block.trimEnd().split('\n'))) expect(new Set(lines.map(cells)).size).toBe(1);
  });

  test('a grade comes first where there is one', async () => {
    const { out } = await run({}, 'graded.yaml');
    expect(out).toMatch(/## Grade\n[\s\S]*## Findings/);
    expect(out).toContain('Graded');
  });
});

describe('no page', () => {
  test('of what cannot be read, in what is no format, where nothing can be written', async () => {
    expect(await run({}, 'broken.yaml')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('clint') });
    expect(JSON.parse((await run({ json: true }, 'broken.yaml')).out).files[0].status).toBe('invalid');
    await expect(run({ format: 'pdf' })).rejects.toThrow(UsageError);
    await expect(run({ format: 'html', json: true })).rejects.toThrow('--json is short for --format json');
    await expect(run({}, 'missing.yaml')).rejects.toThrow(UsageError);
    await expect(run({ output: '.' })).rejects.toThrow(UsageError);
    await expect(run({ output: 'page.pdf' })).rejects.toThrow('The ending of page.pdf says nothing about what to write');
    await expect(run({ output: 'nowhere/page.html' })).rejects.toThrow('There is no folder nowhere to write nowhere/page.html into');
  });
});
