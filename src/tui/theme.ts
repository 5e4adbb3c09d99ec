import type { TextProps } from 'ink';
import { asciiText } from '#render/terminal-text.js';
import type { Tone } from './text.js';

/** The sixteen colours of the terminal's own palette, so that light and dark both work; no backgrounds. */
export const TONES: Readonly<Record<Tone, Pick<TextProps, 'color' | 'bold' | 'dimColor'>>> = {
  plain: {},
  strong: { bold: true },
  quiet: { dimColor: true },
  good: { color: 'green' },
  warning: { color: 'yellow' },
  bad: { color: 'red' },
  you: { color: 'cyan' },
  accent: { color: 'cyan', bold: true },
};

export type Marks = {
  readonly prompt: string;
  readonly cursor: string;
  readonly done: string;
  readonly skipped: string;
  readonly open: string;
  readonly ahead: string;
  readonly rule: string;
  readonly full: string;
  readonly empty: string;
  readonly dot: string;
};

const UNICODE: Marks = {
  prompt: '›',
  cursor: '›',
  done: '✓',
  skipped: '–',
  open: '●',
  ahead: '○',
  rule: '─',
  full: '█',
  empty: '░',
  dot: '·',
};
const ASCII: Marks = {
  prompt: '>',
  cursor: '>',
  done: '+',
  skipped: '-',
  open: '*',
  ahead: '.',
  rule: '-',
  full: '#',
  empty: '.',
  dot: '-',
};

/** Whether the terminal is known to write UTF-8; where nothing is said it is taken for granted, as on every desktop today. */
export function speaksUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  return locale === '' || /utf-?8/i.test(locale);
}

export const marksFor = (env: Readonly<Record<string, string | undefined>>): Marks => (speaksUnicode(env) ? UNICODE : ASCII);

/** How texts are shown: as they are, or in ASCII where the terminal has nothing else. Never makes a text longer, arrows of keys apart. */
export function sayFor(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  if (speaksUnicode(env)) return (text) => text;
  return (text) => asciiText(text.replaceAll('↑↓', 'Up/Down').replaceAll('↓', 'Down').replaceAll('…', '~'));
}
