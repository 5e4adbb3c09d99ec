import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setOnCall } from '../../fix.js';
import { stepSaysUnknown } from '../../unknown.js';
import { duration } from '../say.js';

/** Retries from which waiting between them matters more than the retries. */
const MANY = 3;

export const noBackoff = defineRule({
  id: 'resilience/no-backoff',
  severity: 'info',
  what: 'A call is tried many times with no wait between the attempts, or with the same wait for all callers.',
  why: 'What was overloaded a moment ago still is; callers that failed together come back together.',
  fix: 'Wait longer after each attempt, up to a bound, and draw the wait at random (`backoff: 50ms`).',
  tradeOff: 'Waits keep slots and users waiting: count them into the timeouts above.',
  source: 'Amazon Builders’ Library, "Timeouts, retries and backoff with jitter" (2019).',
  messages: {
    none: (d: { from: string; to: string; retries: number }) =>
      `"${d.from}" tries "${d.to}" up to ${d.retries + 1} times; nothing says that it waits in between.`,
    together: (d: { from: string; to: string; retries: number; base: number }) =>
      `Everybody whose call to "${d.to}" failed tries again after the same ${duration(d.base)}: the wait has no jitter.`,
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
    for (const { first, flows } of byStep(allCalls(model))) {
      const { from, visit, retries, backoff, origin } = first.call;
      if (retries < MANY || backoff?.jitter === true) continue;
      if (stepSaysUnknown(model, first.call, 'backoff')) {
        report.notChecked([from, visit.component, ...flows], 'whether it waits between attempts is not known');
        continue;
      }
      const data = { from, to: visit.component, retries };
      const fix = { title: 'Wait between attempts, longer each time and at random', edits: [setOnCall(first.call, 'backoff', '50ms')] };
      const told = {
        fix,
        at: origin,
        subject: [from, visit.component, ...flows],
        evidence: { retries, base: backoff?.base ?? null, flows },
      };
      if (backoff === undefined) report('none', { ...told, data });
      else report('together', { ...told, data: { ...data, base: backoff.base } });
    }
  },
});
