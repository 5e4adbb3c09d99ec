import type { Page, Section, Table } from './document.js';
import { markdownText } from './markdown-text.js';

/** A page as Markdown. Names of a design cannot start markup, a cell or a link. */
export function pageMarkdown({ title, summary, sections }: Page): string {
  const said = summary.split('\n').flatMap((line) => ['', markdownText(line)]);
  return `${[`# ${markdownText(title)}`, ...said, ...sections.flatMap(sectionLines)].join('\n')}\n`;
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
