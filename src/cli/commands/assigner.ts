import type { Catalog } from '#catalog/catalog.js';
import { CatalogError } from '#catalog/catalog-error.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { Assignment } from '#evaluate/assignment.js';
import { parseYaml } from '#language/yaml/parse.js';
import { childOf } from '#language/yaml/tree.js';
import type { FailedRow } from '#score/report.js';
import { orUsage } from './catalog-usage.js';
import type { GradeSettings } from './grade-settings.js';

type Assigned = { readonly assignment: Assignment } | { readonly row: FailedRow };
type Assigner = (file: string, text: string) => Promise<Assigned>;

type Header = { readonly named: string | undefined; readonly isDesign: boolean; readonly diagnostics: readonly Diagnostic[] };

/** The problem that a design text names, without reading the rest of it; and what is wrong when it is no YAML. */
function headerOf(text: string): Header {
  const { root, diagnostics } = parseYaml(text);
  const node = childOf(root, 'problem');
  const named = node?.kind === 'scalar' && node.text !== '' ? node.text : undefined;
  return { named, isDesign: childOf(root, 'sysdrill') !== undefined, diagnostics: root === undefined ? diagnostics : [] };
}

/** Finds what each design is held against. A wrong --problem or --rubric ends the run; a design that names none, or a wrong one, is a row. */
export async function assigner(catalog: Catalog, settings: GradeSettings): Promise<Assigner> {
  const { level } = settings;
  const rubric = await orUsage(catalog.rubric(settings.rubric));
  if (settings.problem !== undefined) {
    const problem = await orUsage(catalog.problem(settings.problem));
    return async () => ({ assignment: { problem, rubric, level } });
  }
  return async (file, text) => {
    const { named, isDesign, diagnostics } = headerOf(text);
    const failed = { file, status: 'invalid' as const, problem: named, level, diagnostics };
    if (diagnostics.length > 0) return { row: { ...failed, code: 'design/invalid', reason: 'The file is no YAML that could be read' } };
    if (!isDesign) {
      const help = 'A design starts with `sysdrill: 1`; `sysdrill new <problem>` writes a beginning.';
      return { row: { ...failed, problem: undefined, code: 'design/invalid', reason: 'The file is no design', help } };
    }
    if (named === undefined) {
      const help = 'Add `problem: <id>` to it, or grade with `--problem <id>`; `sysdrill problems` lists them.';
      return { row: { ...failed, code: 'problem/none', reason: 'The design names no problem to be held against', help } };
    }
    try {
      return { assignment: { problem: await catalog.problem(named), rubric, level } };
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      return { row: { ...failed, code: 'problem/unknown', reason: error.message, ...(error.help !== undefined && { help: error.help }) } };
    }
  };
}
