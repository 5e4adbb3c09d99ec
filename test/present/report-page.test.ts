import { expect, test } from 'vitest';
import { evaluate } from '#evaluate/evaluate.js';
import { ComponentId } from '#model/ids.js';
import { uprightLines } from '#present/chart/upright-lines.js';
import { refillText } from '#present/fault-words.js';
import type { Report } from '#present/report.js';
import { reportDocument } from '#present/report-document.js';
import { reportHtml } from '#present/report-html.js';
import { sweepText } from '#present/sweep-text.js';
import { pointRate } from '#present/sweep-words.js';
import { simulate } from '#simulate/simulate.js';
import { sweep } from '#simulate/sweep/sweep.js';

/** A queue whose worker is gone for a while: answers do not tell of it. */
const TEXT = `
sysdrill: 1
title: jobs
network: none
requirements: { quality: { Q1: { flow: job, p99: 1s, until: work } } }
components:
  source: { is: scheduler }
  jobs: { is: queue }
  work: { is: worker, replicas: 1, concurrency: 1, time: { mean: 5ms, shape: constant } }
flows:
  job: { rate: 100/s, arrivals: constant, path: [ source ~> jobs ~> work ] }
`;
const { model, rules, diagnostics } = evaluate(TEXT, undefined, { version: '0', sha256: () => '' });
const GONE = { what: { kind: 'component' as const, component: ComponentId('work') }, at: 4, for: 4 };
const FULL: Report = {
  file: 'jobs.yaml',
  model: model!,
  diagnostics,
  rules: rules!,
  simulation: simulate(model!, { duration: 2, warmup: 0, peak: false }),
  sweep: sweep(model!, { from: 0.5, to: 1, points: 2, events: 4000 }),
  failure: simulate(model!, { duration: 20, warmup: 0, peak: false, faults: [GONE] }),
};
const partOf = (report: Report, title: string) => reportDocument(report).sections.find((each) => each.title.startsWith(title))!;

test('a page of runs that were ended says first that it is not complete, and of what', () => {
  expect(reportDocument(FULL).summary).not.toContain('INTERRUPTED');
  const ended: Report = {
    ...FULL,
    sweep: { ...FULL.sweep!, interrupted: true, completed: 0.25, points: [], throughput: { ...FULL.sweep!.throughput, leaves: null } },
    failure: { ...FULL.failure!, interrupted: true, completed: 0.5 },
  };
  const [first] = reportDocument(ended).summary.split('\n');
  expect(first).toMatch(/^INTERRUPTED, so that this page is not complete: the range of loads at 25% and the failure at 50%;/);
  expect(partOf(ended, 'Load from').lines).toEqual([
    'INTERRUPTED at 25%: this is what there was by then.',
    'No load was simulated to its end.',
    expect.any(String),
  ]);
  expect(partOf(ended, 'Failures').lines).toContain('INTERRUPTED at 50%: this is what there was by then.');
  expect(sweepText('jobs', ended.sweep!, { columns: 100, color: false })).not.toContain('no flow offers a load');
  expect(reportHtml(ended, '')).toContain('<p><strong class="warning">INTERRUPTED</strong>, so that');
});

test('loads that nobody reached neither keep up nor agree with the closed form', () => {
  const holds = FULL.sweep!.points[0]!.load;
  const ended = {
    ...FULL.sweep!,
    interrupted: true as const,
    points: FULL.sweep!.points.slice(0, 1),
    throughput: { ...FULL.sweep!.throughput, holds, leaves: null },
  };
  const [, said] = partOf({ ...FULL, sweep: ended }, 'Load from').lines;
  expect(said).toBe('Throughput still grows at 0.5x; no higher load was reached. Closed form: 2x, work.');
});

test('a failure says what it misses and how many messages wait, which answers do not tell', () => {
  const { lines, notes } = partOf(FULL, 'Failures');
  expect(lines[0]).toBe('What happens: component work down from 4 s for 4 s.');
  expect(notes[0]).toMatch(/^job p99 until work: .*, asked 1 s \(Q1\)$/);
  const waits = notes.find((note) => note.startsWith('jobs: '))!;
  // Four seconds at 100 a second; done at 200 a second, they are gone 4 s after the repair.
  expect(Number(/up to (\d+) messages wait/.exec(waits)![1])).toBeGreaterThan(300);
  expect(Number(/up to (\d+) messages wait/.exec(waits)![1])).toBeLessThanOrEqual(401);
  expect(waits).toContain('none or few at the end of the run');
});

test('a long page has its contents, and each of them leads to a section', () => {
  const html = reportHtml(FULL, '');
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
  expect(targets.length).toBe(reportDocument(FULL).sections.length);
  for (const id of targets) expect(html.split(`id="${id}"`).length).toBe(2);
});

test('labels at the foot of upright lines do not run into each other', () => {
  const lines = uprightLines(
    [
      { at: 220, label: 'p50 3.25 ms' },
      { at: 345, label: 'p99 11.3 ms' },
      { at: 386, label: 'p99.9 17 ms' },
      { at: 565, label: 'p99 at most 100 ms (Q1)', target: true },
    ],
    'low',
    (value) => value,
    { left: 100, right: 565, top: 0, bottom: 100 },
  );
  const texts = lines.flatMap((line) => {
    const found = /<text x="([\d.]+)" y="([\d.]+)" text-anchor="(start|end)"[^>]*>([^<]*)</.exec(line);
    if (found === null) return [];
    const [, x, y, anchor, text] = found;
    // As wide as the widest of the fonts that a page may get: 7.5 pixels a character.
    const width = 7.5 * text!.length;
    const from = anchor === 'end' ? Number(x) - width : Number(x);
    return [{ y, from, to: from + width }];
  });
  expect(texts).toHaveLength(4);
  for (const [i, a] of texts.entries())
    for (const b of texts.slice(i + 1)) expect(a.y !== b.y || a.to <= b.from || b.to <= a.from).toBe(true);
});

test('a rate that few requests came of has no more digits than they tell', () => {
  expect(pointRate(1310, { simulated: 0.5, slice: 1 })).toBe('1310/s');
  expect(pointRate(1310, { simulated: 0.5, slice: 26 })).toBe('~1000/s');
  expect(pointRate(0, { simulated: 0.5, slice: 26 })).toBe('0/s');
});

test('one cache fills again, two fill again', () => {
  expect(refillText(['hot'])).toBe('how hot fills again');
  expect(refillText(['hot', 'cdn'])).toBe('how hot and cdn fill again');
});
