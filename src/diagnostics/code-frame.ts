import type { Span } from './span.js';

/** Longest piece of a line that a frame shows. */
const WIDTH = 100;

/**
 * The line of a span with a caret under the place:
 *
 *      12 |   edge: { is: load-balancer, replcas: 2 }
 *         |                              ^^^^^^^
 *
 * Control and direction characters are shown as dots, so that a hostile file cannot paint the terminal.
 */
export function codeFrame(text: string, span: Span): string {
  const line = text.split(/\r\n|\r|\n/, span.line)[span.line - 1] ?? '';
  const from = Math.max(0, Math.min(span.column - 1 - 60, line.length - WIDTH));
  const shown = visible(line.slice(from, from + WIDTH));
  const start = Math.max(0, span.column - 1 - from);
  const end = span.endLine > span.line ? line.length - from : span.endColumn - 1 - from;
  const carets = '^'.repeat(Math.max(1, Math.min(end, shown.length) - start));
  const number = String(span.line).padStart(6);
  const padding = shown.slice(0, start).replace(/[^\t]/gu, ' ');
  return `${number} | ${from > 0 ? '…' : ''}${shown}${from + WIDTH < line.length ? '…' : ''}\n${' '.repeat(6)} | ${from > 0 ? ' ' : ''}${padding}${carets}`;
}

/** Text that cannot move the cursor, colour the terminal, or turn the reading direction. */
export const visible = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '·');
