import { isatty } from 'node:tty';
import { render } from 'ink';
import { App } from './app.js';
import type { HandOver } from './components/hand-over.js';
import type { Host, Opened } from './host.js';

const POLL_MS = 2_000;
const INTERRUPTED = 130;

/**
 * Shows the program in the terminal until it is left. `first` is the interview to open; without one the home screen is shown.
 * Returns the exit code: 0, or 130 when it was interrupted. Whatever ends it, the open interview is closed, and so saved.
 */
export async function showProgram(host: Host, first: Opened | undefined): Promise<0 | 130> {
  let open = first;
  const problems = await host.problems();
  // Before the first frame: keys pressed from now on are neither echoed into it nor held back until an Enter.
  process.stdin.setRawMode(true);
  const instance = render(
    <App
      host={host}
      problems={problems}
      first={first}
      onOpened={(opened) => {
        open = opened;
      }}
      suspend={stopUntilContinued}
    />,
    // Another program's CI variable in the shell must not make the screen a stream of frames: whoever gets here has a terminal.
    { exitOnCtrlC: false, patchConsole: false, interactive: true },
  );
  const gone = new Promise<0 | 130>((resolve, reject) => {
    // A fault of ours in a timer or a watcher would end the program on the spot, with the terminal as it is.
    process.on('uncaughtException', reject);
    watchTerminal(() => {
      // At once: there may be no time for more.
      open?.close();
      resolve(INTERRUPTED);
    });
  });
  try {
    const code = await Promise.race([instance.waitUntilExit(), gone]);
    return code === INTERRUPTED ? INTERRUPTED : 0;
  } finally {
    open?.close();
    instance.unmount();
    process.stdin.setRawMode(false);
    process.removeAllListeners('uncaughtException');
  }
}

/** Calls `ended` when the program is told to end, or when its terminal is no longer there. */
function watchTerminal(ended: () => void): void {
  // Not `once`: a second signal, or a library that finds no other listener, would end the program on the spot.
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, ended);
  // A terminal that vanished makes reading end and writing fail; where neither is noticed, asking does.
  process.stdin.once('end', ended);
  process.stdin.on('error', ended);
  process.stdout.on('error', ended);
  setInterval(() => {
    if (!isatty(0) || !isatty(1)) ended();
  }, POLL_MS).unref();
}

/** Ctrl-Z: hands the terminal back, stops the whole job as the terminal would have, and goes on when it is continued. */
function stopUntilContinued(handOver: HandOver): Promise<void> {
  return handOver(
    () =>
      new Promise((resolve) => {
        process.once('SIGCONT', () => resolve());
        process.kill(0, 'SIGTSTP');
      }),
  );
}
