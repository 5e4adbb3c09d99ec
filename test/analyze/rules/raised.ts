import { expect, test } from 'vitest';
import { RULES } from '#analyze/rules/index.js';
import { runRules } from '#analyze/run-rules.js';
import { modelOf } from '../judge.js';

/** What one rule says of a design: `line severity message id`, and `? reason` for what it could not judge. */
export function raised(rule: string, design: string): readonly string[] {
  const rules = RULES.filter(({ id }) => id === rule);
  expect(rules.length, rule).toBe(1);
  const { findings, notChecked, bugs } = runRules(modelOf(`sysdrill: 1\n${design}`), { rules });
  expect(bugs).toEqual([]);
  return [
    ...findings.map(({ severity, code, subject }) => `${severity} ${code.slice(rule.length + 1)} ${subject[0]}`),
    ...notChecked.map(({ subject, reason }) => `? ${subject[0]}: ${reason}`),
  ];
}

/** A row: what is so, the design, and all that the rule then says of it. */
export type Case = readonly [what: string, design: string, said: readonly string[]];

export const cases = (rule: string, rows: readonly Case[]): void => {
  test.each(rows)(`${rule}: %s`, (_what, design, said) => expect(raised(rule, design)).toEqual(said));
};

const indent = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

/** A design of a client `web`, a service `api` and a database `db`, with what is given put in. */
export const design = (parts: {
  readonly quality?: string;
  readonly constraints?: string;
  readonly regions?: string;
  readonly components?: string;
  readonly db?: string;
  readonly data?: string;
  readonly flows: string;
  readonly rest?: string;
}): string => `
requirements:
  quality: { ${parts.quality ?? ''} }
  constraints: [ ${parts.constraints ?? ''} ]
${parts.regions === undefined ? '' : `regions: { ${parts.regions} }`}
components:
  web: { is: client }
  api: { is: service, replicas: 2 }
  db: { is: database${parts.db === undefined ? '' : `, ${parts.db}`} }
${indent(parts.components ?? '')}
data:
${indent(parts.data ?? 'note: { in: db, key: id, changes: update }')}
flows:
${indent(parts.flows)}
${parts.rest ?? ''}
`;
