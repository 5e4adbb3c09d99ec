import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulateCommand } from '#cli/commands/simulate.js';
import type { SimulateFlags } from '#cli/commands/simulate-options.js';
import { UsageError } from '#cli/io.js';
import type { SimulationReport } from '#simulate/simulate.js';
import { recordingIo } from '../../helpers/io.js';

const DESIGN = `
sysdrill: 1
title: a shop
regions:
  eu: { zones: [a, b] }
requirements:
  quality:
    Q1: { flow: buy, p99: 500ms }
components:
  web: { is: client }
  edge: { is: load-balancer, health-check: 1s }
  api: { is: service, replicas: 4, concurrency: 8, time: 10ms }
  db: { is: database, concurrency: 4, time: 5ms }
data:
  order: { in: db, key: id }
flows:
  buy: { rate: 50/s, peak: 3x, path: [ web -> edge -> api, { api -> db: { write: order } } ] }
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sysdrill-test-'));
  writeFileSync(join(folder, 'shop.yaml'), DESIGN);
  writeFileSync(join(folder, 'broken.yaml'), 'sysdrill: 1\ntitle: x\ncomponents:\n  web: { is: clint }\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(flags: SimulateFlags, file = 'shop.yaml'): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = recordingIo(folder);
  const code = await simulateCommand([file], flags, io);
  return { code, out: out(), err: err() };
}

const json = async (flags: SimulateFlags): Promise<SimulationReport> => JSON.parse((await run({ ...flags, json: true })).out);

test('prints rates, latencies, targets, components and the bottleneck, in words', async () => {
  const { code, out } = await run({});
  expect(code).toBe(0);
  expect(out).toMatch(/^a shop\n/);
  expect(out).toContain('STABLE at load 1x and at peak');
  expect(out).toMatch(/Bottleneck: db\. It is full at [\d.]+x the load/);
  expect(out).toMatch(/ {2}buy +1x +\S+\/s/);
  expect(out).toMatch(/ at +offered .* p99/);
  expect(out).toMatch(/^ {2}PASS {8}buy p99 {2}[\d.]+ ms {2}asked 500 ms {2}\d+% to spare {2}Q1$/m);
  expect(out).toMatch(/ {2}db +\[#+\+*\.*\]/);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('--json has the stable names and repeats byte for byte', async () => {
  const report = await json({ seed: '7' });
  expect(Object.keys(report)).toEqual(
    expect.arrayContaining([
      'schema',
      'seed',
      'load',
      'simulated',
      'warmup',
      'events',
      'flows',
      'components',
      'bottleneck',
      'knee',
      'timeline',
      'unresolved',
      'peak',
    ]),
  );
  expect(report).toMatchObject({
    schema: 'sysdrill/simulation@1',
    seed: 7,
    load: 1,
    bottleneck: 'db',
    timeline: [],
    knee: { component: 'db' },
  });
  expect(Object.keys(report.flows['buy']!)).toEqual(expect.arrayContaining(['offered', 'served', 'errors', 'latency', 'targets', 'spent']));
  expect(report.flows['buy']!.latency).toMatchObject({
    mean: expect.any(Number),
    p99: expect.any(Number),
    meanInterval: [expect.any(Number), expect.any(Number)],
  });
  expect(Object.keys(report.components['api']!)).toEqual(
    expect.arrayContaining(['utilisation', 'held', 'queueLength', 'waiting', 'throughput', 'dropped']),
  );
  expect((await run({ seed: '7', json: true })).out).toBe((await run({ seed: '7', format: 'json' })).out);
});

test('--load multiplies the rates, --duration says how long', async () => {
  const report = await json({ load: '2x', duration: '10min' });
  expect(report.load).toBe(2);
  expect(report.simulated).toBeCloseTo(600, 6);
  expect(Math.abs(report.flows['buy']!.offered - 100)).toBeLessThan(5);
  expect(Math.abs(report.peak!.flows['buy']!.offered - 300)).toBeLessThan(10);
});

test('--precision goes on until the mean and the p99 are known that well', async () => {
  const { flows } = await json({ precision: '2%' });
  const { mean, meanInterval, p99, p99Interval } = flows['buy']!.latency;
  expect((meanInterval![1] - meanInterval![0]) / 2 / mean!).toBeLessThanOrEqual(0.02);
  expect((p99Interval![1] - p99Interval![0]) / 2 / p99!).toBeLessThanOrEqual(0.02);
});

test('--kill shows what a failure did, before, during and after', async () => {
  const { out } = await run({ kill: ['db@20s..40s', 'zone:eu/b@20s..40s'] });
  expect(out).toContain('component db down from 20 s for 20 s');
  expect(out).toContain('zone eu/b down from 20 s for 20 s');
  expect(out).toMatch(/during 0\/s served, [\d.]+% failed, no answers/);
  expect(out).toMatch(/after .*; as before [^.;]* after the\s+repair/);
  const report = await json({ kill: 'instance:api' });
  expect(report.faults).toMatchObject([{ what: '1 instance of api down', for: 100 }]);
  expect(report.timeline).toHaveLength(60);
});

test('--scenario runs the failures that the design lists', async () => {
  writeFileSync(join(folder, 'drill.yaml'), `${DESIGN}faults: [ { kill: zone eu/a, at: 10s, for: 5s } ]\n`);
  const report: SimulationReport = JSON.parse((await run({ scenario: true, json: true }, 'drill.yaml')).out);
  expect(report.faults).toMatchObject([{ what: 'zone eu/a down', at: 10, for: 5 }]);
  expect(JSON.parse((await run({ json: true }, 'drill.yaml')).out).faults).toEqual([]);
});

test('a scenario file says load, time and what happens; flags go before it', async () => {
  const scenario = 'scenario: 1\nload: 2x\nduration: 100s\nfaults:\n  - { slow: db, factor: 3x, at: 20s, for: 30s }\n';
  writeFileSync(join(folder, 'bad-day.yaml'), scenario);
  const report = await json({ scenario: 'bad-day.yaml' });
  expect(report).toMatchObject({ load: 2, faults: [{ what: 'db 3x slower', at: 20, for: 30 }] });
  expect(report.simulated).toBeCloseTo(100, 6);
  expect(await json({ scenario: 'bad-day.yaml', load: '1x', kill: 'db@60s' })).toMatchObject({
    load: 1,
    faults: [{ what: 'db 3x slower' }, { what: 'component db down', at: 60, for: 60 }],
  });
});

test('a scenario file that does not read ends with 2, with the place of what is wrong in it', async () => {
  writeFileSync(join(folder, 'typo.yaml'), 'scenario: 1\nfaults:\n  - { kill: dbb }\n');
  const { code, out, err } = await run({ scenario: 'typo.yaml' });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^typo\.yaml\n +3:13 +error/);
  expect(err).toContain('There is no component "dbb"');
});

test.each<[SimulateFlags, string]>([
  [{ slow: 'db:4x@10s..20s' }, 'db 4x slower'],
  [{ slow: ['db@10s..20s'] }, 'db 5x slower'],
  [{ kill: 'slow:db:7@10s..20s' }, 'db 7x slower'],
  [{ kill: 'zone:eu-a@10s..20s' }, 'zone eu/a down'],
  [{ partition: 'eu/a,eu-b@10s..20s' }, 'eu/a and eu/b apart'],
  [{ surge: '3x@10s..20s' }, '3x the requests'],
])('%j makes it happen', async (flags, what) => {
  expect((await json({ ...flags, duration: '30s' })).faults).toMatchObject([{ what, at: 10, for: 10 }]);
});

test('--cold empties what a read says how often it finds things in', async () => {
  writeFileSync(
    join(folder, 'cached.yaml'),
    DESIGN.replace('  db: {', '  hot: { is: cache }\n  db: {').replace(
      '{ api -> db: { write: order } }',
      '{ api -> hot: { read: order, hit: 90% } }, { api -> db: { read: order, when: miss } }',
    ),
  );
  const { out } = await run({ cold: 'hot@10s..20s', duration: '30s', json: true }, 'cached.yaml');
  expect((JSON.parse(out) as SimulationReport).faults).toMatchObject([{ kind: 'cold', what: 'hot loses its contents', at: 10, for: 10 }]);
});

test('--failures draws them from availability and repair, and says what came', async () => {
  const { out } = await run({ failures: '20000x', duration: '10min', seed: '3' });
  expect(out).toMatch(/drawn 20[.,k0-9]*x as often as in life: \d+ failures?/);
  expect((await run({ failures: '1x' })).out).toContain('none came; ask for a longer --duration');
});

describe('what cannot be done is said in a sentence, with what was expected', () => {
  test.each<[SimulateFlags, RegExp, RegExp]>([
    [{ seed: 'x' }, /--seed is "x"/, /whole number/],
    [{ load: '-1' }, /--load is "-1"/, /2x/],
    [{ load: '5s' }, /--load is "5s"/, /2x/],
    [{ duration: '10' }, /--duration is "10"/, /10min/],
    [{ precision: '200%' }, /--precision is "200%"/, /below 100%/],
    [{ kill: ['apl'] }, /no component "apl"/, /Did you mean api/],
    [{ kill: ['zone:eu/c'] }, /no zone "eu\/c"/, /eu\/[ab]/],
    [{ kill: ['rack:1'] }, /--kill is "rack:1"/, /zone:region\/zone/],
    [{ kill: ['api@40s..20s'] }, /--kill is "api@40s\.\.20s"/, /end after/],
    [{ slow: 'db:fast' }, /--slow is "db:fast"/, /db:5x/],
    [{ slow: 'edgy:2x' }, /no component "edgy"/, /Did you mean edge/],
    [{ partition: 'eu/a' }, /--partition is "eu\/a"/, /two regions or two zones/],
    [{ partition: 'eu/a,eu/x' }, /no zone "eu\/x"/, /eu\/[ab]/],
    [{ surge: '-2x' }, /--surge is "-2x"/, /such as 5x/],
    [{ failures: 'often' }, /--failures is "often"/, /1000x/],
    [{ confidence: '90%' }, /--confidence is "90%"/, /95% or 99%/],
    [{ scenario: 'none.yaml' }, /none\.yaml/, /./],
    [{ scenario: true }, /no faults/, /scenario file/],
    [{ kill: ['web'] }, /web stands for users/, /--load/],
    [{ slow: 'web:2x' }, /web stands for users/, /--load/],
    [{ cold: 'db' }, /no copies to lose/, /hit: 95%/],
    [{ format: 'xml' }, /no format "xml"/, /json/],
  ])('%j', async (flags, message, help) => {
    const error: unknown = await run(flags).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toMatch(message);
    expect((error as UsageError).help).toMatch(help);
  });

  test('a file that is not there', async () => {
    await expect(run({}, 'nowhere.yaml')).rejects.toBeInstanceOf(UsageError);
  });

  test('a design that does not read ends with 2: in words on standard error, as JSON on standard output', async () => {
    const words = await run({}, 'broken.yaml');
    expect(words).toMatchObject({ code: 2, out: '' });
    expect(words.err).toContain('client');
    const machine = await run({ json: true }, 'broken.yaml');
    expect(machine).toMatchObject({ code: 2, err: '' });
    expect(JSON.parse(machine.out).files[0]).toMatchObject({ file: 'broken.yaml', status: 'invalid' });
  });
});
