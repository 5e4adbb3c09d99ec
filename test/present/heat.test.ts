import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { heatOf } from '#present/heat.js';
import { toMermaid } from '#present/mermaid.js';
import { componentTable } from '#present/simulation-tables.js';
import { drawSvg } from '#render/draw-svg.js';
import { drawTerminal } from '#render/draw-terminal.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare } from '../helpers/lines.js';
import { readMermaid } from '../helpers/mermaid-parser.js';

const MODEL = design(`
sysdrill: 1
title: heat
components:
  web: { is: client }
  edge: { is: load-balancer, limit: 1000/s }
  calm: { is: service, replicas: 4, concurrency: 8, time: 1ms }
  warm: { is: service, replicas: 1, concurrency: 1, time: { mean: 8ms, shape: constant } }
  full: { is: service, replicas: 1, concurrency: 1, shed: 2, time: { mean: 20ms, shape: constant } }
  gone: { is: cache }
data: { item: { in: gone, key: id } }
flows:
  f: { rate: 100/s, path: [ web -> edge -> calm, calm -> warm, calm ~> full, calm -> gone: { read: item } ] }
`);
const FAULTS = [{ what: { kind: 'component' as const, component: ComponentId('gone') }, at: 5, for: 5 }];
const HEAT = heatOf(simulate(MODEL, { duration: 30, faults: FAULTS }), MODEL, FAULTS);

test('each component has its level, and words that say the same', () => {
  expect([...HEAT].map(([id, { level }]) => [id, level])).toEqual([
    ['edge', 'cool'],
    ['calm', 'cool'],
    ['warm', 'busy'],
    ['full', 'full'],
    ['gone', 'down'],
  ]);
  expect(HEAT.get(ComponentId('edge'))!.words).toEqual(['10% of its limit']);
  expect(HEAT.get(ComponentId('warm'))!.words[0]).toMatch(/^(79|8\d)(\.\d)?% busy$/);
  expect(HEAT.get(ComponentId('full'))!.words.join(' ')).toMatch(/FULL, full first/);
  expect(HEAT.get(ComponentId('gone'))!.words[0]).toBe('DOWN');
});

test('own work and slots that wait are shares of different things: never added', () => {
  const model = design(
    bare(
      '  api: { is: service, replicas: 1, cores: 1, concurrency: 40, shed: 40, time: 1ms }\n  db: { is: service, replicas: 1, concurrency: 8, time: 20ms }',
      '{ rate: 1200/s, path: [ web -> api -> db ] }',
    ),
  );
  const report = simulate(model, { duration: 8 });
  const { utilisation, held, inUse } = report.components['api']!;
  // A core that works 400 times a second for 1 ms, and 40 slots that wait for the other: more than all of it if they were added.
  expect(utilisation).toBeCloseTo(0.4, 1);
  expect(utilisation + held).toBeGreaterThan(1.2);
  expect(inUse).toBeCloseTo(held + utilisation / 40, 6);
  const words = [...heatOf(report, model).values()].flatMap((each) => each.words).join(' ');
  expect(words).toMatch(/9\d(\.\d)?% of slots in use/);
  expect(words).not.toMatch(/1\d\d(\.\d)?%/);
  const line = componentTable(report, { columns: 200, color: false }).find((each) => each.trim().startsWith('api'))!;
  expect(line).toMatch(/\[#{8}\+{11,12}\.?\]/);
});

test('in a terminal the words have a colour; without colours and in ASCII the same words stand there', async () => {
  const plain = await drawTerminal(MODEL, { columns: 100, heat: HEAT, legend: false });
  const coloured = await drawTerminal(MODEL, { columns: 100, heat: HEAT, legend: false, color: true });
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  expect(coloured).toContain('\u001b[31mFULL, full first\u001b[0m');
  expect(coloured).toContain('\u001b[31mDOWN\u001b[0m');
  const ascii = await drawTerminal(MODEL, { columns: 100, heat: HEAT, legend: false, ascii: true });
  expect(ascii).toMatch(/^[\x20-\x7e\n]*$/);
  expect(ascii).toContain('FULL, full first');
});

test('SVG and Mermaid fill each box by its level, beside the words', async () => {
  const svg = await drawSvg(MODEL, { heat: HEAT });
  for (const level of ['cool', 'busy', 'full', 'down']) expect(svg).toContain(`class="heat-${level} shape`);
  expect(svg).toContain('>FULL, full first</text>');
  const mermaid = toMermaid(MODEL, { heat: HEAT });
  expect(mermaid).toMatch(/class n4 full$/m);
  const read = await readMermaid(mermaid);
  expect([...read.getVertices().values()].filter(({ text }) => text?.includes('DOWN'))).toHaveLength(1);
  expect(toMermaid(MODEL)).not.toContain('classDef');
});
