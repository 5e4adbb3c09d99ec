import type { Diagram, DiagramEdge, DiagramNode } from '#present/diagram-model.js';
import { ARROW_WORDS } from './terminal-legend.js';
import { wrap } from './terminal-text.js';

/** Deeper levels are not indented further. */
const DEEPEST = 12;

/**
 * The same diagram as an indented list that fits any width: under each part its lines, and what they reach. A part that was
 * written out before is named only, with its own lines left to the first place.
 */
export function treeLines(diagram: Diagram, columns: number, linesOf: (node: DiagramNode) => readonly string[]): string[] {
  const nodes = new Map(diagram.nodes.map((node) => [node.id, node]));
  const leaving = new Map<string, DiagramEdge[]>();
  for (const edge of diagram.edges) leaving.set(edge.from, [...(leaving.get(edge.from) ?? []), edge]);
  const reached = new Set(diagram.edges.map((edge) => edge.to));
  const written = new Set<string>();
  const lines: string[] = [];
  const put = (depth: number, text: string): void => {
    const indent = '  '.repeat(Math.min(depth, DEEPEST, Math.floor(columns / 8)));
    wrap(text, columns - indent.length - 2).forEach((line, index) => lines.push(`${indent}${index === 0 ? '' : '  '}${line}`));
  };
  // A work list instead of recursion: a chain may be longer than the stack is deep.
  const visit = (start: DiagramNode): void => {
    const open: { node: DiagramNode; depth: number; edge?: DiagramEdge }[] = [{ node: start, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { node, depth, edge } = next;
      const arrow = edge === undefined ? '' : `${edge.badge} ${ARROW_WORDS[edge.style]} `;
      const [title = '', ...rest] = linesOf(node);
      const again = written.has(node.id) && (leaving.get(node.id)?.length ?? 0) > 0;
      put(depth, `${arrow}${title}${again ? ' (above)' : rest.length === 0 ? '' : ` (${rest.join(', ')})`}`);
      if (written.has(node.id)) continue;
      written.add(node.id);
      for (const below of (leaving.get(node.id) ?? []).toReversed()) {
        const to = nodes.get(below.to);
        if (to !== undefined) open.push({ node: to, depth: depth + 1, edge: below });
      }
    }
  };
  for (const node of diagram.nodes) if (!reached.has(node.id)) visit(node);
  for (const node of diagram.nodes) if (!written.has(node.id)) visit(node);
  return lines;
}
