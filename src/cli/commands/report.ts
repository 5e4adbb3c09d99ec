import { stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, join } from 'node:path';
import { openCatalog } from '#catalog/catalog.js';
import { thisEngine } from '#catalog/engine.js';
import { evaluate } from '#evaluate/evaluate.js';
import { checkJson } from '#present/check-json.js';
import { checkText } from '#present/check-text.js';
import type { Report } from '#present/report.js';
import { reportHtml } from '#present/report-html.js';
import { reportJson } from '#present/report-json.js';
import { reportMarkdown } from '#present/report-markdown.js';
import { writeWhole } from '#store/whole-file.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { readInput } from '../read-input.js';
import { runFull, runSimulation } from '../simulate/run-simulation.js';
import { assigner } from './assigner.js';
import { settingsOf } from './grade-settings.js';
import { oneFormat } from './one-format.js';

export type ReportOptions = {
  readonly format?: string | undefined;
  readonly json?: boolean | undefined;
  /** With how far it scales, and what a failure does. */
  readonly full?: boolean | undefined;
  readonly output?: string | undefined;
  readonly problem?: string | undefined;
  readonly level?: string | undefined;
};

const FORMATS = ['markdown', 'html', 'json'] as const;
type Format = (typeof FORMATS)[number];

const ENDINGS: Readonly<Record<string, Format>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.json': 'json',
};

/** `sysdrill report <file>`: everything that is known of one design, on one page. A design that cannot be read ends with exit code 2. */
export async function reportCommand(args: readonly string[], options: ReportOptions, io: Io): Promise<ExitCode> {
  const [file] = args;
  if (file === undefined) throw new UsageError('A report of what?', 'Name a design file: `sysdrill report design.yaml`.');
  const format = formatOf(options);
  await refusePlace(options.output, io.cwd);
  const settings = settingsOf({ level: options.level, problem: options.problem });
  const text = await readInput(file, io.cwd);
  const assigned = await (await assigner(openCatalog(), settings))(file, text);
  const assignment = 'assignment' in assigned ? assigned.assignment : undefined;
  const { model, rules, card, diagnostics } = evaluate(text, assignment, thisEngine());
  if (model === undefined || rules === undefined) {
    const report = { files: [{ file, text, status: 'invalid' as const, diagnostics, rules: undefined, assumed: [] }] };
    if (format === 'json') io.out(checkJson(report));
    else io.err(checkText(report, io));
    return EXIT.usage;
  }
  if ('row' in assigned && assigned.row.code === 'problem/unknown') io.err(`Not graded: ${assigned.row.reason}.\n`);
  const load = options.full ? await runFull(model, text, io) : { simulation: await runSimulation(model, text, {}, io) };
  const report: Report = { file, model, diagnostics, rules, card, ...load };
  deliver(await written(report, format), options.output, io);
  if (report.simulation.interrupted || report.sweep?.interrupted || report.failure?.interrupted) {
    io.err(NOT_WHOLE);
    return EXIT.interrupted;
  }
  return rules.bugs.length > 0 ? EXIT.bug : EXIT.ok;
}

/** By what was asked for, else by the ending of the file to write. */
function formatOf(options: ReportOptions): Format {
  const { output } = options;
  const format = oneFormat(options);
  const suffix = extname(output ?? '').toLowerCase();
  const ending = suffix === '' ? 'markdown' : ENDINGS[suffix];
  const found = FORMATS.find((each) => each === (format ?? ending));
  if (format === undefined && ending === undefined) {
    throw new UsageError(`The ending of ${output} says nothing about what to write`, `Endings: ${Object.keys(ENDINGS).join(', ')}.`);
  }
  if (found === undefined) throw new UsageError(`report has no format "${format}"`, `Formats: ${FORMATS.join(', ')}.`);
  return found;
}

const NOT_WHOLE = 'Interrupted: what the page says of the load is what there was by then.\n';

/** Said before the work is done, not after. */
async function refusePlace(output: string | undefined, cwd: string): Promise<void> {
  if (output === undefined || output === '-') return;
  const path = isAbsolute(output) ? output : join(cwd, output);
  const [about, folder] = await Promise.all([path, dirname(path)].map((place) => stat(place).catch(() => undefined)));
  if (folder?.isDirectory() !== true)
    throw new UsageError(`There is no folder ${dirname(output)} to write ${output} into`, 'Make it first.');
  if (about?.isDirectory() === true) throw new UsageError(`${output} is a folder`, 'Name a file in it.');
}

async function written(report: Report, format: Format): Promise<string> {
  if (format === 'json') return reportJson(report);
  if (format === 'markdown') return reportMarkdown(report);
  return reportHtml(report, await (await import('#render/draw-svg.js')).drawSvg(report.model));
}

function deliver(page: string, output: string | undefined, io: Io): void {
  if (output === undefined || output === '-') return io.out(page);
  try {
    writeWhole(isAbsolute(output) ? output : join(io.cwd, output), page);
  } catch (error) {
    throw new UsageError(
      `${output} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      'Choose another place with `-o`.',
    );
  }
  io.err(`Wrote ${output}.\n`);
}
