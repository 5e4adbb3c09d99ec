import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { atLeast, type Severity } from '#diagnostics/diagnostic.js';
import { type CheckedFile, newFindings } from '#present/check.js';
import { checkJson } from '#present/check-json.js';
import { checkText } from '#present/check-text.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { CheckSettings, Tolerated } from './settings.js';

/** The report in the format that is asked for. The machine formats are imported when they are. */
export async function reportText(
  files: readonly CheckedFile[],
  { format, tolerated, judge, ownRules }: CheckSettings,
  io: Io,
): Promise<string> {
  const report = { files, ownRules: new Set<string>(ownRules.map(({ id }) => id)) };
  if (format === 'json') return checkJson(report);
  if (format === 'pretty') return checkText(report, io);
  const { thisEngine } = await import('#catalog/engine.js');
  const placed = { ...report, files: files.map((each) => ({ ...each, file: inRepository(each.file, io.cwd) })) };
  const about = { ...thisEngine(), rules: judge.rules ?? [], threshold: thresholdOf(tolerated), cwd: io.cwd };
  switch (format) {
    case 'sarif':
      return (await import('#present/check-sarif.js')).checkSarif(placed, about);
    case 'github':
      return (await import('#present/check-github.js')).checkGithub(placed, { ...io, color: false });
    case 'gitlab':
      return (await import('#present/check-gitlab.js')).checkGitlab(placed, about);
    case 'junit':
      return (await import('#present/check-junit.js')).checkJunit(report, about);
    case 'markdown':
      return (await import('#present/check-markdown.js')).checkMarkdown(report);
  }
}

/** A file as its repository names it, so that those who show findings beside the source find it; else relative to where we are. */
function inRepository(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  let root = cwd;
  while (!existsSync(join(root, '.git')) && root !== dirname(root)) root = dirname(root);
  const inside = relative(root === dirname(root) ? cwd : root, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}

/** The mildest severity that makes a check fail; undefined where none does. */
const thresholdOf = (tolerated: Tolerated): Severity | undefined =>
  ({ none: 'info', info: 'warning', warning: 'error', error: undefined })[tolerated] as Severity | undefined;

/** Our bug over bad input over findings; a rule of the project's own that throws is bad input. */
export function exitCode(files: readonly CheckedFile[], { tolerated, ownRules }: CheckSettings): ExitCode {
  const own = new Set<string>(ownRules.map(({ id }) => id));
  const bugs = files.flatMap(({ rules }) => rules?.bugs ?? []);
  if (bugs.some(({ rule }) => !own.has(rule))) return EXIT.bug;
  if (bugs.length > 0 || files.some((file) => file.status === 'invalid')) return EXIT.usage;
  const worst = thresholdOf(tolerated);
  const findings = files.flatMap((file) => [...file.diagnostics, ...newFindings(file)]);
  return worst && findings.some((one) => atLeast(one.severity, worst)) ? EXIT.findings : EXIT.ok;
}
