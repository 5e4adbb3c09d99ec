/** How a text output is laid out: width of the terminal, and whether colour is wanted. */
export type TextOptions = {
  readonly columns: number;
  readonly color: boolean;
  /** Only characters of ASCII, besides those of names. */
  readonly ascii?: boolean | undefined;
  /** Only what answers the question: verdicts, targets, flows, components, where time is spent, failures. */
  readonly brief?: boolean | undefined;
  /** Long lists whole. */
  readonly verbose?: boolean | undefined;
};

/** Signs of ours, and what stands for each of them where there is only ASCII: as wide, so that columns stay. */
const SIGNS: Readonly<Record<string, string>> = {
  '±': '~',
  '·': '-',
  '…': '~',
  '×': 'x',
  '▁': '_',
  '▂': '.',
  '▃': '-',
  '▄': '=',
  '▅': '+',
  '▆': '*',
  '▇': '%',
  '█': '#',
  '─': '-',
};

/** A text of ours with its signs in ASCII. Names of a design stay what they are. */
export const inAscii = (text: string): string => text.replace(/[±·…×▁-█─]/g, (sign) => SIGNS[sign] ?? sign);

export type Painter = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', (text: string) => string>>;

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], green: [32, 39], cyan: [36, 39] } as const;

/** Colours that do nothing where none are wanted. Nothing is ever said by colour alone. */
export function painter(color: boolean): Painter {
  const paint = (name: keyof typeof CODES) => (text: string) =>
    color && text !== '' ? `\u001B[${CODES[name][0]}m${text}\u001B[${CODES[name][1]}m` : text;
  return { bold: paint('bold'), dim: paint('dim'), red: paint('red'), yellow: paint('yellow'), green: paint('green'), cyan: paint('cyan') };
}

/** Breaks a text at spaces to fit `columns`, every line indented. Words longer than a line stay whole. */
export function wrap(text: string, columns: number, indent = 0): string {
  const room = Math.max(20, columns - indent);
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > room) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n');
}

/** `a`, `a and b`, `a, b and c`. */
export const andList = (of: readonly string[]): string => (of.length < 2 ? of.join('') : `${of.slice(0, -1).join(', ')} and ${of.at(-1)}`);
