import type { Level } from '#score/level.js';
import type { Problem } from '#score/problem.js';
import type { Rubric } from '#score/rubric.js';

/** What a design is held against: a problem, a rubric and a level, with the texts they were read from. */
export type Assignment = {
  readonly problem: { readonly value: Problem; readonly text: string };
  readonly rubric: { readonly value: Rubric; readonly text: string };
  readonly level: Level;
};
