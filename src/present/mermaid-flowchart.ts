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
    ...heatLines(diagram, names),
  ];
  return `${frontmatter(diagram.title)}${lines.join('\n')}\n`;
}

/** A border and a fill for how full a node is, with ink of its own so that both themes can be read. */
const HEAT_CLASSES = {
  cool: 'fill:#dcf2e3,stroke:#1b6e3c,color:#1b1f24',
  busy: 'fill:#ffefc2,stroke:#8a5a00,color:#1b1f24',
  full: 'fill:#ffd5d0,stroke:#b3261e,stroke-width:3px,color:#1b1f24',
  down: 'fill:#e3e5e8,stroke:#57606a,stroke-width:3px,stroke-dasharray:5 4,color:#1b1f24',
} as const;

function heatLines({ nodes }: Diagram, names: ReadonlyMap<string, string>): string[] {
  return Object.entries(HEAT_CLASSES).flatMap(([level, look]) => {
    const all = nodes.filter(({ heat }) => heat?.level === level).map(({ id }) => names.get(id) ?? '');
    return all.length === 0 ? [] : [`  classDef ${level} ${look}`, `  class ${all.join(',')} ${level}`];
  });
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
