import { defineRule } from '../../define-rule.js';
import { restsOnMistake } from '../../estimates/claims.js';
import { correctClaims } from '../../estimates/fixes.js';
import { figure } from '../say.js';

export const claim = defineRule({
  id: 'estimates/claim',
  severity: 'error',
  varies: 'A warning where each step is near enough and only their product drifts.',
  what: 'A figure of the estimates is not what its own sum comes to.',
  why: 'Everything sized by it is wrong by the same factor; a factor of 86,400 is the difference between one machine and a data centre.',
  fix: 'Work the sum out again, unit by unit; rounding to one digit is fine.',
  tradeOff: 'None: rough is fine, wrong is not.',
  source: 'J. Dean, "Designs, lessons and advice from building large distributed systems", LADIS 2009: back-of-the-envelope calculations.',
  messages: {
    off: (d: { name: string; said: string; ratio: number }) =>
      !Number.isFinite(d.ratio) || d.ratio === 0
        ? `"${d.name}" is said to be ${d.said}, and its sum comes to ${d.ratio === 0 ? 'more than nothing' : 'nothing'}.`
        : `"${d.name}" is said to be ${d.said}: ${figure(d.ratio > 1 ? d.ratio : 1 / d.ratio)} times too ${d.ratio > 1 ? 'large' : 'small'} for its sum.`,
    slip: (d: { name: string; said: string; factor: number; slip: string; too: string }) =>
      `"${d.name}" is said to be ${d.said}: too ${d.too} by a factor of about ${d.factor} (${d.slip}).`,
    drift: (d: { name: string; said: string; value: number }) =>
      `"${d.name}" is said to be ${d.said}. Each step is near enough, but rounding has added up: from the start it comes to ${figure(d.value)}.`,
  },
  good: `
sysdrill: 1
title: Rounded
estimates: { users: 100M user, writes: users * 0.1 link/user/day = 116 /s, reads: writes * 100 = 12k /s }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: reads, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: The seconds of the day forgotten
estimates:
  users: 100M user
  writes: users * 0.1 link/user/day = 10M /s
  reads: writes * 100 = 30M /s
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { write: { rate: writes, path: [ web -> api ] } }
`,
    codes: ['estimates/claim:slip', 'estimates/claim:off'],
  },
  check({ model, analysis }, report) {
    for (const [name, claim] of analysis.estimates) {
      const { verdict, off, ratio, factor, value, unit, said } = claim;
      const claimed = model.estimates.get(name)?.said;
      if (verdict !== 'fail' || claimed === undefined) continue;
      if (off === 'end-to-end' && restsOnMistake(model, analysis.estimates, name)) continue;
      const about = { at: claimed.origin, subject: [name], fix: correctClaims(model, analysis.estimates, name) };
      const evidence = { said, value, unit, ratio, factor: factor?.slip.factor ?? null };
      const data = { name, said: claimed.text };
      if (off === 'end-to-end') report('drift', { ...about, data: { ...data, value }, evidence, severity: 'warning' });
      else if (factor !== null)
        report('slip', { ...about, data: { ...data, factor: factor.slip.factor, slip: factor.slip.name, too: factor.too }, evidence });
      else report('off', { ...about, data: { ...data, ratio: ratio ?? Infinity }, evidence });
    }
  },
});
