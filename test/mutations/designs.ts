import { readdirSync, readFileSync } from 'node:fs';
import { mutate, type Row } from './mutate.js';

/** The mutants of the strong design of every problem. */
export const allRows = (): readonly Row[] =>
  readdirSync('problems')
    .sort()
    .flatMap((problem) => mutate(problem, readFileSync(`problems/${problem}/designs/strong.yaml`, 'utf8')));
