import { nearest } from '#base/nearest.js';
import { DEFAULT_LEVEL, LEVELS, type Level } from '#score/level.js';
import { UsageError } from '../io.js';
import { oneFormat } from './one-format.js';

/** As the command line gives them. */
export type GradeOptions = {
  readonly level?: string | undefined;
  readonly minScore?: string | undefined;
  readonly problem?: string | undefined;
  readonly rubric?: string | undefined;
  readonly format?: string | undefined;
  readonly json?: boolean | undefined;
  readonly trustCode?: boolean | undefined;
  readonly config?: string | undefined;
};

export const GRADE_FORMATS = ['pretty', 'json', 'ndjson', 'markdown'] as const;
export type GradeFormat = (typeof GRADE_FORMATS)[number];

export type GradeSettings = {
  readonly level: Level;
  readonly minScore: number | undefined;
  /** Wins over what a design names itself. */
  readonly problem: string | undefined;
  readonly rubric: string;
  readonly format: GradeFormat;
};

export function settingsOf(options: GradeOptions): GradeSettings {
  return {
    level: options.level === undefined ? DEFAULT_LEVEL : oneOf('level', options.level, LEVELS),
    minScore: options.minScore === undefined ? undefined : scoreOf(options.minScore),
    problem: options.problem,
    rubric: options.rubric ?? 'default',
    format: oneOf('format', oneFormat(options) ?? 'pretty', GRADE_FORMATS),
  };
}

function oneOf<const T extends readonly string[]>(what: string, said: string, known: T): T[number] {
  if (known.includes(said)) return said;
  const near = nearest(said, known);
  throw new UsageError(`There is no ${what} "${said}"`, near ? `Did you mean "${near}"?` : `There are: ${known.join(', ')}.`);
}

function scoreOf(said: string): number {
  const score = said.trim() === '' ? Number.NaN : Number(said);
  if (score >= 0 && score <= 100) return score;
  throw new UsageError(`--min-score "${said}" is no score`, 'Scores run from 0 to 100.');
}
