import { open } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { openCatalog } from '#catalog/catalog.js';
import { designSkeleton } from '#present/design-skeleton.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { orUsage } from './catalog-usage.js';

export type NewOptions = { readonly output?: string | undefined; readonly force?: boolean | undefined };

/** `sysdrill new <problem>`: starts a design file. Writes `<problem>.yaml`, or `--output`; `-` is standard output. */
export async function newCommand(args: readonly string[], options: NewOptions, io: Io): Promise<ExitCode> {
  const id = args[0];
  if (id === undefined)
    throw new UsageError('A design of what?', 'Name a problem: `sysdrill new url-shortener`. List them with `sysdrill problems`.');
  const { value } = await orUsage(openCatalog().problem(id));
  const text = designSkeleton(value);
  const name = options.output ?? `${value.id}.yaml`;
  if (name === '-') {
    io.out(text);
    return EXIT.ok;
  }
  await write(isAbsolute(name) ? name : join(io.cwd, name), name, text, options.force ?? false);
  io.err(`Wrote ${name}. Fill it in, then: sysdrill check ${name}\n`);
  return EXIT.ok;
}

async function write(path: string, name: string, text: string, force: boolean): Promise<void> {
  try {
    const handle = await open(path, force ? 'w' : 'wx');
    await handle.writeFile(text).finally(() => handle.close());
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new UsageError(`${name} is there already`, 'Choose another name with `-o`, or replace it with `--force`.');
    throw new UsageError(`${name} cannot be written (${code ?? String(error)})`, 'Choose another place with `-o`.');
  }
}
