import * as z from 'zod';
import type { Severity } from '#diagnostics/diagnostic.js';
import { FILE_START } from '#diagnostics/span.js';
import { type Document, readDocument } from './read-document.js';

export const CONFIG_FILE = 'sysdrill.config.yaml';

/** Outputs of a check. */
export const CHECK_FORMATS = ['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;

const severity = z.enum(['error', 'warning', 'info', 'off'], { message: 'expected error, warning, info or off' });
const RULE = /^[a-z0-9-]+\/(\*|[a-z0-9-]+)$/;
const severities = z.record(z.string().regex(RULE, 'expected a rule (spof/one-zone) or a family (spof/*)'), severity);
const atLeastWords = z.string().trim().min(1, 'a reason is required');

const ignore = z.strictObject({ rule: z.string(), on: z.string().optional(), because: atLeastWords });
const schema = z.strictObject({
  severity: severities.optional(),
  /** By id of a component, a flow or a data item. */
  on: z.record(z.string(), severities).optional(),
  ignore: z.array(ignore).optional(),
  /** Modules with rules of the project's own: code, run because it is named here. */
  rules: z.array(z.string().regex(/^\.{0,2}\/.*\.(ts|mts|js|mjs)$/, 'expected a path to a module: ./rules/my-rule.ts')).optional(),
  baseline: z.string().optional(),
  format: z.enum(CHECK_FORMATS).optional(),
  'max-severity': z.enum(['none', 'info', 'warning', 'error'], { message: 'expected none, info, warning or error' }).optional(),
});

/** A project's settings, as they were written; what is not there is not set. */
export type Config = {
  readonly severity?: Readonly<Record<string, Severity | 'off'>> | undefined;
  readonly on?: Readonly<Record<string, Readonly<Record<string, Severity | 'off'>>>> | undefined;
  readonly ignore?: readonly { readonly rule: string; readonly on?: string | undefined; readonly because: string }[] | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly baseline?: string | undefined;
  readonly format?: string | undefined;
  readonly 'max-severity'?: 'none' | 'info' | 'warning' | 'error' | undefined;
};

/** Reads the settings of a project. An empty file sets nothing; every error has its place. */
export function readConfig(text: string): Document<Config> {
  return text.replace(/^\s*#.*$/gm, '').trim() === ''
    ? { value: {}, diagnostics: [], placeOf: () => FILE_START }
    : readDocument('config', text, schema);
}
