import type { Rule } from '#analyze/define-rule.js';
import type { ReadingCode } from './reading-codes.js';
import { painter, type TextOptions, wrap } from './text.js';

/** Everything a rule says about itself, for a person at a terminal. */
export function ruleText(rule: Rule, options: TextOptions): string {
  const paint = painter(options.color);
  const part = (title: string, text: string): string => `${paint.bold(title)}\n${wrap(text, Math.min(options.columns, 100), 2)}`;
  const example = (title: string, text: string): string => `${paint.bold(title)}\n${text.trim().replace(/^/gm, '  ')}`;
  return `${[
    `${paint.bold(rule.id)} (${rule.varies === undefined ? '' : 'usually '}${rule.severity})`,
    wrap(rule.what, Math.min(options.columns, 100)),
    ...(rule.varies === undefined ? [] : [part('Severity', rule.varies)]),
    part('Why', rule.why),
    part('Fix', rule.fix),
    part('What the fix costs', rule.tradeOff),
    example(`A design that raises ${rule.bad.codes.join(', ')}`, rule.bad.design),
    example('A design that does not', rule.good),
    part('Source', rule.source),
  ].join('\n\n')}\n`;
}

/** A code of the reader: what it is about, and what to do. */
export function readingCodeText(name: string, { what, fix }: ReadingCode, options: TextOptions): string {
  const paint = painter(options.color);
  const columns = Math.min(options.columns, 100);
  return `${[
    `${paint.bold(name)} (said when a design is read, before any rule runs)`,
    wrap(what, columns),
    `${paint.bold('Fix')}\n${wrap(fix, columns, 2)}`,
  ].join('\n\n')}\n`;
}

/** All rules, a line each, by family as registered. */
export function rulesText(rules: readonly Rule[], options: TextOptions): string {
  const paint = painter(options.color);
  const width = Math.max(...rules.map((rule) => rule.id.length));
  const lines = rules.map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${paint.dim(rule.what)}`);
  return `${lines.join('\n')}\n\nRead one with \`sysdrill explain <rule>\`.\n`;
}

export const EXPLAIN_SCHEMA = 'sysdrill/rules@1';

/** Rules as JSON: everything but the check itself. */
export function rulesJson(rules: readonly Rule[]): string {
  const plain = rules.map(({ id, family, severity, varies = null, codes, what, why, fix, tradeOff, source, good, bad }) => ({
    id,
    family,
    severity,
    varies,
    codes,
    what,
    why,
    fix,
    tradeOff,
    source,
    good,
    bad,
  }));
  return `${JSON.stringify({ schema: EXPLAIN_SCHEMA, rules: plain }, null, 2)}\n`;
}
