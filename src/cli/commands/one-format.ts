import { UsageError } from '../io.js';

/** `--json` is short for `--format json`; with another format beside it, one of the two is a slip of the pen, and nothing runs. */
export function oneFormat({
  json,
  format,
}: {
  readonly json?: boolean | undefined;
  readonly format?: string | undefined;
}): string | undefined {
  if (json && format !== undefined && format !== 'json')
    throw new UsageError(`--json is short for --format json, and here is also --format ${format}`, 'Give one of the two.');
  return json ? 'json' : format;
}
