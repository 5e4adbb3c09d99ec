import stringWidth from 'string-width';
import { visible } from '#present/diagram-text.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for the inside of an element or of a quoted attribute. Characters that XML forbids are gone with the invisible ones. */
export const escapeXml = (text: string): string => visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Width of a text in pixels, on the wide side: which font is found differs from machine to machine. */
export const textWidth = (text: string, size: number): number => stringWidth(text) * size * 0.62;

/** How many average characters fit into so many pixels. */
export const charactersIn = (pixels: number, size: number): number => Math.max(1, Math.floor(pixels / (size * 0.55)));

/** A number without more digits than a picture needs. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

export type TextOptions = { readonly class: string; readonly anchor?: 'start' | 'middle' | 'end' };

/** One line of text; `y` is the baseline. */
export function textAt(x: number, y: number, text: string, options: TextOptions): string {
  return `<text x="${px(x)}" y="${px(y)}" class="${options.class}" text-anchor="${options.anchor ?? 'start'}">${escapeXml(text)}</text>`;
}
