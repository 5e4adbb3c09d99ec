import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where what lasts between runs is kept: `$SYSDRILL_HOME`, else `$XDG_STATE_HOME/sysdrill`, else `~/.local/state/sysdrill`. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env['SYSDRILL_HOME']) return env['SYSDRILL_HOME'];
  const state = env['XDG_STATE_HOME'];
  // The XDG base directory specification: a relative path there is to be ignored.
  const base = state && isAbsolute(state) ? state : join(env['HOME'] || homedir(), '.local', 'state');
  return join(base, 'sysdrill');
}
