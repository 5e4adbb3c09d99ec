import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk.bundled.js';
import { present } from '#base/invariant.js';
import type { DiagramBox } from '#present/diagram-boxes.js';
import type { Diagram, DiagramEdge, DiagramNode } from '#present/diagram-model.js';
import { RenderError } from './render-error.js';
import { type Point, type Rectangle, rightAngled, type Size } from './route.js';

/** Sizes and gaps of one output, in that output's own unit: pixels, or cells of a terminal. */
export type Measure = {
  /** The size of a node at one side of which so many lines may arrive. */
  readonly node: (node: DiagramNode, lines: number) => Size;
  /** The least width of a box with this title. */
  readonly boxTitle: (title: string) => number;
  /** Between two nodes of a layer, an edge and a node, two edges. */
  readonly nodeGap: number;
  readonly edgeNodeGap: number;
  readonly edgeGap: number;
  /** Between two layers, and across them between edges, and between an edge and a node. */
  readonly layerGap: number;
  readonly layerEdgeGap: number;
  readonly layerEdgeNodeGap: number;
  readonly box: { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };
  /** Keep edges of a node in the order of the file: sometimes narrower, sometimes wider. */
  readonly asWritten?: boolean | undefined;
};

/** A diagram with places. Edges are drawn through their points with right angles only. */
export type PlacedDiagram = Size & {
  readonly nodes: readonly { readonly node: DiagramNode; readonly at: Rectangle }[];
  /** Outer boxes first. */
  readonly boxes: readonly { readonly box: DiagramBox; readonly at: Rectangle }[];
  readonly edges: readonly { readonly edge: DiagramEdge; readonly points: readonly Point[] }[];
};

let engine: Promise<ELK> | undefined;

/** The layout library takes about 70 ms to load: only when something is drawn. */
function elk(): Promise<ELK> {
  engine ??= import('elkjs/lib/elk.bundled.js').then((module) => new (module.default as unknown as new () => ELK)());
  return engine;
}

/**
 * Places a diagram from top to bottom in layers. The same diagram and measure give the same places. Throws a {@link RenderError} above
 * a bound of size.
 */
export async function layOut(diagram: Diagram, measure: Measure): Promise<PlacedDiagram> {
  if (!fitsPicture(diagram)) {
    const size = `${diagram.nodes.length} components and ${diagram.edges.length} connections`;
    throw new RenderError(
      `The diagram has ${size}; a picture of more than ${MOST} in all is not drawn`,
      'Draw one flow with `--flow`, or write `.mmd`.',
    );
  }
  const graph = await (await elk()).layout(graphOf(diagram, measure));
  const nodes = new Map(diagram.nodes.map((node, index) => [`n${index}`, node]));
  const boxes = new Map(diagram.boxes.map((box, index) => [`g${index}`, box]));
  const placed: { nodes: { node: DiagramNode; at: Rectangle }[]; boxes: { box: DiagramBox; at: Rectangle }[] } = { nodes: [], boxes: [] };
  const collect = (parent: ElkNode): void => {
    for (const child of parent.children ?? []) {
      const at = { x: child.x ?? 0, y: child.y ?? 0, width: child.width ?? 0, height: child.height ?? 0 };
      const box = boxes.get(child.id);
      if (box !== undefined) placed.boxes.push({ box, at });
      else placed.nodes.push({ node: present(nodes.get(child.id), `node ${child.id}`), at });
      collect(child);
    }
  };
  collect(graph);
  const places = new Map<string, Rectangle>(placed.nodes.map(({ node, at }) => [node.id, at]));
  const edges = diagram.edges.map((edge, index) => {
    const ends = [edge.from, edge.to].map((id) => present(places.get(id), `place of ${id}`)) as [Rectangle, Rectangle];
    return { edge, points: rightAngled(pointsOf(graph.edges?.[index]), ...ends, measure.edgeGap) };
  });
  return {
    ...placed,
    edges,
    ...extent(
      graph,
      edges.flatMap((edge) => edge.points),
    ),
  };
}

/** The size of the whole. Lines that run against the direction may lie outside of what the library gives as the size. */
function extent(graph: ElkNode, points: readonly Point[]): Size {
  return {
    width: Math.max(graph.width ?? 0, ...points.map((point) => point.x + 1)),
    height: Math.max(graph.height ?? 0, ...points.map((point) => point.y + 1)),
  };
}

function graphOf(diagram: Diagram, measure: Measure): ElkNode {
  const names = new Map(diagram.nodes.map((node, index) => [node.id as string, `n${index}`]));
  const lines = linesAt(diagram);
  const inside = (box: string | undefined): ElkNode[] => [
    ...diagram.nodes
      .filter((node) => node.box === box)
      .map((node) => ({ id: names.get(node.id) ?? '', ...measure.node(node, lines.get(node.id) ?? 0) })),
    ...diagram.boxes
      .map((child, index) => ({ child, id: `g${index}` }))
      .filter(({ child }) => child.parent === box)
      .map(({ child, id }) => ({ id, children: inside(child.id), layoutOptions: boxOptions(child, measure) })),
  ];
  const edges = diagram.edges.map((edge, index) => ({
    id: `e${index}`,
    sources: [names.get(edge.from) ?? ''],
    targets: [names.get(edge.to) ?? ''],
  }));
  return {
    id: 'root',
    layoutOptions: {
      ...COMMON,
      ...(sizeOf(diagram) > LARGE ? QUICK : {}),
      ...(diagram.edges.length === 0 ? UNCONNECTED : {}),
      ...rootOptions(measure),
    },
    children: inside(undefined),
    edges: [...edges, ...stacking(diagram, names)],
  };
}

/** Lines that nobody sees, from the nodes of each layer that the diagram asks for to those of the next, column by column: they put it below. */
function stacking(diagram: Diagram, names: ReadonlyMap<string, string>): ElkExtendedEdge[] {
  const layers = new Map<number, DiagramNode[]>();
  for (const node of diagram.nodes) if (node.layer !== undefined) layers.set(node.layer, [...(layers.get(node.layer) ?? []), node]);
  const rows = [...layers].sort(([a], [b]) => a - b).map(([, nodes]) => nodes.map((node) => names.get(node.id) ?? ''));
  return rows.slice(1).flatMap((lower, index) => {
    const upper = rows[index] ?? [];
    return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
      const ends = [upper, lower].map((row) => row[Math.min(column, row.length - 1)] ?? '') as [string, string];
      return { id: `below ${ends.join(' ')}`, sources: [ends[0]], targets: [ends[1]] };
    });
  });
}

/** The larger of the numbers of edges into and out of each node: they share its sides. */
function linesAt(diagram: Diagram): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  const into = new Map<string, number>();
  for (const edge of diagram.edges) {
    out.set(edge.from, (out.get(edge.from) ?? 0) + 1);
    into.set(edge.to, (into.get(edge.to) ?? 0) + 1);
  }
  return new Map(diagram.nodes.map(({ id }) => [id, Math.max(out.get(id) ?? 0, into.get(id) ?? 0)]));
}

const COMMON = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.randomSeed': '1',
  'elk.layered.thoroughness': '20',
  // Clients on top, and the narrowest of the strategies on the designs at hand (76 and 81 columns; by model order 116 and 89).
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};

/** Nodes and edges above which a good layout takes seconds (600 nodes: 6 s) and a plain one still does not (1.6 s). */
const LARGE = 400;
const QUICK = { 'elk.layered.thoroughness': '1', 'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF' };

/** Without edges the layers that nodes ask for, and their order in the diagram, are all there is. */
const UNCONNECTED = {
  'elk.separateConnectedComponents': 'false',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
};

/** Nodes and edges above which no picture is made: nobody could read it, and it would take minutes. */
const MOST = 2000;

/** Whether a diagram is small enough for {@link layOut}. */
export const fitsPicture = (diagram: Diagram): boolean => sizeOf(diagram) <= MOST;

const sizeOf = (diagram: Diagram): number => diagram.nodes.length + diagram.edges.length;

/** Frames do not inherit gaps from the root. */
function gaps(measure: Measure): Record<string, string> {
  return {
    'elk.spacing.nodeNode': String(measure.nodeGap),
    'elk.spacing.edgeNode': String(measure.edgeNodeGap),
    'elk.spacing.edgeEdge': String(measure.edgeGap),
    'elk.spacing.componentComponent': String(measure.nodeGap),
    'elk.layered.spacing.nodeNodeBetweenLayers': String(measure.layerGap),
    'elk.layered.spacing.edgeEdgeBetweenLayers': String(measure.layerEdgeGap),
    'elk.layered.spacing.edgeNodeBetweenLayers': String(measure.layerEdgeNodeGap),
  };
}

function rootOptions(measure: Measure): Record<string, string> {
  const order = measure.asWritten === true ? { 'elk.layered.considerModelOrder.strategy': 'PREFER_EDGES' } : {};
  return { ...gaps(measure), ...order, 'elk.padding': '[top=0,left=0,bottom=0,right=0]' };
}

function boxOptions(box: DiagramBox, measure: Measure): Record<string, string> {
  const { top, left, bottom, right } = measure.box;
  // A frame is never narrower than its title.
  const least = `(${measure.boxTitle(box.title)},1)`;
  return {
    ...gaps(measure),
    'elk.padding': `[top=${top},left=${left},bottom=${bottom},right=${right}]`,
    'elk.nodeSize.constraints': 'MINIMUM_SIZE',
    'elk.nodeSize.minimum': least,
  };
}

function pointsOf(edge: ElkExtendedEdge | undefined): Point[] {
  const section = edge?.sections?.[0];
  return section === undefined ? [] : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
}
