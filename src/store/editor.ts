import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Splits a command line as a shell would: blanks between words, single and double quotes, backslashes. Nothing is expanded.
 * Returns undefined when a quote is not closed.
 */
export function splitCommand(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (quote === "'" ? char !== "'" : quote === '"' && char !== '"' && char !== '\\') word += char;
    else if (char === '\\') {
      const next = line[++i];
      const keeps = quote === '"' && next !== undefined && !'"\\$`'.includes(next);
      word = (word ?? '') + (keeps ? '\\' : '') + (next ?? '\\');
    } else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}

export type EditorCommand = { readonly command: string; readonly args: readonly string[] };
type Env = Readonly<Record<string, string | undefined>>;

const USUAL = ['nano', 'vim', 'vi'];

/** The user's editor: `$VISUAL`, else `$EDITOR`, else the first of the usual ones that is installed. A sentence when there is none. */
export function editorCommand(
  env: Env,
  onPath: (program: string) => boolean = (program) => isOnPath(program, env),
): EditorCommand | string {
  for (const name of ['VISUAL', 'EDITOR']) {
    const line = env[name]?.trim();
    if (!line) continue;
    const words = splitCommand(line);
    if (!words?.[0]) return `$${name} has a quote that is not closed: ${line}`;
    return { command: words[0], args: words.slice(1) };
  }
  const usual = USUAL.find(onPath);
  return usual
    ? { command: usual, args: [] }
    : 'No editor is set. Set $VISUAL or $EDITOR, or edit the file in another window: it is watched.';
}

function isOnPath(program: string, env: Env): boolean {
  return (env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs the editor on a file with the terminal, until it ends. Returns a sentence when it could not be started. */
export function runEditor(editor: EditorCommand, file: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(editor.command, [...editor.args, file], { stdio: 'inherit' });
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'ENOENT' ? `There is no program ${editor.command}. Set $VISUAL or $EDITOR.` : `${editor.command}: ${error.message}`,
      ),
    );
    child.on('close', () => resolve(undefined));
  });
}
