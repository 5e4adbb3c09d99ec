import { type Session, sessionToJson } from '#session/session.js';

/** Keystrokes and seconds may wait this long; everything else is written at once. */
const LATER_MS = 400;

export type Saver = {
  readonly save: (session: Session) => void;
  /** Writes what is waiting. */
  readonly flush: () => void;
  /** Why the last attempt failed, in a sentence; undefined when it did not. */
  readonly trouble: () => string | undefined;
};

/** Whether only the draft or the time differs: then losing the newest costs a few keystrokes and no more. */
const isMinor = (before: Session, after: Session): boolean =>
  (Object.keys(after) as (keyof Session)[]).every((key) => key === 'draft' || key === 'steps' || before[key] === after[key]) &&
  Object.entries(after.steps).every(([id, step]) => before.steps[id as keyof Session['steps']].state === step.state);

/** Writes a session after each event, with `write`; a disk that is full is told and tried again, and never ends the interview. */
export function createSaver(write: (text: string) => void): Saver {
  let saved: Session | undefined;
  let waiting: Session | undefined;
  let timer: NodeJS.Timeout | undefined;
  let trouble: string | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    try {
      write(sessionToJson(waiting));
      saved = waiting;
      waiting = undefined;
      trouble = undefined;
    } catch (error) {
      trouble = `The interview could not be saved (${(error as NodeJS.ErrnoException).code ?? String(error)}). What you enter is kept until you quit.`;
    }
  };
  return {
    save: (session) => {
      waiting = session;
      if (!saved || !isMinor(saved, session)) flush();
      else timer ??= setTimeout(flush, LATER_MS);
    },
    flush,
    trouble: () => trouble,
  };
}
