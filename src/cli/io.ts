/** The streams and surroundings of one run, so that a command can be tested without a process. */
export type Io = {
  /** Standard output: the report and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error: messages and progress. */
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether both input and output are terminals. */
  readonly interactive: boolean;
  /** Whether standard error is a terminal, where a line can be written anew. */
  readonly errTerminal?: boolean | undefined;
  readonly columns: number;
  readonly color: boolean;
};

/** 0 fine; 1 findings at or above the threshold, or a score below the minimum; 2 bad usage or unreadable input; 3 our bug; 130 interrupted. */
export const EXIT = { ok: 0, findings: 1, usage: 2, bug: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake of the user's, told in a sentence: what, where, and what to do. Ends the command with {@link EXIT.usage}. */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly help: string | undefined;
  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
