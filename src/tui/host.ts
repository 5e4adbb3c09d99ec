import type { Study } from '#session/engines/engines.js';
import type { Interview } from '#session/interview.js';

/** A problem as the home screen lists it. */
export type ProblemCard = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  /** Where the last interview stands, if there was one. */
  readonly saved: { readonly step: number; readonly finished: boolean } | undefined;
};

export type Opened = {
  readonly interview: Interview;
  /** Writes what is not written yet and lets go of the session. */
  readonly close: () => void;
  /** Why the last save failed, in a sentence; undefined when it did not. */
  readonly trouble: () => string | undefined;
};

/** What the screens need of the world; handed in, so that they can be shown without one. */
export type Host = {
  readonly problems: () => Promise<readonly ProblemCard[]>;
  /** Takes up the saved interview of a problem, or begins one; a sentence when it cannot. */
  readonly open: (problem: string, fresh: boolean) => Promise<Opened | string>;
  /** Runs the editor on a file while the terminal is handed over; a sentence when it cannot. */
  readonly edit: (file: string) => Promise<string | undefined>;
  /** Calls back after the file was changed by anybody; returns the function that ends it. */
  readonly watch: (file: string, changed: () => void) => () => void;
  /** The design as a picture in characters; with each part's utilisation in it. */
  readonly draw: (study: Study, columns: number) => Promise<string>;
  /** Sentences to be told once, such as that a file was set aside. */
  readonly notes: () => readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
};
