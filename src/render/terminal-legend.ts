import type { Diagram, EdgeStyle, LegendEntry } from '#present/diagram-model.js';
import { cellsOf, cut, wrap } from './terminal-text.js';

/** The language's own arrows. */
export const ARROW_WORDS: Readonly<Record<EdgeStyle, string>> = { waits: '->', 'handed-over': '~>', follows: '--' };

/** What the numbers mean, one entry a line or more, never wider than `columns`. */
export function legendLines(diagram: Diagram, columns: number, ascii: boolean): string[] {
  const digits = String(diagram.legend.length).length;
  const ends = diagram.legend.map((entry) => endsOf(entry));
  const widest = ends.reduce((most, text) => Math.max(most, cellsOf(text)), 0);
  const beside = digits + 2 + widest + 2;
  const roomy = columns - beside >= 30;
  return diagram.legend.flatMap((entry, index) => {
    const head = `${String(entry.number).padStart(digits)}  ${ends[index]}`;
    const indent = ' '.repeat(roomy ? beside : Math.min(digits + 4, Math.max(0, columns - 10)));
    const uses = entry.lines.flatMap((line) => wrap(line, columns - indent.length)).map((line) => indent + line);
    if (!roomy) return [cut(head, columns, ascii), ...uses];
    const [first = '', ...rest] = uses;
    return [`${head}${' '.repeat(beside - cellsOf(head))}${first.slice(indent.length)}`.trimEnd(), ...rest];
  });
}

const endsOf = (entry: LegendEntry): string => `${entry.source} ${ARROW_WORDS[entry.style]} ${entry.target}`;

/** How lines are drawn, naming only what occurs. */
export function keyLine(diagram: Diagram, ascii: boolean): string {
  const styles = new Set(diagram.edges.map((edge) => edge.style));
  const words: string[] = [];
  if (styles.has('waits')) words.push(`${ascii ? '---' : '───'} waits (->)`);
  if (styles.has('handed-over')) words.push(`${ascii ? '...' : '╌╌╌'} handed over (~>)`);
  if (styles.has('follows')) words.push(`${ascii ? "'''" : '┈┈┈'} follows (--)`);
  return words.join('   ');
}
