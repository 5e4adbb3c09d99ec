import { nearest } from '#base/nearest.js';
import { LIMITS } from '../limits.js';
import { SumProblem, type Token, tokenise } from './tokens.js';
import { MULTIPLIERS, UNITS } from './unit-table.js';

/** A sum, read but not yet worked out. Places are offsets into its text. */
export type Sum =
  | {
      readonly kind: 'number';
      readonly low: number;
      readonly high: number;
      readonly units: readonly UnitPower[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'name'; readonly name: string; readonly start: number; readonly end: number }
  | { readonly kind: 'negative'; readonly of: Sum; readonly start: number; readonly end: number }
  | {
      readonly kind: 'operation';
      readonly sign: '+' | '-' | '*' | '/' | '^';
      readonly left: Sum;
      readonly right: Sum;
      readonly start: number;
      readonly end: number;
    };

/** A unit word (`B`, `day`) or a noun that is counted (`user`), to a power. */
export type UnitPower = { readonly word: string; readonly power: number; readonly start: number; readonly end: number };

export type SumWithClaim = { readonly sum: Sum; readonly claim: Sum | undefined; readonly claimStart: number };

/** Reads `sum` or `sum = claim`. Throws {@link SumProblem}. */
export function parseSum(text: string): SumWithClaim {
  if (text.length > LIMITS.sum)
    throw new SumProblem('sum/too-long', 0, text.length, `A sum has at most ${LIMITS.sum} characters`, 'Name its parts in `estimates`.');
  const reader = new SumReader(tokenise(text), text);
  const sum = reader.sum();
  const equals = reader.takeSign('=');
  const claim = equals ? reader.sum() : undefined;
  reader.end();
  return { sum, claim, claimStart: claim?.start ?? text.length };
}

/** `10 GiB in GB` asks for a unit; a sum is of one kind whatever its units, and is printed in the one that suits. */
function conversion(token: Token & { kind: 'word' }): SumProblem {
  const help = 'Leave it out: the result is printed in the unit that suits its size.';
  return new SumProblem('sum/conversion', token.start, token.end, `"${token.text}" converts nothing`, help);
}

type SignToken = Extract<Token, { kind: 'sign' }>;

class SumReader {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  sum(): Sum {
    let left = this.#product();
    for (;;) {
      const sign = this.takeSign('+') ?? this.takeSign('-');
      if (!sign) return left;
      const right = this.#product();
      left = { kind: 'operation', sign: sign.text as '+', left, right, start: left.start, end: right.end };
    }
  }

  #product(): Sum {
    let left = this.#power();
    for (;;) {
      const sign = this.takeSign('*') ?? this.takeSign('/');
      if (!sign) return left;
      const right = this.#power();
      left = { kind: 'operation', sign: sign.text as '*', left, right, start: left.start, end: right.end };
    }
  }

  #power(): Sum {
    const base = this.#factor();
    if (!this.takeSign('^')) return base;
    const exponent = this.#factor();
    return { kind: 'operation', sign: '^', left: base, right: exponent, start: base.start, end: exponent.end };
  }

  #factor(): Sum {
    const token = this.#tokens[this.#at];
    if (!token) throw this.#unexpected();
    if (++this.#depth > 60)
      throw new SumProblem(
        'sum/too-deep',
        token.start,
        token.end,
        'This sum has more than 60 brackets inside one another',
        'Name its parts in `estimates`.',
      );
    const factor = this.#readFactor(token);
    this.#depth--;
    return factor;
  }

  #readFactor(token: Token): Sum {
    if (token.kind === 'sign' && token.text === '-') {
      this.#at++;
      const of = this.#factor();
      return { kind: 'negative', of, start: token.start, end: of.end };
    }
    if (token.kind === 'sign' && token.text === '(') {
      this.#at++;
      const inner = this.sum();
      if (!this.takeSign(')')) throw this.#unexpected('a closing bracket');
      return inner;
    }
    if (token.kind === 'sign' && token.text === '$') {
      this.#at++;
      return this.#number([{ word: '$', power: 1, start: token.start, end: token.end }], token.start);
    }
    if (token.kind === 'number') return this.#number([], token.start);
    if (token.kind === 'word') {
      this.#at++;
      if (UNITS.has(token.text)) return this.#bareUnit(token);
      return { kind: 'name', name: token.text, start: token.start, end: token.end };
    }
    throw this.#unexpected();
  }

  /** `day` alone after a division (`users / day`) is one day. */
  #bareUnit(token: Token & { kind: 'word' }): Sum {
    const units = [{ word: token.text, power: 1, start: token.start, end: token.end }];
    return { kind: 'number', low: 1, high: 1, units, start: token.start, end: token.end };
  }

  #number(units: UnitPower[], start: number): Sum {
    let low = this.#literal(units);
    let high = low;
    if (this.takeSign('..')) {
      high = this.#literal(units);
      const lowUnits = units.length;
      if (lowUnits > 2 && units[0]?.word !== units[1]?.word) throw this.#unexpected('one unit for both ends of a range');
    }
    if (low > high) [low, high] = [high, low];
    this.#unitPhrase(units);
    return { kind: 'number', low, high, units, start, end: this.#tokens[this.#at - 1]?.end ?? start };
  }

  /** A number with its multiplier: `100`, `100k`, `1.5 M`, `1B user` (a billion, since a noun follows). */
  #literal(units: UnitPower[]): number {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'number') throw this.#unexpected('a number');
    this.#at++;
    const next = this.#tokens[this.#at];
    if (next?.kind === 'sign' && next.text === '%') {
      this.#at++;
      units.push({ word: '%', power: 1, start: next.start, end: next.end });
      return token.value;
    }
    if (next?.kind !== 'word') return token.value;
    const multiplier = MULTIPLIERS.get(next.text);
    if (multiplier !== undefined) {
      this.#at++;
      return token.value * multiplier;
    }
    const noun = this.#tokens[this.#at + 1];
    if (next.text === 'B' && next.attached && noun?.kind === 'word' && !UNITS.has(noun.text)) {
      this.#at++;
      return token.value * 1e9;
    }
    return token.value;
  }

  /** Units and nouns side by side bind tightest: `0.1 link/user/day`, `/s`, `500 B`, `5 year`. */
  #unitPhrase(units: UnitPower[]): void {
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token?.kind === 'word') {
        this.#at++;
        if (units.length > 0 && /^(in|to|as)$/.test(token.text)) throw conversion(token);
        units.push({ word: token.text, power: 1, start: token.start, end: token.end });
        continue;
      }
      const below = this.#tokens[this.#at + 1];
      const divides = token?.kind === 'sign' && token.text === '/' && below?.kind === 'word';
      if (!divides || !(UNITS.has(below.text) || this.#isNounPhrase(token, below))) return;
      this.#at += 2;
      units.push({ word: below.text, power: -1, start: below.start, end: below.end });
    }
  }

  /** `link/user` without spaces counts nouns; `40 / users` divides by a name. */
  #isNounPhrase(slash: Token, word: Token): boolean {
    const before = this.#tokens[this.#at - 1];
    return before?.kind === 'word' && before.end === slash.start && slash.end === word.start;
  }

  takeSign(text: string): SignToken | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== text) return undefined;
    this.#at++;
    return token;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected('an operator (+ - * /) or the end');
  }

  #unexpected(wanted = 'a number, a name or a bracket'): SumProblem {
    const token = this.#tokens[this.#at];
    if (!token) {
      const end = this.#text.length;
      return new SumProblem(
        'sum/incomplete',
        Math.max(0, end - 1),
        end,
        `The sum ends where ${wanted} should follow`,
        'A quantity is a number with units, or a sum of them: users * 0.1 / day.',
      );
    }
    const text = this.#text.slice(token.start, token.end);
    const suggestion = token.kind === 'word' ? nearest(text, UNITS.keys()) : undefined;
    return new SumProblem(
      'sum/unexpected',
      token.start,
      token.end,
      `"${text}" stands where ${wanted} should be`,
      'A quantity is a number with units, or a sum of them: users * 0.1 / day.',
      suggestion,
    );
  }
}
