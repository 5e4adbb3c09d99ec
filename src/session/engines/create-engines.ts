import type { Engines } from './engines.js';
import { type JudgeOptions, judgeDesign } from './judge.js';
import { readSheetValues } from './sheet-values.js';
import { studyDesign } from './study.js';
import { tryOut } from './try-out.js';

/** The engines of one problem. */
export const createEngines = (options: JudgeOptions): Engines => ({
  readSheet: readSheetValues,
  study: studyDesign,
  tryOut,
  judge: (text, level, asked) => judgeDesign(text, level, asked, options),
});
