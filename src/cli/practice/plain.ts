import { resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { wrap } from '#present/text.js';
import { Linear } from '#session/linear.js';
import { editorCommand, runEditor } from '#store/editor.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { OpenInterview } from './desk.js';

type Typed = { readonly line: string } | 'end' | 'interrupted';

/** Lines as they are typed or piped in; those that come before they are asked for wait. */
class Prompt {
  #reader: Interface | undefined;
  readonly #waiting: Typed[] = [];
  #wanted: ((typed: Typed) => void) | undefined;

  next(): Promise<Typed> {
    this.#reader ??= this.#open();
    const typed = this.#waiting.shift();
    if (typed !== undefined) return Promise.resolve(typed);
    this.#reader.prompt();
    return new Promise((take) => {
      this.#wanted = take;
    });
  }

  /** Lets go of the terminal, for an editor; the next line takes it again. */
  pause(): void {
    this.#reader?.removeAllListeners('close').close();
    this.#reader = undefined;
  }

  #open(): Interface {
    const reader = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
    reader.on('line', (line) => this.#give({ line }));
    reader.on('SIGINT', () => this.#give('interrupted'));
    reader.on('close', () => this.#give('end'));
    return reader;
  }

  #give(typed: Typed): void {
    const take = this.#wanted;
    this.#wanted = undefined;
    if (take) take(typed);
    else this.#waiting.push(typed);
  }
}

/** The interview line by line: no boxes, no spinner, nothing drawn over. Ctrl-C twice, `/quit` or the end of the input stop it. */
export async function runPlain(open: OpenInterview, io: Io): Promise<ExitCode> {
  const { interview } = open;
  // For people, lines end at words; for a pipe they stay whole.
  const linear = new Linear(interview, (line) => io.out(`${io.interactive && line.length > io.columns ? wrap(line, io.columns) : line}\n`));
  const prompt = new Prompt();
  let since = performance.now();
  let warned = false;
  linear.open();
  try {
    for (;;) {
      const typed = await prompt.next();
      const seconds = Math.floor((performance.now() - since) / 1000);
      since += seconds * 1000;
      if (seconds > 0 && interview.session.at !== 'report') interview.send({ type: 'tick', seconds });
      if (typed === 'end') return EXIT.ok;
      if (typed === 'interrupted') {
        if (warned) return EXIT.interrupted;
        warned = true;
        io.out('\nCtrl-C again, or /quit, to stop. Everything is saved.\n');
        continue;
      }
      warned = false;
      const effect = linear.handle(typed.line);
      if (effect?.type === 'quit') return EXIT.ok;
      if (effect?.type === 'use') interview.send({ type: 'design file', path: resolve(io.cwd, effect.path) });
      if (effect?.type === 'edit') io.out(await edit(interview.session.design, prompt, io));
      if (effect) linear.check();
    }
  } finally {
    prompt.pause();
  }
}

async function edit(file: string, prompt: Prompt, io: Io): Promise<string> {
  const editor = editorCommand(io.env);
  if (typeof editor === 'string') return `${editor}\n`;
  prompt.pause();
  const failed = await runEditor(editor, file);
  return failed === undefined ? '' : `${failed}\n`;
}
