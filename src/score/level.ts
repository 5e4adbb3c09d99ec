/** What a candidate is judged as. A rubric weighs its criteria by level, and asks some things from a level upwards only. */
export const LEVELS = ['junior', 'mid', 'senior', 'staff'] as const;
export type Level = (typeof LEVELS)[number];

export const DEFAULT_LEVEL: Level = 'senior';

/** Whether something that is asked from level `from` upwards is asked at `level`. */
export const asksAt = (level: Level, from: Level | undefined): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(from ?? 'junior');

/** The level above, or undefined at the top. */
export const levelAbove = (level: Level): Level | undefined => LEVELS[LEVELS.indexOf(level) + 1];
