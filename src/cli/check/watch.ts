import { visible } from '#diagnostics/code-frame.js';
import { differences } from '#evaluate/fix/differences.js';
import { type CheckedFile, newFindings } from '#present/check.js';
import { watchDesign } from '#store/watch-file.js';
import type { DesignFile } from '../commands/design-files.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { checkFiles } from './check-files.js';
import { reportText } from './report.js';
import { type CheckFlags, checkSettings, filesBehind } from './settings.js';

/** Timers and watchers that do not keep a process alive would let it end: this one does. */
const HEARTBEAT_MS = 60_000;

/**
 * Checks again whenever one of the files was saved, and tells what that changed above the whole report. A save that leaves the
 * text as it was tells nothing. A save of the settings, of a rule module or of the baseline is read again as well; one with a mistake is
 * told, and what held before goes on holding. Ends with Ctrl-C.
 */
export async function watchFiles(files: readonly DesignFile[], flags: CheckFlags, io: Io): Promise<ExitCode> {
  const poll = flags.poll === true;
  let settings = await checkSettings(flags, io);
  let before: readonly CheckedFile[] = [];
  let behind = filesBehind(settings, io);
  let reread = false;
  let reading = 0;
  let running = Promise.resolve();
  const look = async (): Promise<void> => {
    const changed = reread && (await again());
    const now = await checkFiles(files, settings, io.cwd);
    const same = now.every((file, index) => file.text === before[index]?.text && file.status === before[index]?.status);
    if (before.length > 0 && same && !changed) return;
    io.out(`${changes(before, now, changed)}${await reportText(now, settings, io)}`);
    before = now;
  };
  /** Reads the settings once more; whether they read. */
  const again = async (): Promise<boolean> => {
    reread = false;
    try {
      settings = await checkSettings(flags, io, ++reading);
      return true;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      io.err(`sysdrill: ${error.message}.${error.help ? `\n${error.help}` : ''}\nThe settings from before go on holding.\n`);
      return false;
    }
  };
  await look();
  return new Promise((resolve, reject) => {
    const soon = (): void => {
      running = running.then(look).then(follow).catch(end(reject));
    };
    const anew = (): void => {
      reread = true;
      soon();
    };
    const stops = files.map(({ path }) => watchDesign(path, soon, poll));
    let others = behind.map((path) => watchDesign(path, anew, poll));
    /** Other settings name other modules. */
    const follow = (): void => {
      const now = filesBehind(settings, io);
      if (now.join('\n') === behind.join('\n')) return;
      for (const stop of others) stop();
      behind = now;
      others = now.map((path) => watchDesign(path, anew, poll));
    };
    const alive = setInterval(() => {}, HEARTBEAT_MS);
    const end =
      <T>(then: (value: T) => void) =>
      (value: T): void => {
        process.off('SIGINT', interrupted);
        clearInterval(alive);
        for (const stop of [...stops, ...others]) stop();
        then(value);
      };
    const interrupted = (): void => end(resolve)(EXIT.interrupted);
    process.on('SIGINT', interrupted);
    io.err(`Watching ${files.length === 1 ? files[0]!.name : `${files.length} files`}; Ctrl-C ends it.\n`);
    // What was saved while the first report was made.
    soon();
  });
}

/** What is new and what is gone, a line each; nothing the first time. `settings`: whether they changed. */
function changes(before: readonly CheckedFile[], now: readonly CheckedFile[], settings: boolean): string {
  const lines = now.flatMap((file, index) => {
    const old = before[index];
    if (old === undefined || (old.text === file.text && !settings)) return [];
    if (file.status === 'invalid') return [`! ${visible(file.file)} does not read`];
    const { gone, added } = differences(newFindings(old), newFindings(file));
    const told = [
      ...gone.map(({ code, subject }) => `- ${code} on ${subject[0] ?? 'the design'}`),
      ...added.map(({ code, subject }) => `+ ${code} on ${subject[0] ?? 'the design'}`),
    ];
    const what = old.text === file.text ? 'the settings of' : '';
    return [
      `${what} ${visible(file.file)} changed:`.trim(),
      ...(told.length === 0 ? ['  the same findings'] : told.map((line) => `  ${visible(line)}`)),
    ];
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}
