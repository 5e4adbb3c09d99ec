import { statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write in bursts: truncate, write, rename, touch. What comes within this time is one change. */
const QUIET_MS = 200;
const POLL_MS = 500;

/**
 * Calls `changed` after a file was written, replaced, removed or made. The folder is watched and not the file, since many editors
 * replace the file; where the system gives no events, the file is looked at twice a second. Returns the function that ends it.
 */
export function watchDesign(file: string, changed: () => void, poll = false): () => void {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MS);
  };
  const startPolling = () => {
    // Looked at before this returns, so that what is written right afterwards is seen as a change.
    let before = stampOf(file);
    const look = setInterval(() => {
      const now = stampOf(file);
      if (now !== before) later();
      before = now;
    }, POLL_MS);
    look.unref();
    return () => clearInterval(look);
  };
  let stop: () => void;
  if (poll) {
    stop = startPolling();
  } else {
    try {
      const name = basename(file);
      const watcher = watch(dirname(file), { persistent: false }, (_event, which) => {
        if (which === null || which === name) later();
      });
      watcher.on('error', () => {
        watcher.close();
        stop = startPolling();
      });
      stop = () => watcher.close();
    } catch {
      stop = startPolling();
    }
  }
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** What tells two states of a file apart without reading it; empty where there is none. */
function stampOf(file: string): string {
  const about = statSync(file, { bigint: true, throwIfNoEntry: false });
  return about ? `${about.ino} ${about.size} ${about.mtimeNs}` : '';
}
