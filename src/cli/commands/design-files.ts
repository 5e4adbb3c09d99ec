import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { byText } from '#base/order.js';
import { CONFIG_FILE } from '#catalog/config.js';
import { UsageError } from '../io.js';

/** A design file: the name to show for it, and where it is. */
export type DesignFile = { readonly name: string; readonly path: string };

/**
 * Files as named, and every `.yaml` and `.yml` below the named folders (hidden ones, `node_modules` and settings apart): each once,
 * however often and by whatever way it is named, sorted within its folder. A name that is not there stays in the list, so that it becomes a row and not the end of the run.
 */
export async function designFiles(names: readonly string[], cwd: string): Promise<readonly DesignFile[]> {
  const found = new Map<string, DesignFile>();
  for (const name of names) {
    const path = resolve(cwd, name);
    const about = await stat(path).catch(() => undefined);
    const files = about?.isDirectory() ? await filesBelow(path) : [''];
    if (files.length === 0) throw new UsageError(`There is no .yaml file in ${name}`, 'Name a design file, or a folder that holds some.');
    for (const file of files) {
      const shown = file === '' ? name : `${name.replace(/\/+$/, '')}/${file}`;
      const full = file === '' ? path : join(path, file);
      const real = await realpath(full).catch(() => full);
      if (!found.has(real)) found.set(real, { name: shown, path: full });
    }
  }
  return [...found.values()];
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return ['']; // Reading it will say why.
  const names: string[] = [];
  for (const entry of entries.sort((a, b) => byText(a.name, b.name))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || entry.name === CONFIG_FILE) continue;
    if (entry.isDirectory()) names.push(...(await filesBelow(join(folder, entry.name))).map((name) => `${entry.name}/${name}`));
    else if ((entry.isFile() || entry.isSymbolicLink()) && /\.ya?ml$/.test(entry.name)) names.push(entry.name);
  }
  return names;
}
