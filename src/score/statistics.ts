import { byKeys, byText } from '#base/order.js';
import type { ScoreCard } from './card.js';
import type { GradeRow, GradeStatistics } from './report.js';

/** Figures over a graded set. The same for the same rows in any order. */
export function statisticsOf(rows: readonly GradeRow[]): GradeStatistics {
  const cards = rows.flatMap((row) => (row.status === 'ok' ? [row.card] : []));
  const count = (status: GradeRow['status']): number => rows.filter((row) => row.status === status).length;
  return {
    files: rows.length,
    ok: cards.length,
    invalid: count('invalid'),
    timeout: count('timeout'),
    error: count('error'),
    score: scoresOf(cards.map((card) => card.score)),
    bands: bandsOf(cards),
    criteria: criteriaOf(cards),
    nobodyPasses: cards.length < 2 ? [] : nobodyPasses(cards),
  };
}

function scoresOf(scores: readonly number[]): GradeStatistics['score'] {
  if (scores.length === 0) return null;
  const sorted = [...scores].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? sorted.at(-1) ?? 0)) / 2;
  return { mean: round(mean(sorted), 1), median: round(median, 1), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** How many are in each band, the lowest band first. */
function bandsOf(cards: readonly ScoreCard[]): Record<string, number> {
  const byScore = [...cards].sort(
    byKeys(
      (card) => card.score,
      (card) => card.band,
    ),
  );
  const bands = [...new Set(byScore.map((card) => card.band))];
  return Object.fromEntries(bands.map((band) => [band, cards.filter((card) => card.band === band).length]));
}

function criteriaOf(cards: readonly ScoreCard[]): GradeStatistics['criteria'] {
  const shares = new Map<string, number[]>();
  for (const one of cards.flatMap((card) => card.criteria)) {
    if (one.of > 0) shares.set(one.id, [...(shares.get(one.id) ?? []), one.points / one.of]);
  }
  const means = [...shares].map(([id, list]) => ({ id, share: round(mean([...list].sort((a, b) => a - b)), 3) }));
  return means.sort(
    byKeys(
      (one) => one.share,
      (one) => one.id,
    ),
  );
}

function nobodyPasses(cards: readonly ScoreCard[]): string[] {
  const lost = new Set<string>();
  const passed = new Set<string>();
  for (const card of cards) {
    const lines = card.criteria.flatMap((one) => one.evidence).filter((line) => line.verdict !== 'not-evaluated');
    const short = new Set(lines.filter((line) => line.verdict !== 'pass').map((line) => `${line.criterion}/${line.item}`));
    for (const line of lines) (short.has(`${line.criterion}/${line.item}`) ? lost : passed).add(`${line.criterion}/${line.item}`);
  }
  return [...lost].filter((item) => !passed.has(item)).sort(byText);
}

const mean = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0) / numbers.length;
const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
