import type { Io } from './io.js';

/** Only a terminal is asked for its characters: what goes into a file or a pipe is the same everywhere. */
export const speaksUnicode = async (io: Io): Promise<boolean> => !io.interactive || (await import('#tui/theme.js')).speaksUnicode(io.env);
