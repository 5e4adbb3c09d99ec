export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly start: number; readonly end: number }
  | {
      readonly kind: 'word';
      readonly text: string;
      readonly start: number;
      readonly end: number /** No space before it. */;
      readonly attached: boolean;
    }
  | {
      readonly kind: 'sign';
      readonly text: '+' | '-' | '*' | '/' | '^' | '(' | ')' | '=' | '..' | '%' | '$';
      readonly start: number;
      readonly end: number;
    };

/** Why a sum cannot be read, and where in its text. */
export class SumProblem extends Error {
  override name = 'SumProblem';
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly help: string;
  readonly suggestion: string | undefined;
  constructor(code: string, start: number, end: number, message: string, help: string, suggestion?: string) {
    super(message);
    this.code = code;
    this.start = start;
    this.end = end;
    this.help = help;
    this.suggestion = suggestion;
  }
}

const SPACE = /\s+/y;
const NUMBER = /(?:\d[\d_]*(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
/** Names may have dashes inside (`post-size`); a dash with a space beside it is a minus. */
const WORD = /[\p{L}_µ€][\p{L}\p{N}_µ]*(?:-[\p{L}\p{N}_]+)*/uy;
const SIGN = /\.\.|[-+*/^()=%$×·÷]/y;
const AS_ASCII: Readonly<Record<string, string>> = { '×': '*', '·': '*', '÷': '/' };

/** Splits a sum into tokens. Throws {@link SumProblem} at the first character that belongs to none. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let spaceBefore = true;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      at += space.length;
      spaceBefore = true;
      continue;
    }
    const number = match(NUMBER);
    const word = number === undefined ? match(WORD) : undefined;
    const sign = number === undefined && word === undefined ? match(SIGN) : undefined;
    const length = (number ?? word ?? sign ?? '').length;
    if (number !== undefined) tokens.push({ kind: 'number', value: Number(number.replaceAll('_', '')), start: at, end: at + length });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, start: at, end: at + length, attached: !spaceBefore });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: (AS_ASCII[sign] ?? sign) as '+', start: at, end: at + length });
    else throw strayCharacter(text, at);
    at += length;
    spaceBefore = false;
  }
  return tokens;
}

function strayCharacter(text: string, at: number): SumProblem {
  const whole = /\d{1,3}(?:,\d{3})+/.exec(text);
  if (text[at] === ',' && whole) {
    return new SumProblem(
      'number/comma',
      whole.index,
      whole.index + whole[0].length,
      `${whole[0]} has commas`,
      'Write numbers without them, or with k, M, G or T.',
      whole[0].replaceAll(',', ''),
    );
  }
  return new SumProblem(
    'sum/character',
    at,
    at + 1,
    `"${String.fromCodePoint(text.codePointAt(at) ?? 0)}" has no meaning in a quantity`,
    'A quantity is a number with units, or a sum of them: users * 0.1 / day.',
  );
}
