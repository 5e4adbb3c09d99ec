import type { Finding } from '#analyze/finding.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { DesignModel } from '#model/design.js';
import type { Level } from '#score/level.js';

import type { Fate, TrialWhat } from '../session.js';

/** A line of the estimates sheet as the language reads it. */
export type SheetRow = {
  /** What it comes to, with its unit; undefined when it cannot be computed. */
  readonly value: string | undefined;
  /** Whether what the candidate said it comes to is near enough; undefined when nothing was said. */
  readonly said: 'right' | 'off' | undefined;
  /** What is wrong with it, or a remark on what was said, in a sentence. */
  readonly note: string | undefined;
};

/** Everything that is known about a design text, as far as it can be read. */
export type Study = {
  readonly text: string;
  readonly model: DesignModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  /** Share of the capacity used at peak by component, 0..1 and more; the fullest first. */
  readonly utilisation: readonly { readonly component: string; readonly share: number }[];
};

/** A flow under one condition, as simulated. Seconds and ratios. */
export type Outcome = {
  readonly fate: Fate | null;
  readonly lines: readonly string[];
  readonly component: string | null;
};

/** One part of the report: a title and its lines. */
export type Part = { readonly title: string; readonly lines: readonly string[] };

/** What the interview asks of the other rooms: reading, judging, simulating. All pure. */
export type Engines = {
  readonly readSheet: (lines: readonly string[]) => readonly SheetRow[];
  readonly study: (text: string) => Study;
  readonly tryOut: (model: DesignModel, what: TrialWhat, flow: string) => Outcome;
  /** Parts of the report: score card with its evidence, load, what is missing for the next level, the reference ladder. */
  readonly judge: (text: string, level: Level, factsAsked: ReadonlySet<string>) => readonly Part[];
};
