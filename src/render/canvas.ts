import stringWidth from 'string-width';
import { type Direction, EAST, glyphOf, type LineStyle, NORTH, SOUTH, WEST } from './glyphs.js';
import { type Point, piecesOf } from './route.js';

/** How a cell looks besides its character. Never the only sign of anything. */
export type Tone = 'plain' | 'bold' | 'dim' | 'accent' | 'good' | 'warning' | 'bad';

type Cell = { lines: Direction; style: LineStyle; frame: Direction; text: string | undefined; tone: Tone; owner: number };

/** A place in whole cells. */
export type CellPoint = Point;

/** A grid of terminal cells in which lines that meet become the right box-drawing character. Drawing outside it is ignored. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  private readonly cells: Cell[];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    const blank = (): Cell => ({ lines: 0, style: 'solid', frame: 0, text: undefined, tone: 'plain', owner: -1 });
    this.cells = Array.from({ length: width * height }, blank);
  }

  private at(x: number, y: number): Cell | undefined {
    return x < 0 || y < 0 || x >= this.width || y >= this.height ? undefined : this.cells[y * this.width + x];
  }

  /** A line through cells with right angles only. `owner` tells lines apart: a cell of two owners is a crossing. */
  line(points: readonly CellPoint[], style: LineStyle, owner: number): void {
    for (const [from, to] of piecesOf(points)) {
      const dx = Math.sign(to.x - from.x);
      const dy = Math.sign(to.y - from.y);
      for (let { x, y } = from; x !== to.x || y !== to.y; x += dx, y += dy) {
        this.mark(x, y, dx > 0 ? EAST : dx < 0 ? WEST : dy > 0 ? SOUTH : NORTH, style, owner);
        this.mark(x + dx, y + dy, dx > 0 ? WEST : dx < 0 ? EAST : dy > 0 ? NORTH : SOUTH, style, owner);
      }
    }
  }

  private mark(x: number, y: number, direction: Direction, style: LineStyle, owner: number): void {
    const cell = this.at(x, y);
    if (cell === undefined) return;
    if (cell.lines === 0) cell.style = style;
    else if (cell.style !== style) cell.style = 'solid';
    cell.owner = cell.lines === 0 || cell.owner === owner ? owner : CROSSED;
    cell.lines |= direction;
  }

  rectangle(x: number, y: number, width: number, height: number, kind: LineStyle | 'frame'): void {
    const right = x + width - 1;
    const bottom = y + height - 1;
    const corners = [
      { x, y },
      { x: right, y },
      { x: right, y: bottom },
      { x, y: bottom },
      { x, y },
    ];
    if (kind !== 'frame') return this.line(corners, kind, CROSSED);
    const frame = (column: number, row: number, direction: Direction): void => {
      const cell = this.at(column, row);
      if (cell !== undefined) cell.frame |= direction;
    };
    for (let column = x; column <= right; column++) {
      for (const row of [y, bottom]) frame(column, row, (column > x ? WEST : 0) | (column < right ? EAST : 0));
    }
    for (let row = y; row <= bottom; row++) {
      for (const column of [x, right]) frame(column, row, (row > y ? NORTH : 0) | (row < bottom ? SOUTH : 0));
    }
  }

  /** Text from a cell to the right; a wide character takes two cells. */
  text(x: number, y: number, text: string, tone: Tone = 'plain'): void {
    let column = x;
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
      const width = stringWidth(segment);
      for (let part = 0; part < Math.max(1, width); part++) {
        const cell = this.at(column + part, y);
        if (cell !== undefined) Object.assign(cell, { text: part === 0 ? segment : '', tone });
      }
      column += Math.max(1, width);
    }
  }

  /** Whether nothing, or nothing but a straight piece of this owner's line, is at a cell. */
  isFree(x: number, y: number, owner: number): boolean {
    const cell = this.at(x, y);
    if (cell === undefined || cell.text !== undefined || cell.frame !== 0) return false;
    return cell.lines === 0 || (cell.owner === owner && (cell.lines === (NORTH | SOUTH) || cell.lines === (EAST | WEST)));
  }

  hasLine(x: number, y: number): boolean {
    return (this.at(x, y)?.lines ?? 0) !== 0;
  }

  /** Whether a cell holds text. */
  hasText(x: number, y: number): boolean {
    return this.at(x, y)?.text !== undefined;
  }

  /** The rows, without blanks at their ends. */
  rows(ascii: boolean, paint: (text: string, tone: Tone) => string = (text) => text): string[] {
    return Array.from({ length: this.height }, (_, y) => {
      const row = this.cells.slice(y * this.width, (y + 1) * this.width);
      const shown = row.map((cell) => cell.text ?? glyphOf(cell.lines, cell.style, cell.frame, ascii));
      const last = shown.findLastIndex((text) => text !== ' ' && text !== '');
      return runs(shown.slice(0, last + 1), row)
        .map(({ text, tone }) => paint(text, tone))
        .join('');
    });
  }
}

const CROSSED = -2;

/** Neighbours of the same tone joined. */
function runs(shown: readonly string[], row: readonly Cell[]): { text: string; tone: Tone }[] {
  const joined: { text: string; tone: Tone }[] = [];
  shown.forEach((text, index) => {
    const cell = row[index];
    const tone = cell?.text !== undefined ? cell.tone : cell?.frame !== 0 && cell?.lines === 0 ? 'dim' : 'plain';
    const before = joined.at(-1);
    if (before?.tone === tone) before.text += text;
    else joined.push({ text, tone });
  });
  return joined;
}
