import { unwatchFile, watch, watchFile } from 'node:fs';
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
    watchFile(file, { interval: POLL_MS, persistent: false }, later);
    return () => unwatchFile(file, later);
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
