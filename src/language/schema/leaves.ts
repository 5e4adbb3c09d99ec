import * as z from 'zod';
import type { Bytes, BytesPerSecond, MoneyPerMonth, PerSecond, Ratio, Seconds } from '#model/units.js';
import { parseSum, type Sum } from '../expression/parse.js';
import { SumProblem } from '../expression/tokens.js';

/** What a quantity must come to, and the brand its number then has. */
export type Wanted = {
  time: Seconds;
  rate: PerSecond;
  size: Bytes;
  bandwidth: BytesPerSecond;
  ratio: Ratio;
  count: number;
  whole: number;
  money: MoneyPerMonth;
};
export type WantedName = keyof Wanted;

/** A quantity as written: read, not yet worked out. The reader turns it into a number once the estimates are known. */
export class Written<W extends WantedName> {
  readonly wanted: W;
  readonly sum: Sum;
  readonly text: string;
  constructor(wanted: W, sum: Sum, text: string) {
    this.wanted = wanted;
    this.sum = sum;
    this.text = text;
  }
}

/** The word that says: not known, and nothing may be guessed. */
export const UNKNOWN = 'unknown';

export const EXPECTED: Readonly<Record<WantedName, string>> = {
  time: 'a time such as 20ms, 1.5s or 2min',
  rate: 'a rate such as 100 /s, 10M/day or 500 rps',
  size: 'a size such as 500 B, 64 GB or 1 MiB',
  bandwidth: 'a bandwidth such as 10 Gbps or 200 MB/s',
  ratio: 'a ratio such as 95% or 0.95',
  count: 'a number such as 3, 200 or 2M',
  whole: 'a whole number such as 3 or 200',
  money: 'an amount a month such as 200 USD/month',
};

/** Where a `sum` problem stands inside its scalar travels in the issue, so that the place shown is the exact one. */
export type SumIssue = {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly help: string;
  readonly suggestion: string | undefined;
};

/** A quantity of one dimension: a number with units or a sum of estimates. `unknown` reads as undefined. */
export function quantity<W extends WantedName>(wanted: W, doc: string) {
  return z
    .string(EXPECTED[wanted])
    .transform((text, ctx): Written<W> | undefined => {
      if (text === UNKNOWN) return undefined;
      try {
        const { sum, claim } = parseSum(text);
        if (claim)
          throw new SumProblem(
            'sum/claim',
            claim.start,
            claim.end,
            'A claim (= ...) belongs to the estimates',
            'Move the sum to `estimates` and use its name here.',
          );
        return new Written(wanted, sum, text);
      } catch (error) {
        if (!(error instanceof SumProblem)) throw error;
        const sum: SumIssue = { code: error.code, start: error.start, end: error.end, help: error.help, suggestion: error.suggestion };
        ctx.addIssue({ code: 'custom', message: error.message, params: { sum } });
        return z.NEVER;
      }
    })
    .meta({ description: doc, wanted });
}

export const time = (doc: string) => quantity('time', doc).optional();
export const rate = (doc: string) => quantity('rate', doc).optional();
export const size = (doc: string) => quantity('size', doc).optional();
export const bandwidth = (doc: string) => quantity('bandwidth', doc).optional();
export const ratio = (doc: string) => quantity('ratio', doc).optional();
export const count = (doc: string) => quantity('count', doc).optional();
export const whole = (doc: string) => quantity('whole', doc).optional();
export const money = (doc: string) => quantity('money', doc).optional();

export const flag = (doc: string) =>
  z
    .union([z.boolean('true or false'), z.literal(UNKNOWN).transform(() => undefined)], 'true or false')
    .optional()
    .meta({ description: doc });

/** One of a few words, or `unknown`. */
export function word<const W extends readonly [string, ...string[]]>(words: W, doc: string) {
  return z
    .enum([...words, UNKNOWN] as [...W, typeof UNKNOWN], `one of ${words.join(', ')}`)
    .transform((said) => (said === UNKNOWN ? undefined : (said as W[number])))
    .optional()
    .meta({ description: doc });
}

export const text = (doc: string) => z.string('text').optional().meta({ description: doc });

/** One text, or a list of them. */
export const texts = (doc: string) =>
  z
    .union([z.string(), z.array(z.string('text'))], 'a name or a list of names')
    .transform((said) => (typeof said === 'string' ? [said] : said))
    .optional()
    .meta({ description: doc });
