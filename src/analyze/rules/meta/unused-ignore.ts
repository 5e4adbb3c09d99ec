import { nearest } from '#base/nearest.js';
import { defineRule } from '../../define-rule.js';
import { FAMILIES } from '../../families.js';

export const unusedIgnore = defineRule({
  id: 'meta/unused-ignore',
  severity: 'info',
  what: 'A suppression meets no finding.',
  why: 'It was mended, or the name is wrong; either way the next finding of that name would be hidden without anybody having looked at it.',
  fix: 'Remove the entry, or correct its `rule` and `on`.',
  tradeOff: 'None.',
  source: 'ESLint documentation, "Report unused disable directives".',
  messages: {
    unused: (d: { rule: string; on: string | null; family: string | undefined }) =>
      `Nothing is suppressed by "${d.rule}"${d.on === null ? '' : ` on "${d.on}"`}.${d.family === undefined ? '' : ` There is no family of that name; the nearest is "${d.family}".`}`,
  },
  good: `
sysdrill: 1
title: A suppression with something to suppress
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
ignore: [ { rule: network/no-limit, on: api, because: only used inside the company } ]
`,
  bad: {
    design: `
sysdrill: 1
title: A suppression of nothing
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
ignore: [ { rule: spof/lone-instance, on: api, because: it used to be one } ]
`,
    codes: ['meta/unused-ignore:unused'],
  },
  last: true,
  check({ unusedIgnores }, report) {
    for (const { rule, on = null, origin } of unusedIgnores) {
      const family = rule.split('/')[0] ?? '';
      const known = (FAMILIES as readonly string[]).includes(family);
      const suggestion = known ? undefined : nearest(family, FAMILIES);
      report('unused', {
        at: origin,
        subject: on === null ? [rule] : [rule, on],
        data: { rule, on, family: suggestion },
        evidence: { rule, on },
        fix: { title: 'Take the suppression out', edits: [{ remove: origin.path }] },
      });
    }
  },
});
