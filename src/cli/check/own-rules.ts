import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '#analyze/define-rule.js';
import { RULES } from '#analyze/rules/index.js';
import { packageRoot } from '#catalog/package-root.js';
import { visible } from '#diagnostics/code-frame.js';
import { UsageError } from '../io.js';

/** How long a module may take to load, with all that it imports. */
const LOADING_MS = 10_000;

/**
 * Rules of a project's own, from the modules that its settings name. This runs their code: call it for nothing else. A module
 * that does not load, or not in time, is a {@link UsageError} with its name and, where there is one, its line. `reading`: Node loads a
 * module once; another number loads the file as it is now (what it imports itself stays as it was).
 */
export async function loadRules(files: readonly string[], waitMs: number = LOADING_MS, reading = 0): Promise<readonly Rule[]> {
  serveOurEntries();
  const loaded: Rule[] = [];
  for (const file of files) loaded.push(...(await rulesIn(file, reading, waitMs)));
  const ids = [...RULES, ...loaded].map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UsageError(`There are two rules called ${twice}`, 'Give yours another name.');
  return loaded;
}

async function rulesIn(file: string, reading: number, waitMs: number): Promise<readonly Rule[]> {
  const module = await inTime(import(`${pathToFileURL(file).href}${reading === 0 ? '' : `?${reading}`}`), waitMs).catch(
    (error: unknown) => {
      const what = error instanceof Error ? error.message : String(error);
      throw new UsageError(`The rule module ${file} cannot be loaded: ${visible(what)}`, 'See docs/own-rules.md.');
    },
  );
  const found: unknown[] = [(module as { default?: unknown }).default].flat();
  if (found.length === 0 || !found.every(isRule))
    throw new UsageError(`The rule module ${file} exports no rule`, 'Export one as default: export default defineRule({ ... }).');
  return found as Rule[];
}

/** The timer also keeps the process alive while a module waits for what never comes. */
async function inTime<T>(loading: Promise<T>, waitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it is not done after ${waitMs / 1000} s`)), waitMs);
  });
  return Promise.race([loading, late]).finally(() => clearTimeout(timer));
}

/** What rules import of this program, by the file of the running one. */
const ENTRIES: ReadonlyMap<string, string> = new Map([
  ['sysdrill/rules', 'dist/rules.js'],
  ['sysdrill/rule-tester', 'dist/rule-tester.js'],
]);
let served = false;

/** Lets rules find this program where the project has not installed it, and never another version of it. */
function serveOurEntries(): void {
  if (served) return;
  served = true;
  registerHooks({
    resolve: (specifier, context, next) => {
      const entry = ENTRIES.get(specifier);
      if (entry === undefined) return next(specifier, context);
      return { url: pathToFileURL(join(packageRoot(), entry)).href, format: 'module', shortCircuit: true };
    },
  });
}

const isRule = (value: unknown): value is Rule =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Rule).run === 'function' &&
  typeof (value as Rule).id === 'string' &&
  Array.isArray((value as Rule).codes);
