import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { Line, ScoreCard } from '#score/card.js';
import type { GradeReport, GradeRow, OwnRules } from '#score/report.js';
import { wordsOf } from './reason-words.js';

export const GRADE_SCHEMA = 'sysdrill/grade@1';

/** `grade --format json`, on one line: stable names, SI units, ratios 0..1, scores 0..100. */
export function gradeJson({ engine, rows, statistics }: GradeReport): string {
  return `${JSON.stringify({ schema: GRADE_SCHEMA, engine, results: rows.map(resultOf), statistics })}\n`;
}

/** `grade --format ndjson`: the same result objects, one a line, with nothing around them. */
export const gradeLine = (row: GradeRow): string => `${JSON.stringify({ schema: GRADE_SCHEMA, ...resultOf(row) })}\n`;

function resultOf(row: GradeRow): Record<string, unknown> {
  const { file, status, level } = row;
  const diagnostics = row.diagnostics.map(diagnosticOf);
  if (row.status !== 'ok') {
    const { code, reason, help, problem } = row;
    return { file, status, problem: problem ?? null, level, code, reason, ...(help !== undefined && { help }), diagnostics };
  }
  const { card } = row;
  return {
    file,
    status,
    problem: row.problem,
    level,
    title: row.title,
    ...scoreCardJson(card),
    diagnostics,
    ...(row.own && { own: ownOf(row.own) }),
  };
}

/** What the grader's own rules found; no part of the score. */
const ownOf = ({ findings, failed }: OwnRules): Record<string, unknown> => ({
  findings: findings.map(({ code, severity, message, help, at, subject }) => {
    return { code, severity, message, help, line: at.line, column: at.column, subject };
  }),
  failed,
});

/** The points of one design and where they come from. */
export const scoreCardJson = (card: ScoreCard): Record<string, unknown> => ({
  score: card.score,
  band: card.band,
  ...(card.cap && { cap: card.cap }),
  hash: card.hash,
  rubric: card.rubric,
  criteria: card.criteria.map(({ id, points, of, verdict, evidence }) => ({ id, points, of, verdict, evidence: evidence.map(lineOf) })),
  missing: card.missing.map(lineOf),
  notEvaluated: card.notEvaluated.map(lineOf),
  nextLevel: card.nextLevel.map(lineOf),
});

function lineOf(line: Line): Record<string, unknown> {
  const { criterion, item, part, verdict, points, of, reason, data } = line;
  const { says, wins } = wordsOf(line);
  return { criterion, item, part, verdict, points, of, reason, data, message: says, ...(wins !== undefined && { help: wins }) };
}

const diagnosticOf = ({ code, severity, message, path, help, suggestion, span }: Diagnostic) => ({
  code,
  severity,
  message,
  line: span.line,
  column: span.column,
  path,
  ...(help !== undefined && { help }),
  ...(suggestion !== undefined && { suggestion }),
});
