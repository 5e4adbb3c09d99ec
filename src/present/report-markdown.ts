import { markdownText } from './markdown-text.js';
import type { Report } from './report.js';
import { reportDocument, type Section, type Table } from './report-document.js';

/** The page as Markdown. Names of a design cannot start markup, a cell or a link. */
export function reportMarkdown(report: Report): string {
  const { title, summary, sections } = reportDocument(report);
  return `${[`# ${markdownText(title)}`, '', markdownText(summary), ...sections.flatMap(sectionLines)].join('\n')}\n`;
}

function sectionLines({ title, lines, table, notes }: Section): string[] {
  const paragraphs = lines.flatMap((line) => ['', markdownText(line)]);
  const list = notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${markdownText(note)}`)];
  return ['', `## ${markdownText(title)}`, ...paragraphs, ...(table === undefined ? [] : ['', ...tableLines(table)]), ...list];
}

function tableLines({ head, rows }: Table): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)];
}
