import type { CriterionScore, Line } from '#score/card.js';
import type { FailedRow, GradedRow, GradeReport, GradeRow } from '#score/report.js';
import { visible } from './diagram-text.js';
import { wordsOf } from './reason-words.js';

const NEXT_SHOWN = 6;
const DIAGNOSTICS_SHOWN = 10;

/** `grade --format pretty`: one file in full, with what would win every lost point back; several as a table. `columns` is the width of a line. */
export function gradeText(report: GradeReport, columns = 100): string {
  const only = report.rows.length === 1 ? report.rows[0] : undefined;
  const whole = only && (only.status === 'ok' ? cardText(only) : failureText(only));
  if (whole) return `${whole.flatMap((line) => wrapped(line, Math.max(40, columns))).join('\n')}\n`;
  return `${[...table(report.rows), '', ...summary(report)].join('\n')}\n`;
}

function cardText(row: GradedRow): string[] {
  const { card } = row;
  const own = ownLines(row);
  return [
    `${visible(row.file)}: ${visible(row.title)}`,
    `${card.score.toFixed(1)} of 100, ${card.band}, as ${card.level} on ${card.problem}`,
    ...(card.cap ? [`Held at ${card.cap.band} or below: no flow covers ${card.cap.needs.join(' and ')}.`] : []),
    ...row.diagnostics.map((one) => `${one.severity}: ${visible(one.message)} (line ${one.span.line})`),
    '',
    ...card.criteria.flatMap(criterionText),
    ...listed('Not evaluated:', card.notEvaluated),
    ...listed(`Most would be gained at the next level by:`, card.nextLevel.slice(0, NEXT_SHOWN)),
    ...(own.length > 0 ? ['Rules of your own, beside the score:', ...own.map((line) => `  ${line}`), ''] : []),
    `Grade ${card.hash.slice(0, 16)} (rubric ${card.rubric.id} ${card.rubric.version})`,
  ];
}

/** What the grader's own rules say of a design, a line each. */
export const ownLines = ({ own }: GradedRow): readonly string[] => [
  ...(own?.findings ?? []).map((one) => `${one.severity} ${one.code} (line ${one.at.line}): ${visible(one.message)}`),
  ...(own?.failed ?? []).map(({ rule, message }) => `the rule ${rule} failed: ${visible(message)}`),
];

/** Points first, then what was lost with its remedy, then what was earned in one line an item. */
function criterionText(one: CriterionScore): string[] {
  const lost = one.evidence.filter((line) => line.verdict === 'fail' || line.verdict === 'missing');
  return [
    `${one.title.padEnd(28)} ${points(one.points)} of ${points(one.of)}  ${one.verdict}`,
    ...lost.flatMap(lostText),
    ...earnedText(one.evidence),
    '',
  ];
}

function lostText(line: Line): string[] {
  const { says, wins } = wordsOf(line);
  const mark = line.verdict === 'missing' ? 'missing' : 'lost';
  return [
    `  ${mark} ${(line.of - line.points).toFixed(1)}  ${line.item}, ${visible(line.part)}: ${says}`,
    ...(wins ? [`        -> ${wins}`] : []),
  ];
}

function earnedText(lines: readonly Line[]): string[] {
  const earned = lines.filter((line) => line.verdict === 'pass');
  const items = [...new Set(earned.map((line) => line.item))];
  return items.map((item) => {
    const its = earned.filter((line) => line.item === item);
    const total = its.reduce((sum, line) => sum + line.points, 0);
    return `  earned ${total.toFixed(1)}  ${item}: ${its.map((line) => `${visible(line.part)} (${wordsOf(line).says})`).join('; ')}`;
  });
}

function listed(title: string, lines: readonly Line[]): string[] {
  if (lines.length === 0) return [];
  return [title, ...lines.map((line) => `  ${line.criterion}, ${line.item}, ${visible(line.part)}: ${wordsOf(line).says}`), ''];
}

function failureText(row: FailedRow): string[] {
  const shown = row.diagnostics.slice(0, DIAGNOSTICS_SHOWN);
  const more = row.diagnostics.length - shown.length;
  return [
    `${visible(row.file)}: ${row.status}: ${visible(row.reason)}`,
    ...(row.help ? [`  -> ${visible(row.help)}`] : []),
    ...shown.flatMap((one) => [
      `  ${one.span.line}:${one.span.column} ${one.severity} ${one.code}: ${visible(one.message)}`,
      ...(one.help || one.suggestion
        ? [`        -> ${one.suggestion ? `Did you mean ${visible(one.suggestion)}? ` : ''}${visible(one.help ?? '')}`]
        : []),
    ]),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function table(rows: readonly GradeRow[]): string[] {
  const cells = rows.map(rowCells);
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1), width(2)];
  return cells.map(([score = '', band = '', file = '', note = '']) =>
    `${score.padStart(widths[0] ?? 0)}  ${band.padEnd(widths[1] ?? 0)}  ${file.padEnd(widths[2] ?? 0)}  ${note}`.trimEnd(),
  );
}

function rowCells(row: GradeRow): string[] {
  if (row.status !== 'ok') return ['-', row.status, visible(row.file), visible(firstTrouble(row))];
  const own = ownLines(row).length;
  const weakest = [...row.card.criteria].filter((one) => one.of > 0).sort((a, b) => a.points / a.of - b.points / b.of)[0];
  const note = weakest && weakest.points < weakest.of ? `weakest: ${weakest.id} ${points(weakest.points)}/${points(weakest.of)}` : '';
  const said = own === 0 ? '' : `${own} of your own rules`;
  return [row.card.score.toFixed(1), row.card.band, visible(row.file), [note, said].filter(Boolean).join('; ')];
}

/** Where the first error stands and what it is; without one, why the row failed. */
function firstTrouble({ diagnostics, reason }: FailedRow): string {
  const first = diagnostics.find((one) => one.severity === 'error');
  return first ? `line ${first.span.line}: ${first.message}` : reason;
}

function summary({ statistics: all }: GradeReport): string[] {
  const kinds = (['ok', 'invalid', 'timeout', 'error'] as const).filter((kind) => all[kind] > 0).map((kind) => `${all[kind]} ${kind}`);
  const lines = [`${all.files} files: ${kinds.join(', ')}`];
  if (all.score) lines.push(`Scores: mean ${all.score.mean}, median ${all.score.median}, from ${all.score.min} to ${all.score.max}`);
  if (Object.keys(all.bands).length > 0)
    lines.push(
      `Bands: ${Object.entries(all.bands)
        .map(([band, count]) => `${count} ${band}`)
        .join(', ')}`,
    );
  const hardest = all.criteria.slice(0, 3).map((one) => `${one.id} ${Math.round(one.share * 100)}%`);
  if (hardest.length > 0) lines.push(`Hardest: ${hardest.join(', ')}`);
  if (all.nobodyPasses.length > 0) lines.push(`Nobody passes: ${all.nobodyPasses.join(', ')}`);
  return lines;
}

const points = (value: number): string => value.toFixed(1).padStart(4);

/** A line broken between words; what follows stands under the start of its text. */
function wrapped(line: string, columns: number): string[] {
  const indent = ' '.repeat((/^ */.exec(line)?.[0].length ?? 0) + 2);
  const lines: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const at = rest.lastIndexOf(' ', columns);
    if (at <= indent.length) break;
    lines.push(rest.slice(0, at));
    rest = indent + rest.slice(at + 1);
  }
  return [...lines, rest];
}
