import { isAbsolute, join } from 'node:path';
import type { Rule } from '#analyze/define-rule.js';
import { nearest } from '#base/nearest.js';
import { CONFIG_FILE, type Config, readConfig } from '#catalog/config.js';
import { FILE_START, type Span } from '#diagnostics/span.js';
import type { CheckedFile } from '#present/check.js';
import { readTextFile, UnreadableFile } from '#store/read-text.js';
import { type Io, UsageError } from '../io.js';

/** A project's settings, the file they are from, and where each of them stands in it. */
export type FoundConfig = {
  readonly file: string | undefined;
  readonly value: Config;
  readonly placeOf: (path: readonly string[], what?: 'value' | 'name') => Span;
};

/** The file that a flag or the environment names, else the one of the working directory; never one from beside a design. */
export async function findConfig(flag: string | undefined, { cwd, env }: Io): Promise<FoundConfig> {
  const named = flag ?? env['SYSDRILL_CONFIG'];
  const file = named !== undefined && isAbsolute(named) ? named : join(cwd, named ?? CONFIG_FILE);
  const text = await readTextFile(file).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile) || error.code !== 'file/missing' || error.isLink) throw error;
    if (named === undefined) return undefined;
    const where =
      flag === undefined
        ? 'SYSDRILL_CONFIG names them: correct it, or unset it.'
        : 'Check the name after --config; docs/configuration.md says what they hold.';
    throw new UsageError(`There are no settings ${file}`, where);
  });
  if (text === undefined) return { file: undefined, value: {}, placeOf: () => FILE_START };
  const { value, diagnostics, placeOf } = readConfig(text);
  if (value !== undefined) return { file, value, placeOf };
  throw unreadable(
    file,
    diagnostics.map(({ span, path, message }) => ({ span, text: `${path ? `${path}: ` : ''}${message}` })),
  );
}

type Placed = { readonly span: Span; readonly text: string };

const unreadable = (file: string, problems: readonly Placed[]): UsageError =>
  new UsageError(
    `The settings do not read:\n  ${problems.map(({ span, text }) => `${file}:${span.line}:${span.column}: ${text}`).join('\n  ')}`,
    'See docs/configuration.md for what they may hold; `sysdrill explain` lists the rules.',
  );

/** A setting for a rule that does not exist is a slip of the pen. */
export function refuseUnknown({ file, value, placeOf }: FoundConfig, rules: readonly Rule[]): void {
  const names = new Set<string>(rules.flatMap(({ id, family }) => [id, `${family}/*`]));
  const codes = new Set(rules.flatMap((rule) => rule.codes));
  const wrong = (name: string, path: readonly string[], what: 'value' | 'name'): Placed[] => {
    if (names.has(name) || (what === 'value' && codes.has(name))) return [];
    const meant = nearest(name, what === 'value' ? [...names, ...codes] : names);
    const said = name.endsWith('/*') ? `family "${name.slice(0, -2)}"` : `rule "${name}"`;
    return [
      {
        span: placeOf(path, what),
        text: `${path.join('.')}: there is no ${said}${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
      },
    ];
  };
  const problems = [
    ...Object.keys(value.severity ?? {}).flatMap((name) => wrong(name, ['severity', name], 'name')),
    ...Object.entries(value.on ?? {}).flatMap(([id, each]) => Object.keys(each).flatMap((name) => wrong(name, ['on', id, name], 'name'))),
    ...(value.ignore ?? []).flatMap(({ rule }, index) => wrong(rule, ['ignore', `${index}`, 'rule'], 'value')),
  ];
  if (file !== undefined && problems.length > 0) throw unreadable(file, problems);
}

/** Settings that met nothing in any of the designs, a line each: suppressions, and elements that none of them has. */
export function unusedSettings({ file, value, placeOf }: FoundConfig, checked: readonly CheckedFile[]): readonly string[] {
  const read = checked.filter(({ status }) => status === 'ok');
  if (file === undefined || read.length === 0) return [];
  const at = (path: readonly string[], what?: 'name'): string => {
    const { line, column } = placeOf(path, what);
    return `sysdrill: ${file}:${line}:${column}: `;
  };
  const used = new Set(read.flatMap(({ rules }) => (rules?.suppressed ?? []).map(({ ignore }) => ignore.origin.path.join('.'))));
  const known = new Set<string>(read.flatMap(({ elements }) => [...(elements ?? [])]));
  return [
    ...Object.keys(value.on ?? {})
      .filter((id) => !known.has(id))
      .map((id) => `${at(['on', id], 'name')}on.${id}: none of these designs has a part, flow, data item or requirement "${id}"\n`),
    ...(value.ignore ?? []).flatMap(({ rule, on }, index) =>
      used.has(`settings.ignore.${index}`)
        ? []
        : [`${at(['ignore', `${index}`])}the suppression of ${rule}${on ? ` on ${on}` : ''} met nothing\n`],
    ),
  ];
}
