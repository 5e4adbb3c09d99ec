import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { ComponentId, FlowId } from '#model/ids.js';
import { designDiagram } from '#present/diagram-model.js';
import { drawTerminal } from '#render/draw-terminal.js';
import { design } from '../helpers/design.js';
import { DESIGNS, fixture } from '../helpers/fixture.js';
import { hostileText } from '../helpers/hostile-text.js';
import { renamedModel } from '../helpers/renamed-model.js';

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => stringWidth(line)));

const SMALL = design(`
sysdrill: 1
title: Small
regions:
  eu: { zones: [a, b] }
components:
  app: { is: client }
  api: { is: service, replicas: 2, time: 1ms }
  hot: { is: cache }
  log: { is: queue }
data:
  item: { in: hot, key: id }
flows:
  show:
    rate: 1 /s
    path:
      - app -> api
      - api -> hot: { read: item }
      - api ~> log
`);

test('a design: boxes in layers, numbered lines, dashed where handed over, a legend below', async () => {
  expect(await drawTerminal(SMALL, { columns: 80 })).toMatchInlineSnapshot(`
    "Small

       ┌────────┐
       │  app   │
       │ client │
       └────┬───┘
            1
            │
            │
    ╔═ eu ══╪═════════════════╗
    ║       │                 ║
    ║ ┌─────▼───┐             ║
    ║ │   api   │             ║
    ║ │ service │             ║
    ║ │   2×    │             ║
    ║ └───┬───┬─┘             ║
    ║     2   3               ║
    ║     │   └╌╌╌╌╌╌╌╌┐      ║
    ║ ┌───▼───┐  ┌─────▼────┐ ║
    ║ │  hot  │  │   log    │ ║
    ║ │ cache │  │  queue   │ ║
    ║ └───────┘  │ 3 copies │ ║
    ║            └──────────┘ ║
    ║                         ║
    ╚═════════════════════════╝

    ─── waits (->)   ╌╌╌ handed over (~>)

    1  app -> api  show
    2  api -> hot  show: read item
    3  api ~> log  show
    "
  `);
});

test('in plain ASCII the same picture', async () => {
  expect(await drawTerminal(SMALL, { columns: 80, ascii: true })).toMatchInlineSnapshot(`
    "Small

       +--------+
       |  app   |
       | client |
       +----+---+
            1
            |
            |
    #= eu ==+=================#
    #       |                 #
    # +-----v---+             #
    # |   api   |             #
    # | service |             #
    # |   2x    |             #
    # +---+---+-+             #
    #     2   3               #
    #     |   +........+      #
    # +---v---+  +-----v----+ #
    # |  hot  |  |   log    | #
    # | cache |  |  queue   | #
    # +-------+  | 3 copies | #
    #            +----------+ #
    #                         #
    #=========================#

    --- waits (->)   ... handed over (~>)

    1  app -> api  show
    2  api -> hot  show: read item
    3  api ~> log  show
    "
  `);
});

test('a sequence: lifelines with numbered arrows, the words beside them where there is room', async () => {
  expect(await drawTerminal(SMALL, { columns: 80, type: 'sequence', flow: FlowId('show') })).toMatchInlineSnapshot(`
    "Small: show

    app   api   hot   log
     │─1──▶│     │     │    1
     │     ┃─2──▶│     │    2 read item
     │     ┃╌3╌╌╌│╌╌╌╌▶│    3
    "
  `);
});

test('marks stand in the boxes that they are about', async () => {
  const text = await drawTerminal(SMALL, { columns: 80, marks: new Map([[ComponentId('hot'), '93% busy']]) });
  const lines = text.split('\n');
  const row = lines.findIndex((line) => line.includes('93% busy'));
  expect(lines[row - 2]).toContain('hot');
});

test('colour adds to the picture and carries nothing', async () => {
  const plain = await drawTerminal(SMALL, { columns: 80 });
  const coloured = await drawTerminal(SMALL, { columns: 80, color: true });
  expect(coloured).not.toBe(plain);
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain);
});

test.each(DESIGNS)('%s is drawn within 80 columns, every number of the legend on a line of the picture', async (name) => {
  const text = await drawTerminal(fixture(name), { columns: 80 });
  const picture = text.slice(0, text.indexOf('waits (->)'));
  expect(widest(text)).toBeLessThanOrEqual(80);
  expect(picture).not.toContain('Too large');
  const legend = designDiagram(fixture(name)).legend;
  const lines = picture.replace(/[\p{L}][^│║╎┌└]*/gu, ' ');
  expect(legend.map((entry) => entry.number).filter((number) => !new RegExp(`(?<!\\d)${number}(?![\\d×])`).test(lines))).toEqual([]);
});

test('a deployment: regions one below the other, zones side by side, within 80 columns', async () => {
  const text = await drawTerminal(fixture('chat'), { columns: 80, type: 'deployment' });
  const rows = text.split('\n');
  const row = (title: string) => rows.findIndex((line) => line.includes(title));
  expect(widest(text)).toBeLessThanOrEqual(80);
  expect(row('us-east/a')).toBe(row('us-east/c'));
  expect(row('eu-west/a')).toBe(row('eu-west/c'));
  expect(row('us-east/a')).toBeLessThan(row('eu-west/a'));
  expect(rows[row('us-east/a')]!.indexOf('us-east/a')).toBeLessThan(rows[row('us-east/a')]!.indexOf('us-east/b'));
});

test('what fits no drawing is a list that says so and names every part', async () => {
  const text = await drawTerminal(fixture('online-payment'), { columns: 30, legend: false });
  expect(text.split('\n').slice(0, 12)).toMatchInlineSnapshot(`
    [
      "Online payment",
      "",
      "Too large to draw in 30",
      "columns, so here as a list;",
      "\`-o design.svg\` draws it",
      "whole.",
      "",
      "shop (client)",
      "  1 -> edge (api gateway,",
      "    3×)",
      "    2 -> limit (rate",
      "      limiter, 1×)",
    ]
  `);
  for (const id of fixture('online-payment').components.keys()) expect(text).toContain(id);
});

test('a design without components says so', async () => {
  const empty = { ...SMALL, components: new Map(), flows: new Map() };
  expect(await drawTerminal(empty, { columns: 40 })).toBe('Small\n\nNo components yet.\n');
});

test('whatever the names and the width: no line too long, no control characters, ASCII where asked', async () => {
  const views = [{}, { flow: FlowId('redirect') }, { flow: FlowId('redirect'), type: 'sequence' as const }];
  await fc.assert(
    fc.asyncProperty(
      fc.array(hostileText, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 20, max: 140 }),
      fc.boolean(),
      fc.constantFrom(...views),
      async (names, columns, ascii, view) => {
        const model = renamedModel(fixture('headline'), names);
        const marks = new Map([...model.components.keys()].map((id) => [id, names.join(' ')]));
        const text = await drawTerminal(model, { columns, ascii, marks, ...view });
        expect(widest(text)).toBeLessThanOrEqual(columns);
        expect(text).not.toMatch(/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069](?<!\n)/u);
        if (ascii) expect(text).toMatch(/^[\n\x20-\x7e]*$/);
      },
    ),
    { numRuns: 40 },
  );
});
