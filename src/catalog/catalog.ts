import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { nearest } from '#base/nearest.js';
import { byText } from '#base/order.js';
import type { Problem } from '#score/problem.js';
import type { Rubric } from '#score/rubric.js';
import { CatalogError } from './catalog-error.js';
import { packageRoot } from './package-root.js';
import { readDocument } from './read-document.js';

/** A data file of ours as it was read: the value, and the text it came from (for hashes). */
export type Loaded<T> = { readonly value: T; readonly text: string; readonly file: string };
/** A reference design of a problem, as text. */
export type LadderDesign = { readonly name: string; readonly file: string; readonly text: string };

/** Problems and rubrics on disk. Names are looked up in what is there and never joined into paths. Everything is read when asked for, once. */
export type Catalog = {
  /** Ids of the problems, sorted. */
  readonly problemIds: () => Promise<readonly string[]>;
  /** Throws a {@link CatalogError} for an unknown id, with the nearest one, and for a file that is not right. */
  readonly problem: (id: string) => Promise<Loaded<Problem>>;
  readonly rubric: (id?: string) => Promise<Loaded<Rubric>>;
  /** The reference designs of a problem, from the weakest to the strongest. */
  readonly ladder: (id: string) => Promise<readonly LadderDesign[]>;
};

const ID = /^[a-z0-9-]+$/;

/** The catalog of the package, or of a folder that holds `problems` and `rubrics`. */
export function openCatalog(root: string = packageRoot()): Catalog {
  const problems = once(() => foldersOf(join(root, 'problems')));
  const rubrics = once(() => filesOf(join(root, 'rubrics')));

  const problem = byName('problem', problems, async (folder, id) => {
    const { problemSchema } = await import('./problem-schema.js');
    const loaded = await load('problem', join(folder, 'problem.yaml'), problemSchema);
    if (loaded.value.id !== id)
      throw new CatalogError(
        `${loaded.file} calls itself "${loaded.value.id}"`,
        `Its folder is called "${id}": make the two the same.`,
        loaded.file,
      );
    return loaded;
  });
  const rubric = byName('rubric', rubrics, async (file) => load('rubric', file, (await import('./rubric-schema.js')).rubricSchema));

  return {
    problemIds: async () => [...(await problems()).keys()],
    problem,
    rubric: (id = 'default') => rubric(id),
    async ladder(id) {
      const { value } = await problem(id);
      const folder = (await problems()).get(id) as string;
      const designs = await filesOf(join(folder, 'designs'));
      return Promise.all(value.ladder.map((rung) => designOf(designs, rung.design, id)));
    },
  };
}

async function designOf(designs: ReadonlyMap<string, string>, name: string, problem: string): Promise<LadderDesign> {
  const file = designs.get(name);
  if (file === undefined)
    throw new CatalogError(
      `The ladder of "${problem}" names "${name}", and there is no such design`,
      `Add designs/${name}.yaml to the problem.`,
    );
  return { name, file, text: await readFile(file, 'utf8') };
}

async function load<T>(kind: string, file: string, schema: z.ZodType<T>): Promise<Loaded<T>> {
  const text = await readFile(file, 'utf8');
  const { value, diagnostics } = readDocument(kind, text, schema);
  if (value === undefined) {
    const first = diagnostics[0];
    const where = first ? `${file}:${first.span.line}:${first.span.column}: ${first.message}` : file;
    throw new CatalogError(`This ${kind} cannot be used: ${where}`, undefined, file, diagnostics);
  }
  return { value, text, file };
}

/** Looks a name up among what is there and loads it once. */
function byName<T>(
  what: string,
  names: () => Promise<ReadonlyMap<string, string>>,
  loadOne: (path: string, id: string) => Promise<T>,
): (id: string) => Promise<T> {
  const loaded = new Map<string, Promise<T>>();
  return async (id) => {
    const known = await names();
    const path = known.get(id);
    if (path === undefined) {
      const near = nearest(id, known.keys());
      const help = near === undefined ? `There are: ${[...known.keys()].join(', ') || 'none'}.` : `Did you mean "${near}"?`;
      throw new CatalogError(`There is no ${what} called "${id}"`, help);
    }
    const found = loaded.get(id) ?? loadOne(path, id);
    loaded.set(id, found);
    return found;
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function foldersOf(path: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(path, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory() && ID.test(entry.name)).map((entry) => entry.name);
  return new Map(ids.sort(byText).map((id) => [id, join(path, id)]));
}

async function filesOf(path: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => entry.name.slice(0, -'.yaml'.length));
  return new Map(
    names
      .filter((name) => ID.test(name))
      .sort(byText)
      .map((name) => [name, join(path, `${name}.yaml`)]),
  );
}
