import { expect, test } from 'vitest';
import { gradeJson } from '#present/grade-json.js';
import { gradeMarkdown } from '#present/grade-markdown.js';
import { gradeText } from '#present/grade-text.js';
import type { FailedRow, GradeReport, GradeRow } from '#score/report.js';
import { statisticsOf } from '#score/statistics.js';
import { referenceText, rowOf } from '../helpers/graded.js';

const HOSTILE = 'a|b\u001b[31m\u202e<script>`[x](y)\n# z.yaml';

const report = (rows: readonly GradeRow[]): GradeReport => ({
  engine: { name: 'sysdrill', version: '1.2.3' },
  rows,
  statistics: statisticsOf(rows),
});
const lost: FailedRow = {
  file: HOSTILE,
  status: 'error',
  problem: undefined,
  level: 'mid',
  code: 'file/missing',
  reason: HOSTILE,
  diagnostics: [],
};
const named = async (name: string, file: string): Promise<GradeRow> => ({
  ...(await rowOf(await referenceText('online-payment', name), 'online-payment')),
  file,
});

test('a name in markdown starts no markup, cell or line of its own', () => {
  const out = gradeMarkdown(report([lost]));
  const row = out.split('\n').find((line) => line.startsWith('| a'));
  expect(row).toBe(
    '| a\\|b\ufffd\\[31m\ufffd&lt;script\\>\\`\\[x\\](y) \\# z.yaml | - | error: a\\|b\ufffd\\[31m\ufffd&lt;script\\>\\`\\[x\\](y) \\# z.yaml | mid | - |',
  );
});

test('a table shows worst and best alike, and what is wrong where there is no score', async () => {
  const rows = [await named('weak', 'one.yaml'), lost, await named('strong', 'two.yaml')];
  const [first, second, third] = gradeText(report(rows)).split('\n');
  expect(first).toMatch(/^ \d\d\.\d {2}weak {4}one\.yaml +weakest: \S+ +\d+\.\d\/ *\d+\.\d$/);
  expect(second).toMatch(/^ {4}- {2}error {3}a\|b\ufffd\[31m\ufffd<script>`\[x\]\(y\) # z\.yaml {2}/);
  expect(third).toMatch(/^ *\d+\.\d {2}strong {2}two\.yaml/);
});

test('lines keep to the width, but for a word that is longer', async () => {
  const out = gradeText(report([await named('fair', 'one.yaml')]), 60);
  const tooWide = out.split('\n').filter((line) => line.length > 60 && line.trim().includes(' '));
  expect(tooWide).toEqual([]);
});

test('json says in words and in data what every lost point needs', async () => {
  const { results } = JSON.parse(gradeJson(report([await named('fair', 'one.yaml')]))) as {
    results: { criteria: { evidence: { verdict: string; reason: string; message: string; help?: string; of: number }[] }[] }[];
  };
  const lines = results.flatMap((one) => one.criteria).flatMap((one) => one.evidence);
  const short = lines.filter((line) => line.verdict === 'fail' || line.verdict === 'missing');
  expect(short.length).toBeGreaterThan(5);
  expect(short.filter((line) => !line.help)).toEqual([]);
  expect(lines.filter((line) => /NaN|undefined|\?/.test(`${line.message}${line.help ?? ''}`))).toEqual([]);
});

test('statistics are those of the graded rows, in any order of them', async () => {
  const rows = [await named('weak', 'one.yaml'), await named('fair', 'two.yaml'), lost, await named('strong', 'three.yaml')];
  const all = statisticsOf(rows);
  const scores = rows.flatMap((row) => (row.status === 'ok' ? [row.card.score] : []));
  expect(all).toMatchObject({ files: 4, ok: 3, invalid: 0, error: 1, bands: { fair: 1, strong: 1, weak: 1 } });
  expect(all.score).toEqual({
    mean: Math.round((scores.reduce((a, b) => a + b) / 3) * 10) / 10,
    median: scores[1],
    min: scores[0],
    max: scores[2],
  });
  expect(statisticsOf([...rows].reverse())).toEqual(all);
  expect(statisticsOf([lost])).toMatchObject({ score: null, criteria: [], nobodyPasses: [] });
  expect(statisticsOf([rows[0]!, rows[1]!]).nobodyPasses.length).toBeGreaterThan(0);
});
