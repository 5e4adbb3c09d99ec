import type { Rule } from '#analyze/define-rule.js';
import { inProcess } from '#batch/in-process.js';
import type { Intake } from '#batch/job.js';
import { openCatalog } from '#catalog/catalog.js';
import { thisEngine } from '#catalog/engine.js';
import { gradeDesign } from '#evaluate/grade-design.js';
import { withOwnFindings } from '#evaluate/own-findings.js';
import { gradeJson, gradeLine } from '#present/grade-json.js';
import { gradeMarkdown } from '#present/grade-markdown.js';
import { gradeText } from '#present/grade-text.js';
import type { GradeRow } from '#score/report.js';
import { statisticsOf } from '#score/statistics.js';
import { readTextFile, UnreadableFile } from '#store/read-text.js';
import { namedRules } from '../check/settings.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { assigner } from './assigner.js';
import { type DesignFile, designFiles } from './design-files.js';
import { type GradeOptions, type GradeSettings, settingsOf } from './grade-settings.js';

/** From this many files on, progress is told on standard error. */
const MANY = 20;

/** `sysdrill grade <files or folders>`: one row a file, whatever happens to it, in a stable order. */
export async function gradeCommand(args: readonly string[], options: GradeOptions, io: Io): Promise<ExitCode> {
  if (args.length === 0) throw new UsageError('Which designs?', 'Name files or folders: `sysdrill grade designs/`.');
  const settings = settingsOf(options);
  const files = await designFiles(args, io.cwd);
  const own = await ownRules(options, io);
  const engine = thisEngine();
  const assign = await assigner(openCatalog(), settings);

  const rows: GradeRow[] = [];
  const grading = inProcess(
    intake(files, settings),
    async ({ file, text }) => {
      const assigned = await assign(file, text);
      if ('row' in assigned) return assigned.row;
      return withOwnFindings(gradeDesign(file, text, assigned.assignment, engine), text, own);
    },
    ({ file }, error) => bugRow(file, settings, error),
  );
  for await (const row of grading) {
    rows.push(row);
    if (settings.format === 'ndjson') io.out(gradeLine(row));
    if (files.length >= MANY && (rows.length % MANY === 0 || rows.length === files.length))
      io.err(`${rows.length} of ${files.length} graded\n`);
  }

  const report = { engine: { name: 'sysdrill' as const, version: engine.version }, rows, statistics: statisticsOf(rows) };
  if (settings.format === 'json') io.out(gradeJson(report));
  if (settings.format === 'markdown') io.out(gradeMarkdown(report));
  if (settings.format === 'pretty') io.out(gradeText(report, io.columns));
  return exitOf(rows, settings.minScore);
}

/**
 * Rule modules are code: they run where the grader's own settings name them and `--trust-code` says so. Those of a folder of
 * submissions are never looked at.
 */
async function ownRules({ trustCode, config }: GradeOptions, io: Io): Promise<readonly Rule[]> {
  const { names, load } = await namedRules(config, io);
  if (names.length === 0) return [];
  if (trustCode) return load();
  const modules = names.length === 1 ? 'a rule module' : `${names.length} rule modules`;
  io.err(`sysdrill: the settings name ${modules}; grade runs them with --trust-code only. Scores are the same with and without.\n`);
  return [];
}

/** Reads the files one by one as the runner asks for them. */
async function* intake(files: readonly DesignFile[], settings: GradeSettings): AsyncIterable<Intake> {
  for (const { name, path } of files) {
    try {
      yield { job: { file: name, text: await readTextFile(path) } };
    } catch (error) {
      yield { row: error instanceof UnreadableFile ? unreadableRow(name, settings, error) : bugRow(name, settings, error) };
    }
  }
}

const failed = (file: string, settings: GradeSettings) => ({ file, problem: settings.problem, level: settings.level, diagnostics: [] });

/** The sentence of a reading error with the name the user gave in place of the full path. */
function unreadableRow(file: string, settings: GradeSettings, { code, message, help, file: path }: UnreadableFile): GradeRow {
  return { ...failed(file, settings), status: 'error', code, reason: message.replaceAll(path, file), help };
}

function bugRow(file: string, settings: GradeSettings, error: unknown): GradeRow {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ...failed(file, settings),
    status: 'error',
    code: 'bug',
    reason: `Grading failed: ${reason}`,
    help: 'This is our mistake: please report it with the file.',
  };
}

/** The highest of all rows: 3 a bug of ours, 2 something unreadable or a rule of the grader's that failed, 1 a score below the minimum. */
function exitOf(rows: readonly GradeRow[], minScore: number | undefined): ExitCode {
  if (rows.some((row) => row.status !== 'ok' && row.code === 'bug')) return EXIT.bug;
  if (rows.some((row) => row.status !== 'ok' || (row.own?.failed.length ?? 0) > 0)) return EXIT.usage;
  const isBelow = minScore !== undefined && rows.some((row) => row.status === 'ok' && row.card.score < minScore);
  return isBelow ? EXIT.findings : EXIT.ok;
}
