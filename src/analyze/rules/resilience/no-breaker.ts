import { defineRule } from '../../define-rule.js';
import { setOnCall } from '../../fix.js';
import { hangings } from '../../resilience/hanging.js';
import { sizeUnknown, stepSaysUnknown } from '../../unknown.js';
import { figure, list } from '../say.js';

export const noBreaker = defineRule({
  id: 'resilience/no-breaker',
  severity: 'warning',
  what: 'When somebody else’s system hangs, waiting for it takes every slot of its caller.',
  why: 'Then the caller answers nobody, those included who need nothing from that system: a stranger’s outage becomes ours.',
  fix: 'Put a breaker on the call (`breaker: true`), so that after some failures it is refused at once; or shorten the timeout.',
  tradeOff: 'An open breaker refuses calls that might have worked, and somebody must choose when it opens and closes.',
  source: 'M. T. Nygard, "Release It!" (2nd ed. 2018), chapter 5: circuit breaker, bulkheads.',
  messages: {
    drained: (d: { from: string; to: string; taken: number; slots: number; flows: readonly string[] }) =>
      d.taken === Infinity
        ? `If "${d.to}" hangs, "${d.from}" waits for it without end, until all its ${figure(d.slots)} slots do (${list(d.flows)}).`
        : `If "${d.to}" hangs at peak, "${d.from}" needs ${figure(d.taken)} slots to wait for it until the timeouts, and has ${figure(d.slots)} (${list(d.flows)}).`,
  },
  good: `
sysdrill: 1
title: A breaker
components: { web: { is: client }, pay: { is: service, replicas: 2, concurrency: 100 }, psp: { is: external, time: 100ms } }
flows: { buy: { rate: 200 /s, path: [ web -> pay, pay -> psp: { timeout: 5s, breaker: true } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A thousand waits in two hundred slots
components: { web: { is: client }, pay: { is: service, replicas: 2, concurrency: 100 }, psp: { is: external, time: 100ms } }
flows: { buy: { rate: 200 /s, path: [ web -> pay, pay -> psp: { timeout: 5s } ] } }
`,
    codes: ['resilience/no-breaker:drained'],
  },
  check({ model, analysis }, report) {
    for (const { from, to, call, taken, slots, flows } of hangings(model)) {
      // Too few instances even while everybody answers is said there.
      if ((analysis.capacity.components.get(from.id)?.saturation ?? 0) > 1) continue;
      if (stepSaysUnknown(model, call, 'breaker') || stepSaysUnknown(model, call, 'timeout') || sizeUnknown(model, from.id)) {
        report.notChecked([from.id, to, ...flows], 'whether there is a breaker, or how many instances wait, is not known');
        continue;
      }
      const data = { from: from.id, to, taken, slots, flows };
      const evidence = { taken: taken === Infinity ? null : taken, slots, timeout: call.timeout ?? null, retries: call.retries, flows };
      // A timeout, which is proposed where it is missing, may be enough by itself.
      const fix = taken === Infinity ? undefined : { title: `Put a breaker before "${to}"`, edits: [setOnCall(call, 'breaker', true)] };
      report('drained', { fix, at: call.origin, subject: [from.id, to, ...flows], data, evidence });
    }
  },
});
