import { expect, test } from 'vitest';
import type { Finding } from '#analyze/finding.js';
import { differences } from '#evaluate/fix/differences.js';

const finding = (saturation: number): Finding => ({
  code: 'capacity/at-peak:work',
  rule: 'capacity/at-peak',
  severity: 'error',
  message: 'full',
  help: 'more',
  at: { line: 1, column: 1, endLine: 1, endColumn: 2, path: [] },
  subject: ['db', 'read'],
  evidence: { saturation },
});

test('a change that makes what was too full fuller still has made it worse', () => {
  expect(differences([finding(2)], [finding(29)]).added).toHaveLength(1);
  expect(differences([finding(2)], [finding(1.5)]).added).toEqual([]);
  expect(differences([finding(2)], [finding(2.001)])).toEqual({ gone: [], added: [] });
});
