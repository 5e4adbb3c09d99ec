import { visible } from '../diagram-text.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for the inside of an element or of a quoted attribute; whatever a design is called, it stays text. */
export const escapeText = (text: string): string => visible(text).replace(/[&<>"']/g, (one) => ENTITIES[one]!);

/** A place in pixels, with no more digits than a picture needs. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

export type Anchor = 'start' | 'middle' | 'end';

export const textAt = (x: number, y: number, text: string, anchor: Anchor = 'start', name = ''): string =>
  `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}"${name === '' ? '' : ` class="${name}"`}>${escapeText(text)}</text>`;

export const lineAt = (x1: number, y1: number, x2: number, y2: number, name: string): string =>
  `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" class="${name}"/>`;

/** Width of a text in pixels at the size of the charts, on the wide side. */
export const textWidth = (text: string): number => Array.from(text).length * 6.6;

/** The start of a text that fits in so many pixels. */
export function cutTo(text: string, width: number): string {
  const characters = Array.from(text);
  const room = Math.max(1, Math.floor(width / 6.6));
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`;
}

/** One picture: its title and description are read out; no script, nothing to load. `id` is unique on its page. */
export function picture(id: string, title: string, description: string, width: number, height: number, parts: readonly string[]): string {
  return [
    `<svg class="chart" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" aria-labelledby="${id}-title ${id}-text">`,
    `<title id="${id}-title">${escapeText(title)}</title>`,
    `<desc id="${id}-text">${escapeText(description)}</desc>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

/**
 * Colours of the charts, on light and on dark, with the names that their parts carry. Curves differ by their dash too, the parts of a bar
 * by their order, and a table stands beside each chart: nothing is said by colour alone. Hues after Okabe and Ito (2008), which stay apart for the colour-blind.
 */
export const CHART_STYLE = `:root { --c1: #0072b2; --c2: #b3541e; --c3: #00795a; --c4: #9c4f83; --band: #b3261e22; --grid: #e4e8ec }
@media (prefers-color-scheme: dark) { :root { --c1: #56b4e9; --c2: #e69f00; --c3: #35c79a; --c4: #e0a0cc; --band: #ff8a8026; --grid: #2b3239 } }
.chart { font: 12px system-ui, sans-serif; display: block; max-width: 100%; height: auto; margin: .5rem 0 }
.chart text { fill: var(--quiet); stroke: var(--ground); stroke-width: 3px; paint-order: stroke } .chart .strong { fill: var(--ink); font-weight: 600 }
.chart .grid { stroke: var(--grid) } .chart .axis { stroke: var(--quiet) }
.chart .target { stroke: var(--bad); stroke-dasharray: 6 4 } .chart text.target { fill: var(--bad); stroke: var(--ground); stroke-dasharray: none } .chart .mark { stroke: var(--ink); stroke-dasharray: 2 3 }
.chart .band { fill: var(--band) } .chart .room { fill: var(--grid) }
.chart .s1, .chart .s2, .chart .s3, .chart .s4 { fill: none; stroke-width: 2; stroke-linejoin: round }
.chart .s1 { stroke: var(--c1) } .chart .s2 { stroke: var(--c2); stroke-dasharray: 7 3 } .chart .s3 { stroke: var(--c3); stroke-dasharray: 2 2 } .chart .s4 { stroke: var(--c4); stroke-dasharray: 9 3 2 3 }
.chart .d1 { fill: var(--c1) } .chart .d2 { fill: var(--c2) } .chart .d3 { fill: var(--c3) } .chart .d4 { fill: var(--c4) }
@media print { .chart, section { break-inside: avoid } :root { --ink: #000; --quiet: #333; --ground: #fff } }`;
