import type { Diagram, DiagramNode } from '#present/diagram-model.js';
import { layOut, type Measure, type PlacedDiagram } from './layout.js';
import type { Point, Rectangle } from './route.js';
import { drawBadge, placeBadges } from './svg-badges.js';
import { type Piece, svgKey, svgLegend } from './svg-legend.js';
import { arrowHeadPath, routePath, shapePath, towards } from './svg-shapes.js';
import { px, textAt, textWidth } from './svg-text.js';
import { FONT } from './svg-theme.js';

const GAPS = {
  nodeGap: 36,
  edgeNodeGap: 22,
  edgeGap: 20,
  layerGap: 48,
  layerEdgeGap: 18,
  layerEdgeNodeGap: 22,
  box: { top: 44, left: 24, bottom: 24, right: 24 },
};

/** Least width of the legend under a small drawing. */
const LEAST = 640;

/** The lines of text in a node's box. */
export type NodeLines = (node: DiagramNode) => readonly string[];

/** The drawing with its legend, from the given left upper corner down. */
export async function svgFlowchart(diagram: Diagram, lines: NodeLines, x: number, y: number): Promise<Piece & { readonly width: number }> {
  const measure: Measure = {
    ...GAPS,
    boxTitle: (title) => textWidth(title, FONT.detail) + 48,
    node: (node, ends) => {
      const widths = lines(node).map((line, index) => textWidth(line, index === 0 ? FONT.node : FONT.detail));
      return { width: Math.max(84, ...widths.map((width) => width + 36), ends * 26 + 10), height: 24 + lines(node).length * 17 };
    },
  };
  const placed = shifted(await layOut(diagram, measure), x, y);
  const width = Math.max(LEAST, placed.width);
  const key = svgKey(new Set(diagram.edges.map((edge) => edge.style)), x, y + placed.height + 28);
  const legend = svgLegend(diagram, x, y + placed.height + 28 + key.height, width);
  const markup = [drawing(placed, lines), key.markup, legend.markup].join('\n');
  return { markup, width, height: placed.height + 28 + key.height + legend.height };
}

function shifted(placed: PlacedDiagram, x: number, y: number): PlacedDiagram {
  const move = (at: Rectangle): Rectangle => ({ ...at, x: at.x + x, y: at.y + y });
  return {
    ...placed,
    nodes: placed.nodes.map(({ node, at }) => ({ node, at: move(at) })),
    boxes: placed.boxes.map(({ box, at }) => ({ box, at: move(at) })),
    edges: placed.edges.map(({ edge, points }) => ({ edge, points: points.map((point) => ({ x: point.x + x, y: point.y + y })) })),
  };
}

function drawing(placed: PlacedDiagram, lines: NodeLines): string {
  const boxes = placed.boxes.map(({ box, at }) => {
    const frame = `<rect x="${px(at.x)}" y="${px(at.y)}" width="${px(at.width)}" height="${px(at.height)}" rx="8" class="place"/>`;
    return frame + textAt(at.x + 14, at.y + 20, box.title, { class: 'detail' });
  });
  const routes = placed.edges.map(({ points }) => points);
  const edges = placed.edges.map(({ edge, points }) => drawEdge(points, edge.style));
  const nodes = placed.nodes.map(({ node, at }) => drawNode(node, at, lines(node)));
  const badges = placed.edges.map(({ edge }) => edge.badge);
  const places = placeBadges(
    badges,
    routes,
    placed.nodes.map(({ at }) => at),
  );
  return [...boxes, ...edges, ...nodes, ...badges.map((text, index) => drawBadge(text, places[index] as Rectangle))].join('\n');
}

function drawNode(node: DiagramNode, at: Rectangle, lines: readonly string[]): string {
  // The lid of a cylinder takes room at the top.
  const drop = node.shape === 'store' ? 4 : 0;
  const texts = lines.map((line, index) =>
    textAt(at.x + at.width / 2, at.y + 26 + drop + index * 17, line, { class: index === 0 ? 'node' : 'detail', anchor: 'middle' }),
  );
  const outline = shapePath(node.shape, at);
  // A class beside that of the shape, which stands after it in the style sheet.
  return (node.heat === undefined ? outline : outline.replace('class="shape ', `class="heat-${node.heat.level} shape `)) + texts.join('');
}

function drawEdge(points: readonly Point[], style: string): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return '';
  const headed = style !== 'follows';
  const route = headed ? [...points.slice(0, -1), towards(tip, before, 7)] : points;
  return `<path d="${routePath(route)}" class="line ${style}"/>${headed ? arrowHeadPath(before, tip) : ''}`;
}
