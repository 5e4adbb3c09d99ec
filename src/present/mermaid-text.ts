import { label } from './diagram-text.js';

/** What needs no escape in any place of a diagram. Everything else in ASCII is written as a character code. */
const SAFE = /[^\p{L}\p{M}\p{N} .,:/%()=?!~'+\u2013\u00d7\u2026\ufffd-]/gu;

/**
 * A text for the inside of Mermaid quotes, and for a sequence's messages and names. Mermaid decodes `#35;`, so nothing is lost:
 * quotes, braces, `#`, `;`, `<`, `>`, `&`, backslashes, backticks and Markdown signs arrive as written. Codes also break up
 * what the parsers take for syntax: the words `end` and `default`, list markers at the start, `wrap:` and comments.
 */
export function mermaidText(text: string, limit?: number): string {
  const shown = label(text, limit).trim();
  if (shown === '') return '#160;';
  const head = Array.from(shown)[0] ?? '';
  return shown
    .replace(SAFE, (character) => code(character))
    .replace(/%(?=%|#123;)/g, code)
    .replace(/^(\d+)\./, `$1${code('.')}`)
    .replace(/^[+\-:%~=.]/, () => code(head))
    .replace(/^(?:no)?wrap(?=\s*:)/i, (word) => code(word[0] ?? '') + word.slice(1))
    .replace(/\b(?:end|default)\b/gi, (word) => code(word[0] ?? '') + word.slice(1));
}

const code = (character: string): string => `#${character.codePointAt(0)};`;

/** The head of a Mermaid file. The title is a JSON string, which is a YAML string as well. */
export function frontmatter(title: string, config: Readonly<Record<string, number | string | boolean>> = {}): string {
  const lines = Object.entries(config).map(([key, value]) => `  ${key}: ${value}`);
  return ['---', `title: ${JSON.stringify(label(title, 120))}`, ...(lines.length === 0 ? [] : ['config:', ...lines]), '---', ''].join('\n');
}
