import { lstat, open, stat } from 'node:fs/promises';
import { LIMITS } from '#language/limits.js';

/** A file that cannot be read, told in a sentence with what to do. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
  readonly code: 'file/missing' | 'file/directory' | 'file/too-large' | 'file/unreadable' | 'file/not-text';
  readonly file: string;
  readonly help: string;
  /** It is a link to what is not there. */
  readonly isLink: boolean;
  constructor(code: UnreadableFile['code'], file: string, message: string, help: string, isLink = false) {
    super(message);
    this.isLink = isLink;
    this.code = code;
    this.file = file;
    this.help = help;
  }
}

/** The text of a file, a byte-order mark removed. Refuses what is larger than the bound before reading it. Throws {@link UnreadableFile}. */
export async function readTextFile(file: string): Promise<string> {
  const about = await stat(file).catch(async (error: NodeJS.ErrnoException) => {
    const isLink =
      error.code === 'ENOENT' &&
      (await lstat(file).then(
        () => true,
        () => false,
      ));
    if (isLink)
      throw new UnreadableFile(
        'file/missing',
        file,
        `${file} is a link to a file that is not there`,
        'Repair the link, or remove it.',
        true,
      );
    throw error.code === 'ENOENT'
      ? new UnreadableFile('file/missing', file, `There is no file ${file}`, 'Check the name; `sysdrill new <problem>` starts a design.')
      : new UnreadableFile('file/unreadable', file, `${file} cannot be read (${error.code ?? error.message})`, 'Check its permissions.');
  });
  if (about.isDirectory())
    throw new UnreadableFile('file/directory', file, `${file} is a folder`, 'Name a design file in it; `sysdrill grade` takes folders.');
  if (about.size > LIMITS.bytes) {
    const size = `${(about.size / 1024 / 1024).toFixed(1)} MiB`;
    throw new UnreadableFile(
      'file/too-large',
      file,
      `${file} has ${size}; the bound is ${LIMITS.bytes / 1024 / 1024} MiB`,
      'A design is a few kilobytes: is this the right file?',
    );
  }
  const bytes = await readBounded(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile('file/not-text', file, `${file} is not UTF-8 text`, 'Save it as UTF-8.');
  }
}

/** Also bounds what has no size beforehand: a pipe, a device. */
async function readBounded(file: string): Promise<Uint8Array> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFile('file/unreadable', file, `${file} cannot be read (${error.code ?? error.message})`, 'Check its permissions.');
  });
  try {
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      total += (chunk as Buffer).length;
      if (total > LIMITS.bytes)
        throw new UnreadableFile(
          'file/too-large',
          file,
          `${file} has more than ${LIMITS.bytes / 1024 / 1024} MiB`,
          'A design is a few kilobytes: is this the right file?',
        );
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}
