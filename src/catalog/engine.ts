import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.js';

/** What goes into the hash of every grade besides texts: the version of the program, and how texts are hashed. */
export type Engine = { readonly version: string; readonly sha256: (text: string) => string };

/** The installed program. */
export function thisEngine(): Engine {
  const about = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return { version: about.version, sha256: (text) => createHash('sha256').update(text).digest('hex') };
}
