import { shapeOf } from '#present/diagram-parts.js';
import type { Sequence } from '#present/sequence-model.js';
import { RenderError } from './render-error.js';
import { MOST_ROWS, type SequenceRow, sequenceRows } from './sequence-rows.js';
import { badgeAt, drawBadge } from './svg-badges.js';
import { type Piece, svgKey } from './svg-legend.js';
import { arrowHeadPath, shapePath, towards } from './svg-shapes.js';
import { px, textAt, textWidth } from './svg-text.js';
import { FONT } from './svg-theme.js';

const HEAD = 38;
/** Height of a row by what it holds. */
const ROWS = { message: 34, open: 28, between: 18, close: 18 } as const;
const GAP = 40;

/** Lifelines with numbered arrows, each with its words over it; frames around what is conditional, repeated or in one transaction. */
export function svgSequence(sequence: Sequence, x: number, y: number): Piece & { readonly width: number } {
  const rows = sequenceRows(sequence.items);
  if (rows.length > MOST_ROWS) {
    const help = 'Draw the whole design, or write `.mmd`.';
    throw new RenderError(`The flow has ${rows.length} steps and frames; a sequence of more than ${MOST_ROWS} is not drawn`, help);
  }
  const depth = Math.max(0, ...rows.map((row) => row.depth)) + 1;
  const inset = depth * 10;
  const columns = new Map<string, number>();
  let right = x + inset;
  const heads = sequence.participants.map((participant) => {
    const width = Math.max(72, textWidth(participant.title, FONT.node) + 28);
    const at = { x: right, y, width, height: HEAD };
    columns.set(participant.id, right + width / 2);
    right += width + GAP;
    return (
      shapePath(shapeOf(participant.kind), at) + textAt(at.x + width / 2, y + 25, participant.title, { class: 'node', anchor: 'middle' })
    );
  });
  right = Math.max(right - GAP, ...rows.map((row) => reachOf(row, columns, x + inset))) + inset;
  const place = { columns, left: x, right, inset };
  const top = y + HEAD + 10;
  const tops = [top];
  for (const row of rows) tops.push((tops.at(-1) ?? top) + ROWS[row.type]);
  const drawn = rows.map((row, index) => drawRow(row, tops[index] ?? top, place));
  const bottom = (tops.at(-1) ?? top) + 8;
  const lifelines = [...columns.values()].map((column) => `<path d="M${px(column)} ${px(y + HEAD)}V${px(bottom)}" class="line follows"/>`);
  const active = rows.flatMap((row, index) => [...row.active].map((id) => barAt(columns.get(id) ?? 0, tops[index] ?? top, ROWS[row.type])));
  const styles = new Set(
    rows.flatMap((row) => (row.type !== 'message' ? [] : row.message.waits ? ['waits' as const] : ['handed-over' as const])),
  );
  const key = svgKey(styles, x, bottom + 16);
  const markup = [...lifelines, ...active, ...heads, ...frames(rows, tops, place), ...drawn, key.markup].join('\n');
  return { markup, width: right - x, height: bottom + 16 + key.height - y };
}

type Place = { readonly columns: ReadonlyMap<string, number>; readonly left: number; readonly right: number; readonly inset: number };

const barAt = (column: number, y: number, height: number): string =>
  `<rect x="${px(column - 3)}" y="${px(y)}" width="6" height="${height}" class="active"/>`;

/** Words with the ground behind them, where they cross lifelines. */
function shielded(x: number, y: number, text: string): string {
  if (text === '') return '';
  const ground = `<rect x="${px(x - 2)}" y="${px(y - 11)}" width="${px(textWidth(text, FONT.detail) * 0.88 + 2)}" height="14" class="ground"/>`;
  return ground + textAt(x, y, text, { class: 'detail' });
}

/** How far to the right a row's words reach. */
function reachOf(row: SequenceRow, columns: ReadonlyMap<string, number>, left: number): number {
  if (row.type === 'open') return left + textWidth(`${row.frame}  ${row.title}`, FONT.detail) + 40;
  if (row.type !== 'message') return 0;
  const start = Math.min(columns.get(row.message.from) ?? 0, columns.get(row.message.to) ?? 0);
  return start + 40 + textWidth(row.message.text, FONT.detail);
}

function drawRow(row: SequenceRow, y: number, place: Place): string {
  if (row.type === 'open') {
    const x = place.left + row.depth * 10 + 8;
    const word = textAt(x, y + 21, row.frame, { class: 'badge' });
    return word + shielded(x + textWidth(row.frame, FONT.badge) + 10, y + 21, row.title);
  }
  if (row.type === 'between') {
    return `<path d="M${px(place.left + row.depth * 10)} ${px(y + 10)}H${px(place.right - row.depth * 10)}" class="line handed-over"/>`;
  }
  return row.type === 'message' ? drawMessage(row.message, y, place) : '';
}

function drawMessage(message: (SequenceRow & { type: 'message' })['message'], y: number, place: Place): string {
  const from = place.columns.get(message.from) ?? 0;
  const to = place.columns.get(message.to) ?? 0;
  const level = y + ROWS.message - 8;
  const style = message.waits ? 'waits' : 'handed-over';
  const start = Math.min(from, to);
  const number = badgeAt(String(message.number), { x: start + 20, y: level - 12 });
  const words = drawBadge(String(message.number), number) + shielded(number.x + number.width + 5, level - 8, message.text);
  if (from === to) {
    const loop = `M${px(from)} ${px(level)}h26v6H${px(from + 8)}`;
    return `<path d="${loop}" class="line ${style}"/>${arrowHeadPath({ x: from + 26, y: level + 6 }, { x: from + 3, y: level + 6 })}${words}`;
  }
  const tip = { x: to - Math.sign(to - from) * 3, y: level };
  const end = towards(tip, { x: from, y: level }, 7);
  return `<path d="M${px(from)} ${px(level)}H${px(end.x)}" class="line ${style}"/>${arrowHeadPath({ x: from, y: level }, tip)}${words}`;
}

/** The borders of all frames: a row opens one, a later row of the same depth closes it. */
function frames(rows: readonly SequenceRow[], tops: readonly number[], place: Place): string[] {
  const open: number[] = [];
  return rows.flatMap((row, index) => {
    if (row.type === 'open') open.push(index);
    if (row.type !== 'close') return [];
    const start = open.pop() ?? 0;
    const x = place.left + row.depth * 10;
    const width = place.right - place.left - row.depth * 20;
    const y = (tops[start] ?? 0) + 6;
    const height = (tops[index] ?? y) + 8 - y;
    return [`<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="4" class="line"/>`];
  });
}
