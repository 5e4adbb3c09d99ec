import type { DiagramBox } from './diagram-boxes.js';
import type { Diagram, DiagramEdge, DiagramNode, EdgeStyle } from './diagram-model.js';
import type { Shape } from './diagram-parts.js';
import { frontmatter, mermaidText } from './mermaid-text.js';

/** Mermaid refuses more unless its own settings allow it, and a diagram may not change that. */
export const MERMAID_EDGES = 500;

const SHAPES: Readonly<Record<Shape, readonly [string, string]>> = {
  client: ['(["', '"])'],
  edge: ['{{"', '"}}'],
  compute: ['["', '"]'],
  cache: ['[/"', '"/]'],
  store: ['[("', '")]'],
  messaging: ['[["', '"]]'],
  control: ['("', '")'],
  external: ['[/"', '"\\]'],
};

const ARROWS: Readonly<Record<EdgeStyle, string>> = { waits: '-->', 'handed-over': '-.->', follows: '-.-' };

/** A flowchart in Mermaid's text. Over `maxEdges` edges the first are drawn, and a note says how many are not. */
export function mermaidFlowchart(diagram: Diagram, maxEdges: number = MERMAID_EDGES): string {
  const names = new Map(diagram.nodes.map((node, index) => [node.id as string, `n${index}`]));
  const boxes = new Map(diagram.boxes.map((box, index) => [box.id, `g${index}`]));
  const drawn = diagram.edges.slice(0, maxEdges);
  const nodeLines = (box: string | undefined, indent: string): string[] =>
    diagram.nodes.filter((node) => node.box === box).map((node) => `${indent}${nodeText(names.get(node.id) ?? '', node)}`);
  const boxLines = (box: DiagramBox, indent: string): string[] => [
    `${indent}subgraph ${boxes.get(box.id)}["${mermaidText(box.title)}"]`,
    ...nodeLines(box.id, `${indent}  `),
    ...diagram.boxes.filter((inner) => inner.parent === box.id).flatMap((inner) => boxLines(inner, `${indent}  `)),
    `${indent}end`,
  ];
  const lines = [
    'flowchart TD',
    ...nodeLines(undefined, '  '),
    ...diagram.boxes.filter((box) => box.parent === undefined).flatMap((box) => boxLines(box, '  ')),
    ...drawn.map((edge) => edgeText(edge, names)),
    ...more(diagram.edges.length - drawn.length),
  ];
  return `${frontmatter(diagram.title)}${lines.join('\n')}\n`;
}

function nodeText(name: string, node: DiagramNode): string {
  const [open, close] = SHAPES[node.shape];
  const lines = [node.title, ...node.details];
  return `${name}${open}${lines.map((line) => mermaidText(line)).join('<br/>')}${close}`;
}

function edgeText(edge: DiagramEdge, names: ReadonlyMap<string, string>): string {
  return `  ${names.get(edge.from)} ${ARROWS[edge.style]}|"${mermaidText(edge.label)}"| ${names.get(edge.to)}`;
}

const more = (left: number): string[] => (left <= 0 ? [] : [`  more["${left} more connections are not drawn: draw one flow at a time"]`]);
