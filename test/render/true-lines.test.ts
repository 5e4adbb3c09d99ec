import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { type Diagram, designDiagram, type EdgeStyle } from '#present/diagram-model.js';
import { terminalFlowchart } from '#render/terminal-flowchart.js';
import { DESIGNS, fixture } from '../helpers/fixture.js';
import { traceLines } from '../helpers/trace-lines.js';

const id = (n: number): ComponentId => ComponentId(`node${n}z`);
const styles: EdgeStyle[] = ['waits', 'handed-over'];

const diagrams: fc.Arbitrary<Diagram> = fc
  .record({
    boxes: fc.array(fc.constantFrom(undefined, 'g', 'h'), { minLength: 2, maxLength: 10 }),
    nested: fc.boolean(),
    edges: fc.uniqueArray(fc.record({ from: fc.nat(9), to: fc.nat(9), style: fc.constantFrom(...styles) }), {
      maxLength: 16,
      selector: ({ from, to, style }) => `${from} ${to} ${style}`,
    }),
  })
  .map(({ boxes, nested, edges }) => ({
    title: 'Random',
    nodes: boxes.map((box, n) => ({ id: id(n), shape: 'compute', title: id(n), details: ['service'], box })),
    boxes: [
      { id: 'g', title: 'outer' },
      { id: 'h', title: 'inner', parent: nested ? 'g' : undefined },
    ].filter((box) => boxes.includes(box.id as 'g') || (nested && boxes.includes('h'))),
    edges: edges
      .filter(({ from, to }) => from < boxes.length && to < boxes.length)
      // A component that waits for itself does not read.
      .filter(({ from, to, style }) => from !== to || style === 'handed-over')
      .map(({ from, to, style }, index) => ({ from: id(from), to: id(to), style, badge: String(index + 1), label: '' })),
    legend: [],
  }));

async function traced(diagram: Diagram, columns: number): Promise<string[] | undefined> {
  const canvas = await terminalFlowchart(diagram, columns, (node) => [node.title, ...node.details], false);
  return (
    canvas &&
    traceLines(
      canvas.rows(false),
      diagram.nodes.map((node) => node.title),
    )
  );
}

const ends = (diagram: Diagram): string[] =>
  diagram.edges
    .filter((edge) => edge.style !== 'follows')
    .map((edge) => `${edge.from} ${edge.to}`)
    .toSorted();

test.each(DESIGNS)('%s: whoever follows the lines finds the calls of the design, and no others', async (name) => {
  const diagram = designDiagram(fixture(name));
  expect(await traced(diagram, 90)).toEqual(ends(diagram));
});

test('in any design whoever follows the lines finds its calls, and no others', async () => {
  let drawn = 0;
  await fc.assert(
    fc.asyncProperty(diagrams, async (diagram) => {
      const found = await traced(diagram, 160);
      if (found === undefined) return;
      drawn++;
      expect(found).toEqual(ends(diagram));
    }),
    { numRuns: 80 },
  );
  expect(drawn).toBeGreaterThan(60);
});
