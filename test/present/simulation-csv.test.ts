import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { csv, sweepCsv, timelineCsv } from '#present/simulation-csv.js';
import { simulate } from '#simulate/simulate.js';
import { sweep } from '#simulate/sweep/sweep.js';
import { design } from '../helpers/design.js';
import { bare, free } from '../helpers/lines.js';

test('fields stand in quotes where RFC 4180 asks for it, and none is a formula', () => {
  expect(csv([['a,b', 'say "hi"', 'two\nlines', 'plain', null, 1.5]])).toBe('"a,b","say ""hi""","two\nlines",plain,,1.5\r\n');
  expect(csv([['=1+1', '@x', '-2'], [-2]])).toBe("'=1+1,'@x,'-2\r\n-2\r\n");
});

const MODEL = design(bare(free('a', 10), '{ rate: 20/s, path: [ web -> a ] }'));

test('the timeline is a row a slice and flow, and one row a flow where nothing happens', () => {
  const faults = [{ what: { kind: 'component' as const, component: ComponentId('a') }, at: 20, for: 20 }];
  const report = simulate(MODEL, { duration: 60, faults });
  const [head, ...rows] = timelineCsv(report)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(head).toEqual(['from', 'to', 'flow', 'offered', 'served', 'errors', 'p99']);
  expect(rows).toHaveLength(report.timeline.length);
  for (const [i, row] of rows.entries()) {
    const { from, to, flows } = report.timeline[i]!;
    const { offered, served, errors, p99 } = flows['f']!;
    expect(row).toEqual([from, to, 'f', offered, served, errors, p99 ?? ''].map(String));
  }
  expect(rows.some((row) => Number(row[5]) > 0)).toBe(true);
  const quiet = simulate(MODEL, { duration: 1000 });
  const { offered, served, latency } = quiet.flows['f']!;
  expect(quiet.timeline).toEqual([]);
  expect(timelineCsv(quiet)).toBe(`${head!.join(',')}\r\n0,1000,f,${offered},${served},0,${latency.p99}\r\n`);
});

test('a sweep is a row a load and flow', () => {
  const swept = sweep(MODEL, { from: 1, to: 2, points: 2, events: 20_000 });
  const [head, ...rows] = sweepCsv(swept)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(head).toEqual(['load', 'flow', 'offered', 'goodput', 'errors', 'p50', 'p99', 'busiest', 'utilisation', 'held']);
  expect(rows.map(([load, flow, offered]) => [load, flow, offered])).toEqual(
    swept.points.map(({ load, flows }) => [String(load), 'f', String(flows['f']!.offered)]),
  );
});
