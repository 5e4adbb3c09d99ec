import { expect, test } from 'vitest';
import { defineRule, type Rule } from '#analyze/define-rule.js';
import type { Fix } from '#analyze/fix.js';
import { RULES } from '#analyze/rules/index.js';
import { fixAll, fixesOf } from '#evaluate/fix/fix-all.js';
import { judgeText } from '#evaluate/fix/verify-fix.js';

const DESIGN = `sysdrill: 1
title: One queue
components: { web: { is: client }, api: { is: service }, jobs: { is: queue }, crew: { is: worker, idempotent: true } }
flows: { run: { rate: 1 /s, path: [ web -> api ~> jobs ~> crew ] } }
`;

/** Its fix is made unusable after it was reported, past what is checked then. */
function spoiling(): Rule {
  const rule = defineRule({
    id: 'operation/spoiling',
    severity: 'error',
    what: 'W.',
    why: 'Y.',
    fix: 'F.',
    tradeOff: 'T.',
    source: 'S.',
    good: '',
    bad: { design: '', codes: [] },
    messages: { one: () => 'One.' },
    check({ model }, report) {
      const { origin: at } = [...model.components.values()][0]!;
      report('one', { at, subject: ['web'], data: undefined, evidence: {}, fix: { title: 'Do', edits: [{ remove: ['title'] }] } });
    },
  });
  const edits = [null] as unknown as Fix['edits'];
  const spoil = (outcome: ReturnType<Rule['run']>): ReturnType<Rule['run']> => ({
    ...outcome,
    findings: outcome.findings.map((each) => ({ ...each, fix: { title: 'Do', edits } })),
  });
  return { ...rule, run: (context) => spoil(rule.run(context)) };
}

test('a fix that cannot even be tried is a mistake of its rule, and the fixes of others are still tried', () => {
  const options = { rules: [...RULES, spoiling()] };
  const judged = judgeText(DESIGN, options)!;
  const { fixes, bugs } = fixesOf(judged, options);
  expect(bugs).toMatchObject([{ rule: 'operation/spoiling', message: expect.stringMatching(/^its fix cannot be tried: /) }]);
  const others = fixesOf(judgeText(DESIGN)!);
  expect(others.fixes.size).toBeGreaterThan(0);
  expect([...fixes.keys()].map(({ code }) => code)).toEqual([...others.fixes.keys()].map(({ code }) => code));
  expect(others).toMatchObject({ bugs: [], untried: 0 });
  expect(fixAll(judged, options).made.map(({ finding }) => finding.code)).toEqual(
    fixAll(judgeText(DESIGN)!).made.map(({ finding }) => finding.code),
  );
});
