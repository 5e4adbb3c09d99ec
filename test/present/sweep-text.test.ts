import { expect, test } from 'vitest';
import { sweepText } from '#present/sweep-text.js';
import { type SweepReport, sweep } from '#simulate/sweep/sweep.js';
import { design } from '../helpers/design.js';

const OPTIONS = { columns: 100, color: false };

function report(call: string, options: Parameters<typeof sweep>[1]): SweepReport {
  return sweep(
    design(`
sysdrill: 1
title: swept
network: none
requirements: { quality: { Q1: { flow: f, p99: 300ms } } }
components:
  web: { is: client }
  api: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }
flows:
  f: { rate: 20/s, path: [ web -> api${call} ] }
`),
    options,
  );
}

test('a sweep on one screen: what is left where, and the curve as a table with bars, narrow terminals included', () => {
  const swept = report('', { from: 1, to: 6, points: 4, events: 150_000 });
  const text = sweepText('swept', swept, OPTIONS);
  const said = text.replace(/\s+/g, ' ');
  expect(said).toMatch(/Throughput stops growing between 4\.\d+x and 5\.\d+x\. api is the first bottleneck\./);
  expect(said).toContain('Closed form: 5x, api; they agree.');
  expect(said).toMatch(/f p99 300 ms \(Q1\) is left between \d\.\d+x and \d\.\d+x\. Closed form: about 4\.23x\./);
  expect(text.split('\n').filter((line) => /^ {2}[\d.]+x +\[#/.test(line)).length).toBe(swept.points.length);
  expect(text).toContain('-- throughput stops growing --');
  expect(text).toContain('-- p99 leaves 300 ms --');
  expect(text).not.toContain('Retries');
  const narrow = sweepText('swept', swept, { columns: 50, color: false });
  expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
});

test('a disagreement is said, the three bands are named, and an interruption too', () => {
  const swept = report(': { timeout: 0.1s, retries: 1 }', { from: 1, to: 4, points: 3, events: 100_000 });
  const text = sweepText('swept', { ...swept, interrupted: true, completed: 0.4 }, OPTIONS);
  const said = text.replace(/\s+/g, ' ');
  expect(said).toContain('The closed form and the simulation do not agree: the closed form expected it at 5x.');
  // No load is called safe that is beyond the one at which it goes down by itself.
  expect(said).toMatch(
    /safe up to 2\.[0-4]\d*x: there is room for every try that may be made up to 2\.5x \(closed form\), but throughput stops growing before that; at 2x it came back after the trigger/,
  );
  const { retries } = swept;
  const later = sweepText('swept', { ...swept, retries: { ...retries!, unstable: { holds: 3, leaves: 3.2 } } }, OPTIONS);
  expect(later.replace(/\s+/g, ' ')).toContain(
    'safe up to 2.5x: room for every try that may be made (closed form); at 2x it came back after the trigger',
  );
  expect(said).toMatch(/unstable from between 2\.\d+x and 2\.\d+x/);
  expect(text.split('\n')[1]).toBe('INTERRUPTED at 40%: this is what there was by then.');
});
