import type { GradedRow, GradeReport, GradeRow } from '#score/report.js';
import { ownLines } from './grade-text.js';
import { markdownText } from './markdown-text.js';
import { wordsOf } from './reason-words.js';

/** `grade --format markdown`: a table of the files, then what each lost and how to win it back. Names cannot start markup. */
export function gradeMarkdown({ rows, statistics }: GradeReport): string {
  const head = ['| File | Score | Band | Level | Problem |', '|---|---:|---|---|---|'];
  const score = statistics.score ? `; mean ${statistics.score.mean}, median ${statistics.score.median}` : '';
  const counts = `${statistics.files} files: ${statistics.ok} graded, ${statistics.invalid} invalid, ${statistics.error + statistics.timeout} failed${score}.`;
  const details = rows.flatMap((row) => (row.status === 'ok' ? detail(row) : []));
  return `${['# Grades', '', ...head, ...rows.map(tableRow), '', counts, ...details].join('\n')}\n`;
}

function tableRow(row: GradeRow): string {
  if (row.status !== 'ok')
    return `| ${markdownText(row.file)} | - | ${row.status}: ${markdownText(row.reason)} | ${row.level} | ${markdownText(row.problem ?? '-')} |`;
  return `| ${markdownText(row.file)} | ${row.card.score.toFixed(1)} | ${row.card.band} | ${row.level} | ${row.problem} |`;
}

function detail(row: GradedRow): string[] {
  const { file, card } = row;
  const own = ownLines(row);
  const lost = card.criteria.flatMap((one) => one.evidence).filter((line) => line.verdict === 'fail' || line.verdict === 'missing');
  const lines = lost.map((line) => {
    const { says, wins } = wordsOf(line);
    return `- ${line.verdict} ${(line.of - line.points).toFixed(1)}: ${markdownText(`${line.criterion}, ${line.item}, ${line.part}: ${says}${wins ? `. ${wins}` : ''}`)}`;
  });
  const criteria = card.criteria.map((one) => `${one.id} ${one.points.toFixed(1)}/${one.of.toFixed(1)}`);
  return [
    '',
    `## ${markdownText(file)}`,
    '',
    `${card.score.toFixed(1)} (${card.band}): ${criteria.join(', ')}.`,
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...(own.length > 0 ? ['', 'Rules of your own, beside the score:', '', ...own.map((line) => `- ${markdownText(line)}`)] : []),
  ];
}
