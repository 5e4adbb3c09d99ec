import { openCatalog } from '#catalog/catalog.js';
import { thisEngine } from '#catalog/engine.js';
import { gradeDesign } from '#evaluate/grade-design.js';
import type { ScoreCard } from '#score/card.js';
import { DEFAULT_LEVEL, type Level } from '#score/level.js';
import type { GradeRow } from '#score/report.js';

export const catalog = openCatalog();

/** Grades a design text as the program does. */
export async function rowOf(text: string, problem: string, level: Level = DEFAULT_LEVEL): Promise<GradeRow> {
  const assignment = { problem: await catalog.problem(problem), rubric: await catalog.rubric(), level };
  return gradeDesign('design.yaml', text, assignment, thisEngine());
}

/** The score card of a design text that can be read. */
export async function cardOf(text: string, problem: string, level: Level = DEFAULT_LEVEL): Promise<ScoreCard> {
  const row = await rowOf(text, problem, level);
  if (row.status !== 'ok') throw new Error(`${row.reason}: ${JSON.stringify(row.diagnostics, null, 2)}`);
  return row.card;
}

/** A reference design of a problem, as text. */
export async function referenceText(problem: string, name: string): Promise<string> {
  const found = (await catalog.ladder(problem)).find((one) => one.name === name);
  if (!found) throw new Error(`no design ${name}`);
  return found.text;
}

/** Verdicts of one item by part: `{ 'follow-latency': 'missing' }`. */
export const verdictsOf = (card: ScoreCard, item: string): Record<string, string> =>
  Object.fromEntries(
    card.criteria
      .flatMap((one) => one.evidence)
      .filter((line) => line.item === item)
      .map((line) => [line.part, line.verdict]),
  );
