import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A session that is open in a running program: process id, and when the process began where the system tells. */
type Holder = { readonly pid: number; readonly began: string };

/** When a process began, in ticks since the machine did (Linux, field 22 of /proc/<pid>/stat); empty where that is not known. */
function began(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isRunning(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // A process id is used again: the same id with another beginning is another process.
  const now = began(holder.pid);
  return now === '' || holder.began === '' || now === holder.began;
}

function holderOf(lock: string): Holder | undefined {
  try {
    const [pid, start = ''] = readFileSync(lock, 'utf8').trim().split(' ');
    return { pid: Number(pid), began: start };
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock of a session file. Returns the function that gives it back, or the process id of the program that has it open.
 * What a program that was killed left behind is taken over.
 */
export function lockSession(file: string): (() => void) | { readonly pid: number } {
  const lock = `${file}.lock`;
  mkdirSync(dirname(lock), { recursive: true, mode: 0o700 });
  const mine = `${process.pid} ${began(process.pid)}`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lock, mine, { flag: 'wx' });
      return () => {
        if (holderOf(lock)?.pid === process.pid) rmSync(lock, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(lock);
    if (holder && Number.isInteger(holder.pid) && holder.pid > 0 && holder.pid !== process.pid && isRunning(holder))
      return { pid: holder.pid };
    rmSync(lock, { force: true });
  }
  return { pid: holderOf(lock)?.pid ?? 0 };
}
