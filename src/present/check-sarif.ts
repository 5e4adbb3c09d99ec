import { stableJson } from '#base/json.js';
import type { Severity } from '#diagnostics/diagnostic.js';
import type { CheckReport } from './check.js';
import { type About, fingerprint, type Row, rowsOf, wellFormed } from './check-rows.js';

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0 (OASIS): one run; suppressed results are kept and say why. */
export function checkSarif({ files }: CheckReport, about: About): string {
  const rows = files.flatMap(rowsOf);
  const described = new Map<string, { readonly id: string }>(about.rules.map((rule) => [rule.id, descriptor(rule)] as const));
  for (const { rule } of rows) if (!described.has(rule)) described.set(rule, { id: rule });
  const ids = [...described.keys()];
  const failed = files.some(({ status, rules }) => status === 'invalid' || (rules?.bugs.length ?? 0) > 0);
  const run = {
    tool: { driver: { name: 'sysdrill', version: about.version, semanticVersion: about.version, rules: [...described.values()] } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: !failed }],
    results: rows.map((row) => result(row, ids.indexOf(row.rule), about)),
  };
  return `${stableJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

const descriptor = ({ id, what, why, fix, severity }: About['rules'][number]) => ({
  id,
  shortDescription: { text: what },
  fullDescription: { text: `${what} ${why}` },
  help: { text: fix },
  defaultConfiguration: { level: LEVEL[severity] },
});

function result(row: Row, ruleIndex: number, about: About) {
  const { line, column, endLine, endColumn } = row.span;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  const { suppressed } = row;
  return {
    ruleId: row.rule,
    ruleIndex,
    level: LEVEL[row.severity],
    message: { text: row.help === '' ? row.message : `${row.message} ${row.help}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(row.file) }, region } }],
    partialFingerprints: { 'sysdrill/v1': fingerprint(row, about) },
    properties: { code: row.code, subject: row.subject },
    ...(suppressed && {
      suppressions: [{ kind: suppressed.by === 'design' ? 'inSource' : 'external', justification: suppressed.because }],
    }),
  };
}

/** A path as a URI reference: every character that means something there is encoded. */
export const uriOf = (file: string): string => {
  const path = wellFormed(file).replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
};
