import type { Sequence } from '#present/sequence-model.js';
import { Canvas, type Tone } from './canvas.js';
import { arrowHead } from './glyphs.js';
import { MOST_ROWS, placeLifelines, type SequenceRow, sequenceRows } from './sequence-rows.js';
import { ARROW_WORDS } from './terminal-legend.js';
import { cellsOf, cut, insteadLines, wrap } from './terminal-text.js';

type Paint = (text: string, tone: Tone) => string;

/** Least room beside the lifelines for which words stand there and not below. */
const WORDS = 26;

/** A sequence of at most so many columns: lifelines with numbered arrows where they fit, else an indented list of the steps. */
export function terminalSequence(sequence: Sequence, columns: number, ascii: boolean, paint: Paint): string[] {
  const title = wrap(sequence.title, columns).map((line) => paint(line, 'bold'));
  const rows = sequenceRows(sequence.items);
  const depth = rows.reduce((deepest, row) => Math.max(deepest, row.depth), 0);
  const names = sequence.participants.map((participant) => cellsOf(participant.title));
  const lifelines = rows.length > MOST_ROWS ? undefined : placeLifelines(names, columns - 4 * depth - SELF, 2 * depth);
  if (lifelines === undefined) {
    const why = insteadLines(columns, rows.length <= MOST_ROWS);
    return [...title, '', ...why, '', ...listLines(sequence, rows, columns, ascii)];
  }
  const width = lifelines.width + 2 * depth + (rows.some(isSelf) ? SELF : 0);
  const beside = columns - width - 2 >= WORDS ? columns - width - 2 : 0;
  const texts = rows.map((row) => (beside > 0 && row.type === 'message' ? wrap(wordsOf(row), beside) : ['']));
  const heads = lifelines.levels;
  const canvas = new Canvas(columns, heads + texts.reduce((sum, lines) => sum + Math.max(lines.length, 1), 0) + rows.filter(isSelf).length);
  sequence.participants.forEach((participant, index) => {
    const x = lifelines.x[index] ?? 0;
    canvas.text(x - Math.floor(cellsOf(participant.title) / 2), index % heads, participant.title, 'bold');
  });
  let y = heads;
  const index = new Map(sequence.participants.map((participant, at) => [participant.id as string, at]));
  rows.forEach((row, at) => {
    const height = Math.max(1, texts[at]?.length ?? 1) + (isSelf(row) ? 1 : 0);
    paintRow(canvas, row, { y, height, width, x: lifelines.x, index, ascii });
    texts[at]?.forEach((text, line) => canvas.text(width + 2, y + line, text));
    y += height;
  });
  paintLifelines(canvas, lifelines.x, rows, texts, heads, index, ascii);
  const below =
    beside > 0
      ? []
      : [
          '',
          ...listLines(
            sequence,
            rows.filter((row) => row.type === 'message').map((row) => ({ ...row, depth: 0 })),
            columns,
            ascii,
          ),
        ];
  return [...title, '', ...canvas.rows(ascii, paint), ...below];
}

/** Columns that an arrow from a lifeline to itself takes. */
const SELF = 6;

const isSelf = (row: SequenceRow): boolean => row.type === 'message' && row.message.from === row.message.to;

function wordsOf(row: SequenceRow & { type: 'message' }): string {
  return row.message.text === '' ? String(row.message.number) : `${row.message.number} ${row.message.text}`;
}

type Place = {
  readonly y: number;
  readonly height: number;
  readonly width: number;
  readonly x: readonly number[];
  readonly index: ReadonlyMap<string, number>;
  readonly ascii: boolean;
};

function paintRow(canvas: Canvas, row: SequenceRow, place: Place): void {
  const { y, height, width, ascii } = place;
  const edges = (depth: number): { left: number; right: number } => ({ left: depth * 2, right: width - 1 - depth * 2 });
  for (let depth = 0; depth < row.depth; depth++) {
    const { left, right } = edges(depth);
    for (let line = y; line < y + height; line++) for (const x of [left, right]) canvas.text(x, line, ascii ? '|' : '│', 'dim');
  }
  if (row.type === 'message') return paintMessage(canvas, row.message, place);
  const { left, right } = edges(row.depth);
  const [start, fill, end] = { open: ['┌', '─', '┐'], between: ['├', '╌', '┤'], close: ['└', '─', '┘'] }[row.type] as [
    string,
    string,
    string,
  ];
  const line = ascii
    ? `+${(row.type === 'between' ? '.' : '-').repeat(right - left - 1)}+`
    : `${start}${fill.repeat(right - left - 1)}${end}`;
  canvas.text(left, y, line, 'dim');
  if (row.type === 'open') canvas.text(left + 2, y, cut(` ${row.frame} ${row.title} `, right - left - 3, ascii), 'bold');
}

function paintMessage(canvas: Canvas, message: (SequenceRow & { type: 'message' })['message'], { y, x, index, ascii }: Place): void {
  const from = x[index.get(message.from) ?? 0] ?? 0;
  const to = x[index.get(message.to) ?? 0] ?? 0;
  const dash = ascii ? (message.waits ? '-' : '.') : message.waits ? '─' : '╌';
  const number = String(message.number);
  if (from === to) {
    canvas.text(from + 1, y, `${dash}${number}${dash}${ascii ? '.' : '┐'}`);
    canvas.text(from + 1, y + 1, `${arrowHead('left', ascii)}${dash.repeat(number.length + 1)}${ascii ? "'" : '┘'}`);
    return;
  }
  const left = Math.min(from, to) + 1;
  const length = Math.abs(to - from) - 1;
  canvas.text(left, y, dash.repeat(length));
  canvas.text(to > from ? to - 1 : to + 1, y, arrowHead(to > from ? 'right' : 'left', ascii));
  // Beside the sender, so that the number never lies on another lifeline.
  canvas.text(to > from ? from + 2 : from - 1 - number.length, y, number, 'accent');
}

function paintLifelines(
  canvas: Canvas,
  x: readonly number[],
  rows: readonly SequenceRow[],
  texts: readonly (readonly string[])[],
  heads: number,
  index: ReadonlyMap<string, number>,
  ascii: boolean,
): void {
  x.forEach((column, participant) => {
    for (let y = (participant % heads) + 1; y < heads; y++) canvas.text(column, y, ascii ? '|' : '│');
  });
  let y = heads;
  rows.forEach((row, at) => {
    const height = Math.max(1, texts[at]?.length ?? 1) + (isSelf(row) ? 1 : 0);
    const active = new Set([...row.active].map((id) => index.get(id)));
    for (let line = y; line < y + height; line++) {
      x.forEach((column, participant) => {
        if (row.type === 'message' || !canvas.hasText(column, line) || row.type !== 'open') {
          canvas.text(column, line, active.has(participant) ? (ascii ? '#' : '┃') : ascii ? '|' : '│');
        }
      });
    }
    y += height;
  });
}

/** The steps in order, frames as headings, indented by depth up to a third of the width. */
function listLines(sequence: Sequence, rows: readonly SequenceRow[], columns: number, ascii: boolean): string[] {
  const titles = new Map(sequence.participants.map((participant) => [participant.id, participant.title]));
  return rows.flatMap((row) => {
    const indent = ' '.repeat(Math.min(row.depth * 2, Math.floor(columns / 3)));
    if (row.type === 'open') return [indent + cut(`${row.frame} ${row.title}`, columns - indent.length, ascii)];
    if (row.type === 'between') return [`${indent}and`];
    if (row.type === 'close') return [];
    const { message } = row;
    const ends = `${message.number} ${titles.get(message.from)} ${ARROW_WORDS[message.waits ? 'waits' : 'handed-over']} ${titles.get(message.to)}`;
    const text = message.text === '' ? ends : `${ends}: ${message.text}`;
    return wrap(text, columns - indent.length - 2).map((line, at) => indent + (at === 0 ? '' : '  ') + line);
  });
}
