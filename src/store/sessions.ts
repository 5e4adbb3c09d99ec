import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { byText } from '#base/order.js';
import { writeWhole } from './whole-file.js';

/** What a text of a saved session turns into: the session, or a sentence why not. */
export type ReadSaved<T> = (text: string) => { readonly session: T } | { readonly problem: string };

export type Saved<T> = { readonly file: string; readonly session: T };

/** The sessions of one folder, one file each: `<problem>.<when it began>.json`. Problem ids hold no dot. */
export class SessionFolder<T> {
  readonly folder: string;
  /** Sentences about files that could not be read and were set aside; for the user. */
  readonly notes: string[] = [];
  readonly #read: ReadSaved<T>;

  constructor(stateFolder: string, read: ReadSaved<T>) {
    this.folder = join(stateFolder, 'sessions');
    this.#read = read;
  }

  /** A path for a new session; `stamp` sorts by time, like `20261120-051455`. */
  newFile(problem: string, stamp: string): string {
    const taken = new Set(this.#names());
    for (let n = 1; ; n++) {
      const name = `${problem}.${stamp}${n === 1 ? '' : `-${n}`}.json`;
      if (!taken.has(name)) return join(this.folder, name);
    }
  }

  /** The newest session, of one problem or of all. What cannot be read is set aside, and the one before it is taken. */
  latest(problem?: string): Saved<T> | undefined {
    return this.all(problem).at(-1);
  }

  /** Every session that can be read, the oldest first. */
  all(problem?: string): readonly Saved<T>[] {
    return this.#names()
      .filter((name) => problem === undefined || name.split('.')[0] === problem)
      .sort((a, b) => byText(stampOf(a), stampOf(b)) || byText(a, b))
      .flatMap((name) => this.#load(join(this.folder, name)));
  }

  save(file: string, text: string): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeWhole(file, text);
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.folder).filter((name) => /^[a-z0-9-]+\.[0-9-]+\.json$/.test(name));
    } catch {
      return [];
    }
  }

  #load(file: string): Saved<T>[] {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      this.notes.push(`The saved interview ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
      return [];
    }
    const read = this.#read(text);
    if ('session' in read) return [{ file, session: read.session }];
    this.notes.push(setAside(file, read.problem));
    return [];
  }
}

const stampOf = (name: string): string => name.split('.')[1] ?? '';

/** A file that makes no sense is kept under another name, so that nothing is lost and it is not met again. */
function setAside(file: string, problem: string): string {
  const aside = `${file}.unreadable`;
  try {
    renameSync(file, aside);
    return `A saved interview could not be read (${problem}). It was set aside as ${aside}.`;
  } catch {
    return `The saved interview ${basename(file)} could not be read (${problem}).`;
  }
}
