import { EXIT, type ExitCode, type Io } from '../io.js';
import { Desk } from '../practice/desk.js';

export type HomeOptions = { readonly help?: () => void };

/** Bare `sysdrill`: the problems and what was left open, in a terminal. Anywhere else the help. */
export async function homeCommand(_args: readonly string[], { help }: HomeOptions, io: Io): Promise<ExitCode> {
  if (!io.interactive || io.env['TERM'] === 'dumb') {
    help?.();
    return EXIT.ok;
  }
  const { showScreens } = await import('../practice/show.js');
  return showScreens(new Desk(io), undefined, {}, io);
}
