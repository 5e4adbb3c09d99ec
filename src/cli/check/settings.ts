import { dirname, isAbsolute, join } from 'node:path';
import type { Rule } from '#analyze/define-rule.js';
import { RULES } from '#analyze/rules/index.js';
import type { RulesOptions } from '#analyze/run-rules.js';
import { CONFIG_FILE, type Config, readConfig } from '#catalog/config.js';
import { FILE_START } from '#diagnostics/span.js';
import type { Ignore } from '#model/design.js';
import { readTextFile, UnreadableFile } from '#store/read-text.js';
import { type Io, UsageError } from '../io.js';

export type CheckFlags = {
  readonly format?: string;
  readonly json?: boolean;
  readonly maxSeverity?: string;
  readonly config?: string;
  readonly printConfig?: boolean;
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly watch?: boolean;
  readonly poll?: boolean;
};

export const FORMATS = ['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];
export const TOLERATED = ['none', 'info', 'warning', 'error'] as const;
export type Tolerated = (typeof TOLERATED)[number];

/** Everything a check goes by: flags over environment over the project's file. */
export type CheckSettings = {
  readonly format: Format;
  readonly tolerated: Tolerated;
  readonly judge: RulesOptions;
  readonly ownRules: readonly Rule[];
  readonly fix: 'write' | 'show' | undefined;
  /** Path of the baseline, and whether to write it anew. */
  readonly baseline: { readonly file: string; readonly update: boolean } | undefined;
  readonly config: { readonly file: string | undefined; readonly value: Config };
};

export async function checkSettings(flags: CheckFlags, io: Io): Promise<CheckSettings> {
  const config = await findConfig(flags.config ?? io.env['SYSDRILL_CONFIG'], io.cwd);
  const { value } = config;
  const format = flags.json ? 'json' : (flags.format ?? io.env['SYSDRILL_FORMAT'] ?? value.format ?? 'pretty');
  const tolerated = flags.maxSeverity ?? io.env['SYSDRILL_MAX_SEVERITY'] ?? value['max-severity'] ?? 'warning';
  const folder = config.file === undefined ? io.cwd : dirname(config.file);
  // Showing the settings runs nobody's code.
  const ownRules = flags.printConfig ? [] : await rulesOf(value, folder);
  const baseline = flags.baseline === undefined ? value.baseline && at(folder, value.baseline) : at(io.cwd, flags.baseline);
  if (flags.updateBaseline && baseline === undefined)
    throw new UsageError('--update-baseline has no file to write', 'Name it: --baseline sysdrill.baseline.json --update-baseline.');
  if (flags.fix && flags.fixDryRun) throw new UsageError('--fix and --fix-dry-run are two different things', 'Choose one.');
  return {
    format: oneOf(FORMATS, format, (all) => new UsageError(`check has no format "${format}"`, `Formats: ${all}.`)),
    tolerated: oneOf(TOLERATED, tolerated, (all) => new UsageError(`--max-severity is one of ${all}, not "${tolerated}"`)),
    judge: judgeOptions(value, ownRules, flags.printConfig !== true),
    ownRules,
    fix: flags.fix ? 'write' : flags.fixDryRun ? 'show' : undefined,
    baseline: baseline === undefined ? undefined : { file: baseline, update: flags.updateBaseline === true },
    config,
  };
}

async function rulesOf({ rules = [] }: Config, folder: string): Promise<readonly Rule[]> {
  if (rules.length === 0) return [];
  const { loadRules } = await import('./own-rules.js');
  return loadRules(rules.map((path) => at(folder, path)));
}

const at = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));

function oneOf<T extends string>(all: readonly T[], said: string, wrong: (all: string) => UsageError): T {
  if (!(all as readonly string[]).includes(said)) throw wrong(all.join(', '));
  return said as T;
}

/** The file that was named, else the one of the working directory; never one from beside a design. */
async function findConfig(named: string | undefined, cwd: string): Promise<CheckSettings['config']> {
  const file = at(cwd, named ?? CONFIG_FILE);
  const text = await readTextFile(file).catch((error: unknown) => {
    if (named === undefined && error instanceof UnreadableFile && error.code === 'file/missing') return undefined;
    throw error;
  });
  if (text === undefined) return { file: undefined, value: {} };
  const { value, diagnostics } = readConfig(text);
  if (value !== undefined) return { file, value };
  const places = diagnostics.map(({ span, path, message }) => `${file}:${span.line}:${span.column}: ${path ? `${path}: ` : ''}${message}`);
  throw new UsageError(`The configuration does not read:\n  ${places.join('\n  ')}`, 'See docs/configuration.md for what it may hold.');
}

function judgeOptions(config: Config, own: readonly Rule[], loaded: boolean): RulesOptions {
  const rules = own.length === 0 ? RULES : [...RULES, ...own];
  if (loaded || config.rules === undefined) known(config, rules);
  const ignores = (config.ignore ?? []).map((each): Ignore => ({ ...each, origin: { ...FILE_START, path: [] } }));
  return {
    rules,
    ...(config.severity && { severity: config.severity }),
    ...(config.on && { severityOn: config.on }),
    ...(ignores.length > 0 && { ignores }),
    ...(own.length > 0 && { freeze: true }),
  };
}

/** A severity for a rule that does not exist is a slip of the pen. */
function known({ severity = {}, on = {} }: Config, rules: readonly Rule[]): void {
  const names = new Set<string>(rules.flatMap(({ id, family }) => [id, `${family}/*`]));
  const wrong = [...Object.keys(severity), ...Object.values(on).flatMap((each) => Object.keys(each))].filter((name) => !names.has(name));
  if (wrong.length > 0)
    throw new UsageError(`The configuration names no rule of ours: ${wrong.join(', ')}`, '`sysdrill explain` lists them.');
}
