import type { Diagram, DiagramEdge, DiagramNode, EdgeStyle, NodeHeat } from '#present/diagram-model.js';
import { Canvas, type CellPoint, type Tone } from './canvas.js';
import { canBeFollowed } from './cell-routes.js';
import { type Arrow, arrowHead, type LineStyle } from './glyphs.js';
import { layOut, type Measure, type PlacedDiagram } from './layout.js';
import { type Point, piecesOf, type Rectangle } from './route.js';
import { cellsOf } from './terminal-text.js';

const LINES: Readonly<Record<EdgeStyle, LineStyle>> = { waits: 'solid', 'handed-over': 'dashed', follows: 'dotted' };

/** One line a text in a node's box: title, kind and size, and a mark that the caller puts there. */
export type NodeLines = (node: DiagramNode) => readonly string[];

/** Gaps in cells. A layer gap has a row under the boxes in which the numbers stand. */
const ROOMY = {
  nodeGap: 2,
  edgeNodeGap: 2,
  edgeGap: 2,
  layerGap: 2,
  layerEdgeGap: 1,
  layerEdgeNodeGap: 1,
  box: { top: 2, left: 2, bottom: 2, right: 2 },
};
const TIGHT = { ...ROOMY, nodeGap: 1, edgeNodeGap: 1, box: { top: 2, left: 1, bottom: 1, right: 1 } };

/** Layouts from the best-looking to the narrowest; `lines` is how many lines of a node are kept. */
const ATTEMPTS = [
  { gaps: ROOMY, asWritten: false, lines: Infinity },
  { gaps: ROOMY, asWritten: true, lines: Infinity },
  { gaps: TIGHT, asWritten: false, lines: Infinity },
  { gaps: TIGHT, asWritten: true, lines: Infinity },
  { gaps: TIGHT, asWritten: false, lines: 1 },
];

/** Above this many parts and lines nobody reads a drawing in a terminal, and laying it out takes seconds. */
const MOST = 300;

/** A drawing of at most so many columns, or undefined when no layout is as narrow. `lines` are the texts in a node's box. */
export async function terminalFlowchart(diagram: Diagram, columns: number, lines: NodeLines, ascii: boolean): Promise<Canvas | undefined> {
  if (diagram.nodes.length + diagram.edges.length > MOST) return undefined;
  let wanted = 0;
  for (const attempt of ATTEMPTS) {
    // What is far too wide is not saved by narrower gaps: only short boxes may help.
    if (wanted > columns * 1.5 && attempt.lines > 1) continue;
    const kept: NodeLines = (node) => lines(node).slice(0, attempt.lines);
    const { gaps, asWritten } = attempt;
    const placed = await layOut(diagram, { ...gaps, asWritten, boxTitle: (title) => cellsOf(title) + 6, node: sizeBy(kept) });
    const routes = routesOf(placed);
    const isTrue = canBeFollowed(
      routes.map(({ route }) => route),
      placed.nodes.map(({ at }) => cellsIn(at)),
      placed.boxes.map(({ at }) => cellsIn(at)),
    );
    if (Math.ceil(placed.width) <= columns && isTrue) return paint(placed, routes, kept, ascii);
    wanted = placed.width;
    if (wanted > columns * 4) return undefined;
  }
  return undefined;
}

/** Room for the text, and for three cells a line on each side, so that numbers of two digits fit between. */
const sizeBy =
  (lines: NodeLines): Measure['node'] =>
  (node, ends) => {
    const shown = lines(node);
    return { width: Math.max(...shown.map(cellsOf), ends * 3 - 2) + 4, height: shown.length + 2 };
  };

type Route = { readonly edge: DiagramEdge; readonly route: readonly CellPoint[] };

function routesOf(placed: PlacedDiagram): Route[] {
  const cells = new Map<string, Rectangle>(placed.nodes.map(({ node, at }) => [node.id, cellsIn(at)]));
  return placed.edges.map(({ edge, points }) => ({ edge, route: routeOf(points, edge, cells) }));
}

function paint(placed: PlacedDiagram, routes: readonly Route[], lines: NodeLines, ascii: boolean): Canvas {
  const canvas = new Canvas(Math.ceil(placed.width), Math.ceil(placed.height));
  for (const { at } of placed.boxes) {
    const { x, y, width, height } = cellsIn(at);
    canvas.rectangle(x, y, width, height, 'frame');
  }
  for (const { node, at } of placed.nodes) paintNode(canvas, node, cellsIn(at), lines(node));
  routes.forEach(({ edge, route }, owner) => canvas.line(route, LINES[edge.style], owner));
  for (const { box, at } of placed.boxes) paintTitle(canvas, ` ${box.title} `, cellsIn(at));
  for (const { edge, route } of routes) paintHead(canvas, edge, route, ascii);
  routes.forEach(({ edge, route }, owner) => paintBadge(canvas, edge.badge, route, owner));
  return canvas;
}

const cellsIn = (at: Rectangle): Rectangle => ({
  x: Math.floor(at.x + 1e-6),
  y: Math.floor(at.y + 1e-6),
  width: Math.round(at.width),
  height: Math.round(at.height),
});

/** A frame's title on its upper border, where no line crosses it if there is such a place. */
function paintTitle(canvas: Canvas, title: string, at: Rectangle): void {
  const places = Array.from({ length: Math.max(0, at.width - cellsOf(title) - 3) }, (_, index) => at.x + 2 + index);
  const free = places.find((start) =>
    Array.from({ length: cellsOf(title) }, (_, index) => start + index).every((x) => !canvas.hasLine(x, at.y)),
  );
  canvas.text(free ?? at.x + 2, at.y, title, 'dim');
}

function paintNode(canvas: Canvas, node: DiagramNode, at: Rectangle, lines: readonly string[]): void {
  canvas.rectangle(at.x, at.y, at.width, at.height, node.shape === 'external' ? 'dashed' : 'solid');
  lines.forEach((line, index) => {
    const x = at.x + Math.floor((at.width - cellsOf(line)) / 2);
    canvas.text(x, at.y + 1 + index, line, toneOf(node, line, index));
  });
}

const HEAT_TONES: Readonly<Record<NodeHeat['level'], Tone>> = { cool: 'good', busy: 'warning', full: 'bad', down: 'bad' };

/** The name is bold, and what says how full a part is has a colour. */
function toneOf({ heat }: DiagramNode, line: string, index: number): Tone {
  if (index === 0) return 'bold';
  return heat?.words.includes(line) === true ? HEAT_TONES[heat.level] : 'plain';
}

/** The cells of an edge, from the border of its source to the border of its target. */
function routeOf(points: readonly Point[], edge: DiagramEdge, cells: ReadonlyMap<string, Rectangle>): CellPoint[] {
  const route = points.map((point) => ({ x: Math.floor(point.x + 1e-6), y: Math.floor(point.y + 1e-6) }));
  attach(route, cells.get(edge.from));
  attach(route.reverse(), cells.get(edge.to));
  return route.reverse();
}

/** Puts the start of a route on the border of its node, off the corners, and its first piece with it. */
function attach(route: { x: number; y: number }[], at: Rectangle | undefined): void {
  const [end, next] = route;
  if (at === undefined || end === undefined || next === undefined) return;
  const isLevel = end.y === next.y && end.x !== next.x;
  const edge = isLevel ? 1 : 0;
  const wanted = {
    x: clamp(end.x, at.x + 1 - edge, at.x + at.width - 2 + edge),
    y: clamp(end.y, at.y + edge, at.y + at.height - 1 - edge),
  };
  if (isLevel) next.y = wanted.y;
  else if (end.x === next.x) next.x = wanted.x;
  Object.assign(end, wanted);
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

function paintHead(canvas: Canvas, edge: DiagramEdge, route: readonly CellPoint[], ascii: boolean): void {
  const end = route.at(-1);
  const before = route.at(-2);
  if (end === undefined || before === undefined || edge.style === 'follows') return;
  const direction: Arrow = before.y < end.y ? 'down' : before.y > end.y ? 'up' : before.x < end.x ? 'right' : 'left';
  canvas.text(end.x, end.y, arrowHead(direction, ascii));
}

/** Puts a number on its line where it covers nothing else, as near to the source as there is room. */
function paintBadge(canvas: Canvas, badge: string, route: readonly CellPoint[], owner: number): void {
  for (const { x, y } of cellsAlong(route)) {
    for (let shift = 0; shift < badge.length; shift++) {
      const start = x - shift;
      const covered = Array.from({ length: badge.length }, (_, index) => start + index);
      if (!covered.every((column) => canvas.isFree(column, y, owner))) continue;
      if (canvas.hasText(start - 1, y) || canvas.hasText(start + badge.length, y)) continue;
      return canvas.text(start, y, badge, 'accent');
    }
  }
}

/** The cells between a route's ends, in order. */
function cellsAlong(route: readonly CellPoint[]): CellPoint[] {
  const cells: CellPoint[] = [];
  for (const [from, to] of piecesOf(route)) {
    const dx = Math.sign(to.x - from.x);
    const dy = Math.sign(to.y - from.y);
    for (let { x, y } = from; x !== to.x || y !== to.y; x += dx, y += dy) cells.push({ x, y });
  }
  return cells.slice(1);
}
