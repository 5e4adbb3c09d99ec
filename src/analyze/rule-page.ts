import type { Rule } from './define-rule.js';
import { FAMILIES } from './families.js';

const example = (text: string): string => `\`\`\`yaml\n${text.trim()}\n\`\`\``;

/** The page of a rule in Markdown, made of nothing but the rule's own file. */
export function rulePage(rule: Rule): string {
  const raised = rule.bad.codes.map((code) => `\`${code}\``).join(', ');
  return `# ${rule.id}

${rule.what}

${rule.varies === undefined ? `Severity: ${rule.severity}.` : `Usual severity: ${rule.severity}. ${rule.varies}`} It says: ${rule.codes.map((code) => `\`${code}\``).join(', ')}.

## Why it matters

${rule.why}

## What to do

${rule.fix}

What that costs: ${rule.tradeOff}

## Example

This design raises ${raised}:

${example(rule.bad.design)}

On this one the rule is silent:

${example(rule.good)}

## Source

${rule.source}
`;
}

/** The list of all rules by family. */
export function rulesIndex(rules: readonly Rule[]): string {
  const sections = FAMILIES.flatMap((family) => {
    const own = rules.filter((rule) => rule.family === family);
    const rows = own.map(
      (rule) => `| [${rule.id}](${rule.id}.md) | ${rule.varies === undefined ? '' : 'usually '}${rule.severity} | ${rule.what} |`,
    );
    return own.length === 0 ? [] : [`## ${family}\n\n| rule | severity | what |\n|---|---|---|\n${rows.join('\n')}`];
  });
  return `# Rules\n\nWritten by \`scripts/rule-pages.ts\` from the rules' own files.\n\n${sections.join('\n\n')}\n`;
}

/** Every page by its path below docs/rules. */
export const rulePages = (rules: readonly Rule[]): ReadonlyMap<string, string> =>
  new Map([['README.md', rulesIndex(rules)], ...rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)])]);
