import type { Diagram, EdgeStyle } from '#present/diagram-model.js';
import { badgeAt, drawBadge } from './svg-badges.js';
import { charactersIn, px, textAt, textWidth } from './svg-text.js';
import { FONT } from './svg-theme.js';
import { ARROW_WORDS } from './terminal-legend.js';
import { wrap } from './terminal-text.js';

const LINE = 19;

/** A piece of drawing and the height that it takes. */
export type Piece = { readonly markup: string; readonly height: number };

const STYLES: readonly [EdgeStyle, string][] = [
  ['waits', 'waits ->'],
  ['handed-over', 'handed over ~>'],
  ['follows', 'follows --'],
];

/** What solid, dashed and dotted mean, as far as they occur. */
export function svgKey(styles: ReadonlySet<EdgeStyle>, x: number, y: number): Piece {
  let left = x;
  const parts = STYLES.filter(([style]) => styles.has(style)).map(([style, words]) => {
    const line = `<path d="M${px(left)} ${px(y + 9)}h32" class="line ${style}"/>${textAt(left + 40, y + 13, words, { class: 'detail' })}`;
    left += 40 + textWidth(words, FONT.detail) + 24;
    return line;
  });
  return { markup: parts.join('\n'), height: parts.length === 0 ? 0 : LINE + 8 };
}

/** One row an entry: its number, its ends, and what passes there. */
export function svgLegend(diagram: Diagram, x: number, y: number, width: number): Piece {
  const ends = diagram.legend.map((entry) => `${entry.source} ${ARROW_WORDS[entry.style]} ${entry.target}`);
  const column = Math.min(width / 2, ends.reduce((most, text) => Math.max(most, textWidth(text, FONT.legend)), 0) + 16);
  const room = charactersIn(width - 40 - column, FONT.legend);
  let top = y;
  const rows = diagram.legend.flatMap((entry, index) => {
    const uses = entry.lines.flatMap((line) => wrap(line, room));
    const row = [
      drawBadge(String(entry.number), badgeAt(String(entry.number), { x: x + 14, y: top + 9 })),
      textAt(x + 36, top + 14, ends[index] ?? '', { class: 'legend' }),
      ...uses.map((line, at) => textAt(x + 36 + column, top + 14 + at * LINE, line, { class: 'legend' })),
    ];
    top += Math.max(1, uses.length) * LINE + 2;
    return row;
  });
  return { markup: rows.join('\n'), height: top - y };
}
