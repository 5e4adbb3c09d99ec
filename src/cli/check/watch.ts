import { visible } from '#diagnostics/code-frame.js';
import { differences } from '#evaluate/fix/differences.js';
import { type CheckedFile, newFindings } from '#present/check.js';
import { watchDesign } from '#store/watch-file.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import { checkFiles } from './check-files.js';
import { reportText } from './report.js';
import type { CheckSettings } from './settings.js';

/** Timers and watchers that do not keep a process alive would let it end: this one does. */
const HEARTBEAT_MS = 60_000;

/**
 * Checks again whenever one of the files was saved, and tells what that changed above the whole report. A save that leaves the
 * text as it was tells nothing. Ends with Ctrl-C.
 */
export async function watchFiles(files: readonly string[], settings: CheckSettings, poll: boolean, io: Io): Promise<ExitCode> {
  let before: readonly CheckedFile[] = [];
  let running = Promise.resolve();
  const look = async (): Promise<void> => {
    const now = await checkFiles(files, settings, io.cwd);
    const same = now.every((file, index) => file.text === before[index]?.text && file.status === before[index]?.status);
    if (before.length > 0 && same) return;
    io.out(`${changes(before, now)}${await reportText(now, settings, io)}`);
    before = now;
  };
  await look();
  return new Promise((resolve, reject) => {
    const again = (): void => {
      running = running.then(look).catch(end(reject));
    };
    const stops = files.map((file) => watchDesign(file, again, poll));
    const alive = setInterval(() => {}, HEARTBEAT_MS);
    const end =
      <T>(then: (value: T) => void) =>
      (value: T): void => {
        process.off('SIGINT', interrupted);
        clearInterval(alive);
        for (const stop of stops) stop();
        then(value);
      };
    const interrupted = (): void => end(resolve)(EXIT.interrupted);
    process.on('SIGINT', interrupted);
    io.err(`Watching ${files.length === 1 ? files[0] : `${files.length} files`}; Ctrl-C ends it.\n`);
    // What was saved while the first report was made.
    again();
  });
}

/** What is new and what is gone, a line each; nothing the first time. */
function changes(before: readonly CheckedFile[], now: readonly CheckedFile[]): string {
  const lines = now.flatMap((file, index) => {
    const old = before[index];
    if (old === undefined || old.text === file.text) return [];
    if (file.status === 'invalid') return [`! ${visible(file.file)} does not read`];
    const { gone, added } = differences(newFindings(old), newFindings(file));
    const told = [
      ...gone.map(({ code, subject }) => `- ${code} on ${subject[0] ?? 'the design'}`),
      ...added.map(({ code, subject }) => `+ ${code} on ${subject[0] ?? 'the design'}`),
    ];
    return [`${visible(file.file)} changed:`, ...(told.length === 0 ? ['  the same findings'] : told.map((line) => `  ${visible(line)}`))];
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}
