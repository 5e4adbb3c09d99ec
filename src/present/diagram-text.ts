import type { When } from '#model/flow.js';
import { ratioText } from './figure-text.js';

/** Longest label in characters; what is longer is cut and ends in an ellipsis. */
export const LABEL_LIMIT = 80;

/**
 * Text as it may be shown anywhere: line breaks and tabs become spaces; terminal controls, bidirectional controls, invisible
 * format characters, lone surrogates and unassigned characters become U+FFFD. The two joiners that scripts and emoji need stay.
 */
export function visible(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ').replace(/(?![\u200c\u200d])\p{C}/gu, '\ufffd');
}

/** {@link visible} text of at most `limit` characters. */
export function label(text: string, limit: number = LABEL_LIMIT): string {
  const shown = visible(text);
  const characters = Array.from(shown);
  return characters.length <= limit ? shown : `${characters.slice(0, limit - 1).join('')}\u2026`;
}

/** How many of something: exact for whole numbers below ten thousand, then three digits with `k`, `M`, `G` or `T`. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return value === Infinity ? 'unbounded' : 'unknown';
  if (Math.abs(value) < 10_000) return String(Number(value.toPrecision(4)));
  for (const [size, letter] of LARGE) {
    if (Math.abs(value) >= size) return `${Number((value / size).toPrecision(3))}${letter}`;
  }
  return String(value);
}

const LARGE = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** When a step is done. `step` gives the number of the step a condition refers to, where steps are numbered. */
export function whenWords(when: When, step: (call: number) => number | undefined = () => undefined): string | undefined {
  switch (when.kind) {
    case 'always':
      return undefined;
    case 'miss':
    case 'error':
    case 'timeout': {
      const number = step(when.of);
      const what = { miss: 'misses', error: 'fails', timeout: 'times out' }[when.kind];
      return number === undefined ? `on ${when.kind}` : `if ${number} ${what}`;
    }
    case 'share':
      return ratioText(when.share);
    case 'case':
      return `case ${label(when.name, 30)}`;
  }
}
