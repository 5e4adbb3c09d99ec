import { expect, test } from 'vitest';
import { checkDesign } from '#cli/check/check-files.js';
import { evaluate } from '#evaluate/evaluate.js';
import { judgeText } from '#evaluate/fix/verify-fix.js';
import { checkText } from '#present/check-text.js';
import { timeText } from '#present/figure-text.js';
import { htmlText, markdownText } from '#present/markdown-text.js';
import { reportDocument } from '#present/report-document.js';
import { reportHtml } from '#present/report-html.js';
import { reportMarkdown } from '#present/report-markdown.js';
import { simulate } from '#simulate/simulate.js';

const SHOP = `
sysdrill: 1
title: A shop
regions: { r: { zones: [ a, b, c ] } }
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 3, auth: session, tls: true }
  api: { is: service, replicas: 3, concurrency: 4, cores: 4, time: 10ms }
  db: { is: database, kind: sql, disk: 100 GB, concurrency: 32, time: { mean: 2ms, shape: constant }, replication: { mode: single-leader, copies: 2, sync: async, failover: automatic, switch: 5s }, backup: 1 day }
data: { order: { in: db, key: id, item: 1 kB, keep: 7 year, changes: append } }
flows: { buy: { rate: 3 k/s, path: [ web -> edge -> api, api -> db: { write: order } ] } }
requirements: { quality: { Q1: { data: order, loss: none } } }
`;
const report = () => {
  const { model, rules, diagnostics } = evaluate(SHOP, undefined, { version: '0', sha256: () => '' });
  return {
    file: 'shop.yaml',
    model: model!,
    diagnostics,
    rules: rules!,
    simulation: simulate(model!, { duration: 1, warmup: 0, peak: false }),
  };
};

test('words of the language are code, in HTML and in Markdown; names never are', () => {
  expect(htmlText('Say `limit: 2000 /s` for "a<b>".')).toBe('Say <code>limit: 2000 /s</code> for &quot;a&lt;b&gt;&quot;.');
  expect(markdownText('Say `limit: 2000 /s` for "a_b" (it is open).')).toBe('Say `limit: 2000 /s` for "a\\_b" (it is open).');
  expect(markdownText('"`*[x](y)`" and one ` more')).toBe('"\\`\\*\\[x\\](y)\\`" and one \\` more');
  expect(htmlText('one ` more')).toBe('one ` more');
  // "Put a limit on the gateway (`limit: 2000 /s`)" is among the findings.
  const page = reportHtml(report(), '<svg></svg>');
  expect(page).toMatch(/<code>[a-z]/);
  expect(page.replace(/<style>[\s\S]*<\/style>|<svg>[\s\S]*<\/svg>/g, '')).not.toContain('`');
  expect(reportMarkdown(report())).not.toContain('\\`');
});

test('counts, verdicts and times are as people say them', () => {
  const { summary, sections } = reportDocument(report());
  expect(summary).not.toMatch(/\b1 (errors|warnings|notes)/);
  const cells = sections.flatMap(({ table }) => table?.rows.flat() ?? []);
  expect(cells).not.toContain('none');
  const storage = sections.find(({ title }) => title === 'Storage')!;
  expect(storage.table!.rows[0]!.at(-1)).toBe('9.26 h');
  expect([0.5, 90, 40_000, 86_400, 1e7, 31_557_600, 1e9].map(timeText)).toEqual([
    '500 ms',
    '1.5 min',
    '11.1 h',
    '1 day',
    '116 days',
    '1 year',
    '31.7 years',
  ]);
});

test('a section without rows has no empty table', () => {
  const text = SHOP.replace(', item: 1 kB, keep: 7 year', '');
  const { model, rules, diagnostics } = evaluate(text, undefined, { version: '0', sha256: () => '' });
  const simulation = simulate(model!, { duration: 1, warmup: 0, peak: false });
  const { sections } = reportDocument({ file: 'shop.yaml', model: model!, diagnostics, rules: rules!, simulation });
  const storage = sections.find(({ title }) => title === 'Storage')!;
  expect([storage.table, storage.notes]).toEqual([undefined, [expect.stringContaining('Not counted')]]);
  for (const { table } of sections) expect(table?.rows).not.toEqual([]);
});

test('a fix says what more it runs for, and what it costs, beside it', () => {
  const checked = checkDesign('shop.yaml', SHOP);
  const titles = [...checked.fixes!.values()].map(({ tried }) => tried.fix.title);
  // 3,000 visits a second that hold a slot of 4 for 13 ms: 9.75 instances, and a third of the machines may go.
  expect(titles).toContain('Run 15 instances of "api": the 10 it takes, with any one zone lost');
  const told = checkText({ files: [checked] }, { columns: 200, color: false });
  expect(told).toMatch(/Fix: Run 15 instances of "api": [^\n]*\. It costs: [^\n]*instances of api: 3 -> 15\./);
  expect(judgeText(SHOP)!.rules.bugs).toEqual([]);
});
