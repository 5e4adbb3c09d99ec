import { spawnSync } from 'node:child_process';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '#analyze/define-rule.js';
import { guarded, wrongRule } from '#analyze/own-rule-check.js';
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
  if (twice !== undefined)
    throw new UsageError(
      `There are two rules called ${twice}: ${RULES.some(({ id }) => id === twice) ? 'it is one of the program' : 'both are yours'}`,
      'Give yours another name.',
    );
  return loaded;
}

async function rulesIn(file: string, reading: number, waitMs: number): Promise<readonly Rule[]> {
  const module = await inTime(import(`${pathToFileURL(file).href}${reading === 0 ? '' : `?${reading}`}`), waitMs).catch(
    (error: unknown) => {
      const what = error instanceof Error ? error.message : String(error);
      throw new UsageError(`The rule module ${file}${lineOf(error, file)} cannot be loaded: ${visible(what)}`, 'See docs/own-rules.md.');
    },
  );
  const exported = (module as { default?: unknown }).default;
  const found: unknown[] = [exported].flat();
  if (exported === undefined || found.length === 0)
    throw new UsageError(`The rule module ${file} exports no rule`, 'Export one as default: export default defineRule({ ... }).');
  return found.map((each, index) => {
    const wrong = wrongRule(each);
    if (wrong === undefined) return guarded(each as Rule);
    const id = (each as { id?: unknown } | null)?.id;
    const name = typeof id === 'string' ? `rule ${visible(id)}` : found.length > 1 ? `export number ${index + 1}` : 'export';
    throw new UsageError(`The ${name} of the module ${file} ${visible(wrong)}`, 'See docs/own-rules.md.');
  });
}

/** `:3:7`, where the error says at which place of the module it was thrown, or Node where it does not read. */
function lineOf(error: unknown, file: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = [file, pathToFileURL(file).href].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const place = new RegExp(`(?:${places})(?:\\?\\d+)?(:\\d+(?::\\d+)?)`);
  const told = place.exec(stack)?.[1];
  if (told !== undefined || !(error instanceof SyntaxError)) return told ?? '';
  // Where JavaScript does not parse, only Node's own check of the file, which runs nothing of it, tells the line.
  return place.exec(spawnSync(process.execPath, ['--check', file], { encoding: 'utf8', timeout: LOADING_MS }).stderr)?.[1] ?? '';
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
