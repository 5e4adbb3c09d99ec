import { defineRule } from '../../define-rule.js';
import { setOnCall } from '../../fix.js';
import { hasty } from '../../resilience/backoff.js';
import { duration, list } from '../say.js';

type Told = { pairs: readonly (readonly [string, string])[]; retries: number };

const tries = ({ pairs }: Told): string => list(pairs.map(([from, to]) => `"${from}" tries "${to}"`));

export const noBackoff = defineRule({
  id: 'resilience/no-backoff',
  severity: 'info',
  what: 'A call is tried many times with no wait between the attempts, or with the same wait for all callers.',
  why: 'What was overloaded a moment ago still is; callers that failed together come back together.',
  fix: 'Wait longer after each attempt, up to a bound, and draw the wait at random (`backoff: 50ms`).',
  tradeOff: 'Waits keep slots and users waiting: count them into the timeouts above.',
  source: 'Amazon Builders’ Library, "Timeouts, retries and backoff with jitter" (2019).',
  messages: {
    none: (d: Told) =>
      d.pairs.length === 1
        ? `${tries(d)} up to ${d.retries + 1} times; nothing says that it waits in between.`
        : `${tries(d)}, each up to ${d.retries + 1} times; nothing says that they wait in between.`,
    together: (d: Told & { readonly base: number }) =>
      `Everybody whose call to ${list(d.pairs.map(([, to]) => `"${to}"`))} failed tries again after the same ${duration(d.base)}: the wait has no jitter.`,
  },
  good: `
sysdrill: 1
title: Longer waits, at random
components: { web: { is: client }, api: { is: service, replicas: 2 }, psp: { is: external } }
flows: { ask: { rate: 1 /s, path: [ web -> api, api -> psp: { timeout: 1s, retries: 4, backoff: { base: 50ms, factor: 2, jitter: true } } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: At once, and all together
components: { web: { is: client }, api: { is: service, replicas: 2 }, psp: { is: external }, bank: { is: external } }
flows: { ask: { rate: 1 /s, path: [ web -> api, api -> psp: { timeout: 1s, retries: 4 }, api -> bank: { timeout: 1s, retries: 4, backoff: { base: 50ms, factor: 2, jitter: false } } ] } }
`,
    codes: ['resilience/no-backoff:none', 'resilience/no-backoff:together'],
  },
  check({ model }, report) {
    for (const { kind, calls, flows } of hasty(model)) {
      const pairs = [...new Map(calls.map(({ from, visit }) => [`${from} ${visit.component}`, [from, visit.component] as const])).values()];
      const subject = [...new Set([...pairs.flat(), ...flows])];
      const retries = Math.max(...calls.map((each) => each.retries));
      const base = Math.min(...calls.map(({ backoff }) => backoff?.base ?? Infinity));
      const fix = {
        title: 'Wait between attempts, longer each time and at random',
        edits: calls.map((each) => setOnCall(each, 'backoff', '50ms')),
      };
      const evidence = { retries, base: kind === 'together' ? base : null, pairs: pairs.map((each) => [...each]), flows };
      const told = { fix, at: calls[0]!.origin, subject, evidence };
      if (kind === 'unknown') report.notChecked(subject, 'whether it waits between attempts is not known');
      else if (kind === 'none') report('none', { ...told, data: { pairs, retries } });
      else report('together', { ...told, data: { pairs, retries, base } });
    }
  },
});
