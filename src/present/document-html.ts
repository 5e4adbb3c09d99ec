import { CHART_STYLE } from './chart/svg.js';
import type { Page, Section, Table } from './document.js';
import { htmlText } from './markdown-text.js';

const STYLE = `:root { color-scheme: light dark; --ink: #1c2024; --quiet: #5b6570; --line: #d7dce1; --ground: #ffffff; --bad: #b3261e; --doubt: #8a5a00; --good: #1b6e3c }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --quiet: #9aa4ae; --line: #3a424a; --ground: #15181b; --bad: #ff8a80; --doubt: #ffc35c; --good: #7fd8a0 } }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
h1, h2 { line-height: 1.2 } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem }
.scroll { overflow-x: auto } table { border-collapse: collapse; font-size: .9rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line) } th { color: var(--quiet); font-weight: 600 }
li { color: var(--quiet) } .figure, th { white-space: nowrap } nav ol { columns: 18rem; column-gap: 3rem; padding-left: 1.6rem } a { color: inherit } code { font: .92em ui-monospace, monospace; background: color-mix(in srgb, var(--line) 45%, transparent); padding: 0 .25em; border-radius: .2em } .error, .fail { color: var(--bad); font-weight: 600 } .warning, .missing, .unknown, .unresolved { color: var(--doubt); font-weight: 600 } .pass { color: var(--good) }
figure { margin: 1rem 0; overflow-x: auto } svg { max-width: 100%; height: auto }
${CHART_STYLE}`;

/** Verdicts and severities are coloured beside being said. */
const TOLD: ReadonlySet<string> = new Set(['error', 'warning', 'fail', 'missing', 'unknown', 'unresolved', 'pass']);

/**
 * A page as one HTML file: nothing to load, no scripts, light and dark, fit to be printed. `svg` and the charts are drawings of ours,
 * which escape for themselves; all other texts are escaped here.
 */
export function pageHtml({ title, summary, sections }: Page, svg = ''): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${htmlText(title).replace(/<\/?code>/g, '`')}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${htmlText(title)}</h1>`,
    ...summary.split('\n').map(paragraph),
    ...contentsHtml(sections),
    ...(svg === '' ? [] : [`<figure>${svg.trim()}</figure>`]),
    ...sections.flatMap(sectionHtml),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** From so many sections on a page says first what is on it. */
const MANY = 9;

function contentsHtml(sections: readonly Section[]): string[] {
  if (sections.length < MANY) return [];
  const items = sections.map(({ title }, i) => `<li><a href="#part-${i + 1}">${htmlText(title)}</a></li>`);
  return ['<nav aria-label="Contents"><ol>', ...items, '</ol></nav>'];
}

/** Paragraphs that begin with a verdict have it in its colour. */
const VERDICTS: Readonly<Record<string, string>> = {
  PASS: 'pass',
  STABLE: 'pass',
  FAIL: 'fail',
  UNSTABLE: 'fail',
  OVERLOADED: 'fail',
  METASTABLE: 'fail',
  STUCK: 'fail',
  FAILING: 'warning',
  UNRESOLVED: 'unresolved',
  INTERRUPTED: 'warning',
};

function paragraph(line: string): string {
  const word = /^[A-Z]+/.exec(line)?.[0] ?? '';
  const tone = VERDICTS[word];
  return tone === undefined
    ? `<p>${htmlText(line)}</p>`
    : `<p><strong class="${tone}">${word}</strong>${htmlText(line.slice(word.length))}</p>`;
}

function sectionHtml({ title, lines, table, notes, charts }: Section, at: number): string[] {
  return [
    `<section id="part-${at + 1}">`,
    `<h2>${htmlText(title)}</h2>`,
    ...lines.map(paragraph),
    ...(charts === undefined ? [] : charts().filter((chart) => chart !== '')),
    ...(table === undefined ? [] : tableHtml(table)),
    ...(notes.length === 0 ? [] : ['<ul>', ...notes.map((note) => `<li>${htmlText(note)}</li>`), '</ul>']),
    '</section>',
  ];
}

/** A figure and its unit stay on one line. */
const FIGURE = /^[\d.]+[\w%/]*( [a-zA-Z]+)?$/;
const classOf = (text: string): string => (TOLD.has(text) ? ` class="${text}"` : FIGURE.test(text) ? ' class="figure"' : '');

function tableHtml({ head, rows }: Table): string[] {
  const cell = (text: string): string => `<td${classOf(text)}>${htmlText(text)}</td>`;
  return [
    '<div class="scroll"><table>',
    `<thead><tr>${head.map((text) => `<th scope="col">${htmlText(text)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`),
    '</tbody></table></div>',
  ];
}
