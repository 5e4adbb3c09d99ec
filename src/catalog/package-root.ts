import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '#base/invariant.js';

/**
 * The folder of the installed package: the one above this file that holds `package.json`, `problems` and `rubrics`. Found by
 * walking up, so that it is the same from sources, from `dist` and from a bundle.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    if (['package.json', 'problems', 'rubrics'].every((name) => existsSync(join(folder, name)))) return folder;
    const above = dirname(folder);
    invariant(above !== folder, 'the package folder with problems and rubrics');
    folder = above;
  }
}
