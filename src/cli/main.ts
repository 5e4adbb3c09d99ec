import { CommanderError } from 'commander';
import { InvariantError } from '#base/invariant.js';
import { stableJson } from '#base/json.js';
import { EXIT, type ExitCode, type Io, UsageError } from './io.js';
import { processIo } from './process-io.js';
import { buildProgram } from './program.js';

/** How long what is still open at the end may take to close. */
const GRACE_MS = 1_000;

/** Runs one command line and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  // Where something that is awaited never comes, Node ends as soon as nothing is left to do: that must not look like success.
  process.exitCode = EXIT.bug;
  process.exitCode = await run(argv, processIo());
  // All is written. What a module of the project's own left running must not keep the process.
  setTimeout(() => process.exit(), GRACE_MS).unref();
}

/** Runs one command line on the given streams. Never throws: a mistake is a sentence, a bug of ours says that it is one. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  try {
    await buildProgram(io, (ended) => {
      code = ended;
    }).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return fail(error, argv.includes('--json') || argv.includes('json'), io);
  }
}

function fail(error: unknown, json: boolean, io: Io): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    if (json) io.out(errorJson(error.message.replace(/^error: /, ''), 'Run with --help for what there is.'));
    return EXIT.usage;
  }
  if (isUserError(error)) {
    if (json) io.out(errorJson(error.message, error.help));
    else io.err(`sysdrill: ${error.message}.${error.help ? `\n${error.help}` : ''}\n`);
    return EXIT.usage;
  }
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const what = error instanceof InvariantError ? 'a promise of its own code does not hold' : 'it did not expect this';
  io.err(`sysdrill: this is our bug, not yours: ${what}. Your files are untouched. Please report it with these lines:\n${said}\n`);
  return EXIT.bug;
}

const errorJson = (message: string, help: string | undefined): string =>
  `${stableJson({ schema: 'sysdrill/error@1', error: { message, help: help ?? null } })}\n`;

/** Errors that carry a sentence for the user, from this room and from those that read files. */
function isUserError(error: unknown): error is Error & { readonly help?: string } {
  return (
    error instanceof UsageError ||
    (error instanceof Error && ['UnreadableFile', 'CatalogError', 'StoreError', 'RenderError'].includes(error.name))
  );
}
