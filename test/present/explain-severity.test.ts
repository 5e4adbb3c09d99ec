import { expect, test } from 'vitest';
import { noTimeout } from '#analyze/rules/resilience/no-timeout.js';
import { loneInstance } from '#analyze/rules/spof/lone-instance.js';
import { rulesJson, ruleText } from '#present/explain-text.js';

const plain = { color: false, columns: 100 };

test('a severity that is chosen by finding is explained; one that is not is simply said', () => {
  expect(ruleText(loneInstance, plain)).toMatch(
    /^spof\/lone-instance \(usually error\)[\s\S]*\nSeverity\n {2}An error where a target is missed/,
  );
  expect(ruleText(noTimeout, plain)).toMatch(/^resilience\/no-timeout \(warning\)/);
  const [varies, fixed] = JSON.parse(rulesJson([loneInstance, noTimeout])).rules;
  expect(varies.varies).toContain('a warning where nobody said what is asked');
  expect(fixed.varies).toBeNull();
});
