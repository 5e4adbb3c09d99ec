import type { Span } from '#diagnostics/span.js';

/** Turns offsets of one text into 1-based lines and columns (UTF-16 units). CRLF and lone CR end a line, as in YAML. */
export class Positions {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10) this.#starts.push(i + 1);
      else if (code === 13 && text.charCodeAt(i + 1) !== 10) this.#starts.push(i + 1);
    }
  }

  /** The span from `start` to `end` (exclusive); at least one character wide, and never past the end of the text. */
  span(start: number, end: number): Span {
    const from = this.#at(Math.max(0, Math.min(start, this.#length)));
    const to = this.#at(Math.max(0, Math.min(Math.max(end, start), this.#length)));
    const empty = from.line === to.line && from.column === to.column;
    return { line: from.line, column: from.column, endLine: to.line, endColumn: empty ? to.column + 1 : to.column };
  }

  #at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 };
  }
}
