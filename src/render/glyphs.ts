/** The sides on which lines leave a cell, as bits. */
export type Direction = number;
export const NORTH = 1;
export const EAST = 2;
export const SOUTH = 4;
export const WEST = 8;

export type LineStyle = 'solid' | 'dashed' | 'dotted';

//             0    N    E    NE   S    NS   ES   NES  W    NW   EW   NEW  SW   NSW  ESW  all
const SOLID = [' ', '│', '─', '└', '│', '│', '┌', '├', '─', '┘', '─', '┴', '┐', '┤', '┬', '┼'];
const FRAME = [' ', '║', '═', '╚', '║', '║', '╔', '╠', '═', '╝', '═', '╩', '╗', '╣', '╦', '╬'];

const UPRIGHT: Readonly<Record<LineStyle, string>> = { solid: '│', dashed: '╎', dotted: '┊' };
const LEVEL: Readonly<Record<LineStyle, string>> = { solid: '─', dashed: '╌', dotted: '┈' };
const ASCII_UPRIGHT: Readonly<Record<LineStyle, string>> = { solid: '|', dashed: ':', dotted: "'" };
const ASCII_LEVEL: Readonly<Record<LineStyle, string>> = { solid: '-', dashed: '.', dotted: "'" };

const isUpright = (lines: Direction): boolean => lines !== 0 && (lines & (EAST | WEST)) === 0;
const isLevel = (lines: Direction): boolean => lines !== 0 && (lines & (NORTH | SOUTH)) === 0;

/** The character of a cell from the lines and the frame (a box around a place) that pass through it. */
export function glyphOf(lines: Direction, style: LineStyle, frame: Direction, ascii: boolean): string {
  if (frame !== 0) return frameGlyph(lines, frame, ascii);
  if (isUpright(lines)) return (ascii ? ASCII_UPRIGHT : UPRIGHT)[style];
  if (isLevel(lines)) return (ascii ? ASCII_LEVEL : LEVEL)[style];
  if (ascii) return lines === 0 ? ' ' : '+';
  return SOLID[lines] ?? ' ';
}

function frameGlyph(lines: Direction, frame: Direction, ascii: boolean): string {
  const crossed = lines !== 0;
  if (ascii) return crossed ? '+' : isLevel(frame) ? '=' : '#';
  if (crossed && isLevel(frame)) return '╪';
  if (crossed && isUpright(frame)) return '╫';
  return FRAME[frame] ?? ' ';
}

export type Arrow = 'down' | 'up' | 'left' | 'right';

/** The head of an arrow that arrives in this direction. */
export function arrowHead(direction: Arrow, ascii: boolean): string {
  return ascii ? { down: 'v', up: '^', left: '<', right: '>' }[direction] : { down: '▼', up: '▲', left: '◀', right: '▶' }[direction];
}
