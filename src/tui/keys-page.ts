import { KEYS, type Scope } from './keys.js';

/** Where keys hold, in the order they are told. */
export const SCOPES: readonly (readonly [Scope, string])[] = [
  ['any', 'Everywhere'],
  ['home', 'Problems'],
  ['interview', 'In every step'],
  ['field', 'Text fields'],
  ['sheet', 'Estimates, interface, data'],
  ['design', 'Architecture'],
  ['steps', 'List of steps'],
  ['scroll', 'Lists and long texts'],
];

/** The table of keys as Markdown, for the manual. */
export const keysMarkdown = (): string =>
  [
    '| where | key | does |',
    '|---|---|---|',
    ...SCOPES.flatMap(([scope, title]) =>
      KEYS.filter((binding) => binding.scope === scope).map((binding) => `| ${title} | ${binding.shown} | ${binding.does} |`),
    ),
  ].join('\n');
