import { expect, test } from 'vitest';
import { runRules } from '#analyze/run-rules.js';
import { compareBaseline, NO_BASELINE, updateBaseline } from '#evaluate/baseline.js';
import { design } from '../helpers/design.js';

const text = (flows: string): string => `sysdrill: 1
title: One instance
components: { web: { is: client }, api: { is: service, replicas: 1 } }
flows: { read: { rate: 10 /s, path: [ web -> api ] }${flows} }
`;
const findings = (flows: string) => runRules(design(text(flows))).findings.filter((one) => one.code.startsWith('spof/'));

test('a flow more on the list of a known finding leaves it known', () => {
  const before = updateBaseline(NO_BASELINE, [{ file: 'a.yaml', title: 't', findings: findings('') }]);
  const now = findings(', more: { rate: 1 /s, path: [ web -> api ] }');
  expect(now.map((one) => one.subject)).toEqual([['api', 'read', 'more']]);
  expect(compareBaseline(before.designs[0], now)).toEqual({ known: now, gone: [] });
});
