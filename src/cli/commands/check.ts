import { runRules } from '#analyze/run-rules.js';
import { atLeast, type Severity } from '#diagnostics/diagnostic.js';
import { FILE_START } from '#diagnostics/span.js';
import { readDesign } from '#language/read-design.js';
import type { CheckedFile } from '#present/check.js';
import { checkJson } from '#present/check-json.js';
import { checkText } from '#present/check-text.js';
import { readTextFile, UnreadableFile } from '#store/read-text.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';

export type CheckOptions = { readonly format?: string; readonly json?: boolean; readonly maxSeverity?: string };

const TOLERATED = ['none', 'info', 'warning', 'error'] as const;

/** `sysdrill check <files>`: reads each design and runs the rules. Several files are judged each on its own; the worst exit code wins. */
export async function checkCommand(files: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const format = options.json ? 'json' : (options.format ?? 'pretty');
  if (format !== 'pretty' && format !== 'json') throw new UsageError(`check has no format "${format}"`, 'Formats: pretty, json.');
  const tolerated = (options.maxSeverity ?? 'warning') as (typeof TOLERATED)[number];
  if (!TOLERATED.includes(tolerated)) throw new UsageError(`--max-severity is one of ${TOLERATED.join(', ')}, not "${tolerated}"`);
  const checked: CheckedFile[] = [];
  for (const file of files) checked.push(await checkFile(file));
  const report = { files: checked };
  io.out(format === 'json' ? checkJson(report) : checkText(report, io));
  return exitCode(checked, tolerated);
}

async function checkFile(file: string): Promise<CheckedFile> {
  try {
    return checkDesign(file, await readTextFile(file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, message, help } = error;
    return {
      file,
      text: '',
      status: 'invalid',
      diagnostics: [{ code, severity: 'error', span: FILE_START, path: '', message, help }],
      rules: undefined,
      assumed: [],
    };
  }
}

/** Reads a text and judges it; what cannot be read is not judged. */
export function checkDesign(file: string, text: string): CheckedFile {
  const { model, diagnostics } = readDesign(text);
  if (!model) return { file, text, status: 'invalid', diagnostics, rules: undefined, assumed: [] };
  return { file, text, status: 'ok', diagnostics, rules: runRules(model), assumed: model.assumed };
}

function exitCode(files: readonly CheckedFile[], tolerated: (typeof TOLERATED)[number]): ExitCode {
  if (files.some((file) => (file.rules?.bugs.length ?? 0) > 0)) return EXIT.bug;
  if (files.some((file) => file.status === 'invalid')) return EXIT.usage;
  const worst = ({ none: 'info', info: 'warning', warning: 'error', error: undefined } as const)[tolerated] satisfies Severity | undefined;
  const findings = files.flatMap((file) => [...file.diagnostics, ...(file.rules?.findings ?? [])]);
  return worst && findings.some((one) => atLeast(one.severity, worst)) ? EXIT.findings : EXIT.ok;
}
