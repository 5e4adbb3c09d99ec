import { dirname, isAbsolute, join } from 'node:path';
import type { Rule } from '#analyze/define-rule.js';
import { RULES } from '#analyze/rules/index.js';
import type { RulesOptions } from '#analyze/run-rules.js';
import { CHECK_FORMATS, CONFIG_FILE, type Config } from '#catalog/config.js';
import type { Ignore } from '#model/design.js';
import { oneFormat } from '../commands/one-format.js';
import { type Io, UsageError } from '../io.js';
import { type FoundConfig, findConfig, refuseUnknown } from './config-file.js';

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

export const FORMATS = CHECK_FORMATS;
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
  readonly config: FoundConfig;
};

/** `reading`: which time they are read; rule modules are loaded anew each time. */
export async function checkSettings(flags: CheckFlags, io: Io, reading = 0): Promise<CheckSettings> {
  const config = await findConfig(flags.config, io);
  const { value } = config;
  const folder = config.file === undefined ? io.cwd : dirname(config.file);
  // Showing the settings runs nobody's code.
  const ownRules = flags.printConfig ? [] : await rulesOf(value, folder, reading);
  const baseline = flags.baseline === undefined ? value.baseline && at(folder, value.baseline) : at(io.cwd, flags.baseline);
  if (flags.updateBaseline && baseline === undefined)
    throw new UsageError('--update-baseline has no file to write', 'Name it: --baseline sysdrill.baseline.json --update-baseline.');
  if (flags.fix && flags.fixDryRun) throw new UsageError('--fix and --fix-dry-run are two different things', 'Choose one.');
  return {
    format: formatOf(flags, value, io),
    tolerated: oneOf(TOLERATED, {
      '--max-severity': flags.maxSeverity,
      SYSDRILL_MAX_SEVERITY: io.env['SYSDRILL_MAX_SEVERITY'],
      'max-severity': value['max-severity'] ?? 'warning',
    }),
    judge: judgeOptions(config, ownRules, flags.printConfig !== true),
    ownRules,
    fix: flags.fix ? 'write' : flags.fixDryRun ? 'show' : undefined,
    baseline: baseline === undefined ? undefined : { file: baseline, update: flags.updateBaseline === true },
    config,
  };
}

/** Modules with rules of the project's own that its settings name, and what loads them: only then does their code run. */
export async function namedRules(flag: string | undefined, io: Io) {
  const { file, value } = await findConfig(flag, io);
  return { names: value.rules ?? [], load: (): Promise<readonly Rule[]> => rulesOf(value, file === undefined ? io.cwd : dirname(file), 0) };
}

/** What else than designs decides a check: the settings, there or not yet, the rule modules and the baseline. */
export function filesBehind({ config, baseline }: CheckSettings, io: Io): readonly string[] {
  const settings = config.file ?? join(io.cwd, CONFIG_FILE);
  const modules = (config.value.rules ?? []).map((path) => at(dirname(settings), path));
  return [settings, ...modules, ...(baseline === undefined ? [] : [baseline.file])];
}

async function rulesOf({ rules = [] }: Config, folder: string, reading: number): Promise<readonly Rule[]> {
  if (rules.length === 0) return [];
  const { loadRules } = await import('./own-rules.js');
  return loadRules(
    rules.map((path) => at(folder, path)),
    undefined,
    reading,
  );
}

const at = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));

function formatOf(flags: CheckFlags, value: Config, { env }: Io): Format {
  const format = oneFormat(flags);
  if (format !== undefined && !(FORMATS as readonly string[]).includes(format))
    throw new UsageError(`check has no format "${format}"`, `Formats: ${FORMATS.join(', ')}.`);
  const said = { '--format': format, SYSDRILL_FORMAT: env['SYSDRILL_FORMAT'], format: value.format ?? 'pretty' };
  return oneOf(FORMATS, said);
}

/** The first that is said, by the name under which it is: a flag, a variable of the environment, a key of the settings. */
function oneOf<T extends string>(all: readonly T[], said: Readonly<Record<string, string | undefined>>): T {
  const [name, value] = Object.entries(said).find((entry): entry is [string, string] => entry[1] !== undefined) as [string, string];
  if (!(all as readonly string[]).includes(value)) throw new UsageError(`${name} is one of ${all.join(', ')}, not "${value}"`);
  return value as T;
}

function judgeOptions(found: FoundConfig, own: readonly Rule[], loaded: boolean): RulesOptions {
  const { value: config } = found;
  const rules = own.length === 0 ? RULES : [...RULES, ...own];
  if (loaded || config.rules === undefined) refuseUnknown(found, rules);
  const ignores = (config.ignore ?? []).map(
    (each, index): Ignore => ({ ...each, origin: { ...found.placeOf(['ignore', `${index}`]), path: ['settings', 'ignore', `${index}`] } }),
  );
  return {
    rules,
    ...(config.severity && { severity: config.severity }),
    ...(config.on && { severityOn: config.on }),
    ...(ignores.length > 0 && { ignores }),
    ...(own.length > 0 && { freeze: true }),
  };
}
