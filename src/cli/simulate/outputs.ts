import { stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, join } from 'node:path';
import { writeWhole } from '#store/whole-file.js';
import { type Io, UsageError } from '../io.js';

/** What a load report can be written as. `svg` and `mermaid`: the diagram with how full everything is. */
export const FORMATS = ['pretty', 'json', 'csv', 'html', 'markdown', 'svg', 'mermaid'] as const;
export type Format = (typeof FORMATS)[number];

const ENDINGS: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.csv': 'csv',
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
  '.txt': 'pretty',
  '.svg': 'svg',
  '.mmd': 'mermaid',
};

/** Where a report goes: a file, or standard output where `path` is absent. */
export type Output = { readonly format: Format; readonly name?: string | undefined; readonly path?: string | undefined };

/** Reads `--format` and every `-o` before anything runs. Throws UsageError with what was expected. */
export async function outputsOf(format: string | undefined, names: readonly string[], io: Io): Promise<Output[]> {
  const known = FORMATS.find((each) => each === (format ?? 'pretty'));
  if (known === undefined) throw new UsageError(`simulate has no format "${format}"`, `Formats: ${FORMATS.join(', ')}.`);
  const files: Output[] = [];
  for (const name of names) if (name !== '-') files.push(await fileOf(name, names.length === 1 ? format : undefined, io));
  // With files alone nothing is printed, unless a format or `-o -` asks for it.
  const prints = names.length === 0 || names.includes('-') || (format !== undefined && names.length > 1);
  return prints ? [...files, { format: known }] : files;
}

async function fileOf(name: string, format: string | undefined, io: Io): Promise<Output> {
  const path = isAbsolute(name) ? name : join(io.cwd, name);
  const asked = FORMATS.find((each) => each === format) ?? ENDINGS[extname(path).toLowerCase()];
  if (asked === undefined) {
    throw new UsageError(`The ending of ${name} says nothing about what to write`, `Endings: ${Object.keys(ENDINGS).join(', ')}.`);
  }
  const [about, folder] = await Promise.all([path, dirname(path)].map((place) => stat(place).catch(() => undefined)));
  if (folder?.isDirectory() !== true) throw new UsageError(`There is no folder ${dirname(name)} to write ${name} into`, 'Make it first.');
  if (about?.isDirectory() === true) throw new UsageError(`${name} is a folder`, 'Name a file in it.');
  return { format: asked, name, path };
}

/** Writes each report whole or not at all; all of them are made before the first is written. */
export async function deliver(outputs: readonly Output[], make: (output: Output) => Promise<string>, io: Io): Promise<void> {
  const made: { readonly output: Output; readonly text: string }[] = [];
  for (const output of outputs) made.push({ output, text: await make(output) });
  for (const { output, text } of made) {
    if (output.path === undefined) io.out(text);
    else write(output.name ?? output.path, output.path, text, io);
  }
}

function write(name: string, path: string, text: string, io: Io): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(`${name} cannot be written (${code})`, 'Choose another place with `-o`.');
  }
  io.err(`Wrote ${name}.\n`);
}
