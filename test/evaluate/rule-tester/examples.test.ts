import { expect, test } from 'vitest';
import { RULES } from '#analyze/rules/index.js';
import { fixAll } from '#evaluate/fix/fix-all.js';
import { held, judgeText, tryFix } from '#evaluate/fix/verify-fix.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

/** The lines and the fixed text are those of the rule itself; the tester adds that it is pure, blind to names and order, and that its fixes hold. */
test.each(RULES.map((rule) => [rule.id, rule] as const))('the examples of %s hold before the public tester', (_id, rule) => {
  const before = judgeText(rule.bad.design)!;
  const found = before.rules.findings.filter((each) => each.rule === rule.id);
  expect(found.map(({ code }) => code)).toEqual(rule.bad.codes);
  let now = before;
  for (;;) {
    const next = now.rules.findings.find((each) => each.rule === rule.id && each.fix !== undefined);
    const tried = next && tryFix(now, next);
    if (tried === undefined || !held(tried)) break;
    now = tried.after;
  }
  const findings = found.map(({ code, at }) => ({ code, line: at.line, column: at.column }));
  ruleTester(rule)
    .valid([rule.good])
    .invalid([{ design: rule.bad.design, findings, ...(now !== before && { fixed: now.text }) }]);
  expect(fixAll(before).after.rules.findings.length).toBeLessThanOrEqual(before.rules.findings.length);
});
