import type { CriterionScore, Line, ScoreCard, Verdict } from './card.js';
import { runCheck } from './checks/run-check.js';
import { Counted } from './counted.js';
import { uncovered } from './coverage.js';
import { inputOf, type ScoreInput, type Studied } from './input.js';
import { asksAt, type Level, levelAbove } from './level.js';
import type { Problem } from './problem.js';
import type { Criterion, Rubric } from './rubric.js';
import type { Part } from './weigh.js';

/**
 * Grades a studied design against a problem's rubric at a level. Points are weights of the criteria, shared out over what could be
 * evaluated; what is missing counts in the denominator, what no file can show does not. `hash` identifies engine, rules, rubric,
 * problem, level and input.
 */
export function score(studied: Studied, problem: Problem, rubric: Rubric, level: Level, hash: string): ScoreCard {
  const input = inputOf(studied, problem, level);
  const criteria = criteriaOf(input, rubric);
  const total = sum(criteria.map((one) => one.of));
  const reached = total === 0 ? 0 : (100 * sum(criteria.map((one) => one.points))) / total;
  const lines = criteria.flatMap((one) => one.evidence);
  return {
    problem: problem.id,
    rubric: { id: rubric.id, version: rubric.version },
    level,
    ...banded(reached, rubric, uncovered(input.coverage)),
    criteria: criteria.map(rounded),
    missing: lines.filter((line) => line.verdict === 'missing').map(roundedLine),
    notEvaluated: lines.filter((line) => line.verdict === 'not-evaluated').map(roundedLine),
    nextLevel: nextLevel(studied, problem, rubric, level).map(roundedLine),
    hash,
  };
}

/** The band of a score. Uncovered main needs hold both down: the score stays below the band after the cap. */
function banded(reached: number, rubric: Rubric, needs: readonly string[]): Pick<ScoreCard, 'score' | 'band' | 'cap'> {
  const above = rubric.bands[rubric.bands.findIndex((band) => band.id === rubric.uncoveredCap) + 1];
  const isHeld = needs.length > 0 && above !== undefined && toTenth(reached) >= above.from;
  const score = toTenth(isHeld ? above.from - 0.1 : reached);
  const band = rubric.bands.findLast((one) => score >= one.from)?.id ?? rubric.uncoveredCap;
  return { score, band, ...(needs.length > 0 && { cap: { band: rubric.uncoveredCap, needs } }) };
}

const criteriaOf = (input: ScoreInput, rubric: Rubric): readonly CriterionScore[] => {
  const counted = new Counted();
  return rubric.criteria.filter((one) => one.weights[input.level] > 0).map((one) => criterionScore(input, one, counted));
};

function criterionScore(input: ScoreInput, criterion: Criterion, counted: Counted): CriterionScore {
  const items = criterion.items
    .filter((item) => asksAt(input.level, item.from))
    .map((item) => {
      const parts = runCheck(input, item.check, counted);
      return { item, parts, weight: sum(parts.filter(isEvaluated).map((part) => part.weight)) };
    });
  const total = sum(items.filter((one) => one.weight > 0).map((one) => one.item.points));
  const full = criterion.weights[input.level];
  const evidence = items.flatMap(({ item, parts, weight }) =>
    parts.map((part) => lineOf(criterion.id, item.id, part, isEvaluated(part) ? (full * item.points * part.weight) / (total * weight) : 0)),
  );
  return {
    id: criterion.id,
    title: criterion.title,
    points: sum(evidence.map((line) => line.points)),
    of: total > 0 ? full : 0,
    verdict: verdictOf(evidence),
    evidence,
  };
}

const isEvaluated = (part: Part): boolean => part.verdict !== 'not-evaluated';

const lineOf = (criterion: string, item: string, part: Part, of: number): Line => ({
  criterion,
  item,
  part: part.part,
  verdict: part.verdict,
  points: of * part.share,
  of,
  reason: part.reason,
  data: part.data,
});

/** The worst there is: a failure, else something missing, else a pass; not evaluated when nothing was. */
function verdictOf(lines: readonly Line[]): Verdict {
  const has = (verdict: Verdict): boolean => lines.some((line) => line.verdict === verdict);
  if (has('fail')) return 'fail';
  if (has('missing')) return 'missing';
  return has('pass') ? 'pass' : 'not-evaluated';
}

/** What would not pass at the level above, the weightiest first. */
function nextLevel(studied: Studied, problem: Problem, rubric: Rubric, level: Level): readonly Line[] {
  const above = levelAbove(level);
  if (above === undefined) return [];
  const lines = criteriaOf(inputOf(studied, problem, above), rubric).flatMap((one) => one.evidence);
  const lost = lines.filter((line) => line.verdict === 'fail' || line.verdict === 'missing');
  return lost.sort((a, b) => b.of - b.points - (a.of - a.points));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const toTenth = (value: number): number => Math.round(value * 10) / 10;
const toHundredth = (value: number): number => Math.round(value * 100) / 100;
const roundedLine = (line: Line): Line => ({ ...line, points: toHundredth(line.points), of: toHundredth(line.of) });
const rounded = (one: CriterionScore): CriterionScore => ({
  ...one,
  points: toHundredth(one.points),
  of: toHundredth(one.of),
  evidence: one.evidence.map(roundedLine),
});
