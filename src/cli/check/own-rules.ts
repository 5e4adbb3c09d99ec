import { pathToFileURL } from 'node:url';
import type { Rule } from '#analyze/define-rule.js';
import { RULES } from '#analyze/rules/index.js';
import { UsageError } from '../io.js';

/** Rules of a project's own, from the modules that its settings name. This runs their code: call it for nothing else. */
export async function loadRules(files: readonly string[]): Promise<readonly Rule[]> {
  const loaded: Rule[] = [];
  for (const file of files) loaded.push(...(await rulesIn(file)));
  const ids = [...RULES, ...loaded].map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UsageError(`There are two rules called ${twice}`, 'Give yours another name.');
  return loaded;
}

async function rulesIn(file: string): Promise<readonly Rule[]> {
  const module = await import(pathToFileURL(file).href).catch((error: unknown) => {
    const what = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The rule module ${file} cannot be loaded: ${what}`, 'See docs/own-rules.md.');
  });
  const found: unknown[] = [(module as { default?: unknown }).default].flat();
  if (found.length === 0 || !found.every(isRule))
    throw new UsageError(`The rule module ${file} exports no rule`, 'Export one as default: export default defineRule({ ... }).');
  return found as Rule[];
}

const isRule = (value: unknown): value is Rule =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Rule).run === 'function' &&
  typeof (value as Rule).id === 'string' &&
  Array.isArray((value as Rule).codes);
