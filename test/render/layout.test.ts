import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { designDiagram } from '#present/diagram-model.js';
import { layOut, type Measure } from '#render/layout.js';
import { type Point, piecesOf, type Rectangle } from '#render/route.js';
import { DESIGNS, fixture } from '../helpers/fixture.js';

const measure: Measure = {
  node: (node) => ({ width: 40 + node.title.length * 8, height: 40 }),
  boxTitle: (title) => title.length * 8,
  nodeGap: 30,
  edgeNodeGap: 20,
  edgeGap: 20,
  layerGap: 40,
  layerEdgeGap: 15,
  layerEdgeNodeGap: 20,
  box: { top: 40, left: 20, bottom: 20, right: 20 },
};

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const onBorder = (point: Point, at: Rectangle): boolean => {
  const within = point.x >= at.x - 0.5 && point.x <= at.x + at.width + 0.5 && point.y >= at.y - 0.5 && point.y <= at.y + at.height + 0.5;
  const inside = point.x > at.x + 0.5 && point.x < at.x + at.width - 0.5 && point.y > at.y + 0.5 && point.y < at.y + at.height - 0.5;
  return within && !inside;
};

test.each(DESIGNS)(
  '%s: nodes stand apart in their frames, lines run level and upright from border to border and through no node',
  async (name) => {
    const diagram = designDiagram(fixture(name));
    const placed = await layOut(diagram, measure);
    const nodes = new Map(placed.nodes.map(({ node, at }) => [node.id, at]));
    const boxes = new Map(placed.boxes.map(({ box, at }) => [box.id, at]));
    expect(placed.nodes.map(({ node }) => node.id).toSorted()).toEqual(diagram.nodes.map((node) => node.id).toSorted());
    const places = [...nodes.values()];
    places.forEach((a, index) => {
      for (const b of places.slice(index + 1)) expect(overlap(a, b)).toBe(false);
    });
    for (const { node, at } of placed.nodes) if (node.box !== undefined) expect(contains(boxes.get(node.box)!, at)).toBe(true);
    for (const { edge, points } of placed.edges) {
      expect(onBorder(points[0]!, nodes.get(edge.from)!)).toBe(true);
      expect(onBorder(points.at(-1)!, nodes.get(edge.to)!)).toBe(true);
      for (const [from, to] of piecesOf(points)) {
        expect(from.x === to.x || from.y === to.y).toBe(true);
        const piece = {
          x: Math.min(from.x, to.x),
          y: Math.min(from.y, to.y),
          width: Math.abs(from.x - to.x),
          height: Math.abs(from.y - to.y),
        };
        expect([...nodes].filter(([, at]) => overlap(piece, at)).map(([id]) => id)).toEqual([]);
      }
    }
  },
);

test('the same diagram gets the same places', async () => {
  const diagram = designDiagram(fixture('online-payment'));
  expect(await layOut(diagram, measure)).toEqual(await layOut(diagram, measure));
});

test('what is too large for any picture is said in a sentence, at once', async () => {
  const [first] = designDiagram(fixture('headline')).nodes;
  const nodes = Array.from({ length: 2001 }, (_, index) => ({ ...first!, id: ComponentId(`c${index}`), box: undefined }));
  await expect(layOut({ title: '', nodes, boxes: [], edges: [], legend: [] }, measure)).rejects.toMatchObject({
    name: 'RenderError',
    message: 'The diagram has 2001 components and 0 connections; a picture of more than 2000 in all is not drawn',
  });
});
