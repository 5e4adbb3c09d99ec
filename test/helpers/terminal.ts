import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export const PROGRAM = fileURLToPath(new URL('../../bin/sysdrill.js', import.meta.url));

const KEYS = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  up: '\x1b[A',
  down: '\x1b[B',
  'page down': '\x1b[6~',
  backspace: '\x7f',
  'ctrl+a': '\x01',
  'ctrl+c': '\x03',
  'ctrl+n': '\x0e',
  'ctrl+t': '\x14',
  'ctrl+u': '\x15',
  'ctrl+z': '\x1a',
} as const;
export type KeyName = keyof typeof KEYS;

export type TerminalOptions = {
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Another program than sysdrill, such as a shell. */
  readonly file?: string;
};

type Want = { readonly seen: () => boolean; readonly met: () => void };

const PATIENCE_MS = 15_000;

/** A program in a real pseudo-terminal, its output read by a real terminal emulator. Tests wait for what is on the screen; nothing sleeps. */
export class Terminal {
  readonly #pty: IPty;
  readonly #xterm: xterm.Terminal;
  readonly #wants = new Set<Want>();
  /** How the program ended. */
  readonly exited: Promise<{ readonly exitCode: number; readonly signal: number | undefined }>;
  #raw = '';

  constructor({ args = [], columns = 80, rows = 24, cwd, env = {}, file }: TerminalOptions) {
    this.#xterm = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 5_000 });
    this.#pty = spawn(file ?? process.execPath, file ? [...args] : [PROGRAM, ...args], {
      name: env['TERM'] ?? 'xterm-256color',
      cols: columns,
      rows,
      ...(cwd && { cwd }),
      env: childEnv(env),
    });
    this.#pty.onData((data) => {
      this.#raw += data;
      this.#xterm.write(data, () => this.#look());
    });
    // What a terminal answers to the program's questions goes back to it.
    this.#xterm.onData((data) => this.#pty.write(data));
    this.exited = new Promise((resolve) =>
      this.#pty.onExit(({ exitCode, signal }) => this.#xterm.write('', () => resolve({ exitCode, signal }))),
    );
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Every byte that came out, as it came. */
  get raw(): string {
    return this.#raw;
  }

  /** What is on the screen now, without blank lines at the end. */
  screen(): string {
    const { buffer } = this.#xterm;
    return this.#lines(buffer.active.viewportY, this.#xterm.rows);
  }

  /** The screen and everything that was scrolled off it. */
  history(): string {
    return this.#lines(0, this.#xterm.buffer.active.length);
  }

  /** Where the cursor stands on the screen, from 0. */
  cursor(): { readonly x: number; readonly y: number } {
    const { cursorX, cursorY } = this.#xterm.buffer.active;
    return { x: cursorX, y: cursorY };
  }

  modes(): xterm.IModes {
    return this.#xterm.modes;
  }

  /** Whether any cell on the screen has a colour or another look of its own. */
  isColoured(): boolean {
    const { active } = this.#xterm.buffer;
    return Array.from({ length: active.length }, (_, y) => active.getLine(y)!).some((line) =>
      Array.from({ length: this.#xterm.cols }, (_, x) => line.getCell(x)!).some((cell) => !cell.isAttributeDefault()),
    );
  }

  /** Waits until the screen shows a text, or fits a pattern. */
  async waitFor(wanted: string | RegExp): Promise<void> {
    await this.waitUntil(() => (typeof wanted === 'string' ? this.screen().includes(wanted) : wanted.test(this.screen())), String(wanted));
  }

  async waitUntil(seen: () => boolean, what: string): Promise<void> {
    if (seen()) return;
    let timer: NodeJS.Timeout | undefined;
    const want: Want = { seen, met: () => undefined };
    const met = new Promise<void>((resolve) => this.#wants.add(Object.assign(want, { met: resolve })));
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`The terminal never showed ${what}. It shows:\n${this.screen()}`)), PATIENCE_MS);
    });
    await Promise.race([met, late]).finally(() => {
      clearTimeout(timer);
      this.#wants.delete(want);
    });
  }

  press(...keys: readonly KeyName[]): void {
    for (const key of keys) this.#pty.write(KEYS[key]);
  }

  /** Types a text and waits until it is seen on the screen, as a person would. */
  async type(text: string): Promise<void> {
    this.#pty.write(text);
    const end = text.slice(-30);
    await this.waitUntil(() => this.screen().replaceAll(/\n\s*/g, '').includes(end.replaceAll(/\n\s*/g, '')), `the typed "${end}"`);
  }

  /** Types a line and sends it. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    this.press('enter');
  }

  /** A paste, as terminals send it to programs that asked for brackets. */
  paste(text: string): void {
    this.#pty.write(`\x1b[200~${text}\x1b[201~`);
  }

  write(bytes: string): void {
    this.#pty.write(bytes);
  }

  resize(columns: number, rows: number): void {
    this.#xterm.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.#pty.pid, signal);
  }

  /** Takes the terminal away, as closing its window does, but without a signal to the program. */
  hangUp(): void {
    (this.#pty as IPty & { destroy(): void }).destroy();
  }

  /** Ends the program if it still runs. */
  close(): void {
    try {
      process.kill(this.#pty.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
    this.#xterm.dispose();
  }

  #look(): void {
    for (const want of this.#wants) if (want.seen()) want.met();
  }

  #lines(from: number, count: number): string {
    const { active } = this.#xterm.buffer;
    const lines = Array.from({ length: count }, (_, i) => active.getLine(from + i)?.translateToString(true) ?? '');
    return lines.join('\n').trimEnd();
  }
}

/** The environment of a person's shell: no CI, colours on, nothing of the machine that runs the tests. */
function childEnv(more: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const { PATH, HOME } = process.env;
  const all = { PATH, HOME, TERM: 'xterm-256color', LANG: 'C.UTF-8', FORCE_COLOR: '1', ...more };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A folder of its own for a test: a place to work in, and a home for what is saved. */
export function workplace(): { readonly cwd: string; readonly env: { readonly SYSDRILL_HOME: string }; readonly remove: () => void } {
  const cwd = mkdtempSync(join(tmpdir(), 'sysdrill-'));
  return { cwd, env: { SYSDRILL_HOME: join(cwd, 'state') }, remove: () => rmSync(cwd, { recursive: true, force: true }) };
}
