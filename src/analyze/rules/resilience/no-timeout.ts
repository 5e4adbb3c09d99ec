import { defineRule } from '../../define-rule.js';
import { endWaiting } from '../../resilience/fixes.js';
import { unboundedWaits } from '../../resilience/patience.js';

export const noTimeout = defineRule({
  id: 'resilience/no-timeout',
  severity: 'warning',
  what: 'A call to somebody else’s system has no timeout, and nobody above it has one.',
  why: 'When that system hangs, each call to it keeps a slot; soon all slots wait there and nothing else is served.',
  fix: 'Give the call a timeout from its measured percentiles, and a breaker where it is called often.',
  tradeOff: 'An answer that comes too late is thrown away, and its outcome is then unknown.',
  source: 'M. T. Nygard, "Release It!" (2nd ed. 2018), chapter 5: timeouts.',
  messages: {
    endless: (d: { from: string; to: string }) =>
      `"${d.from}" waits for "${d.to}" for as long as it takes; when that hangs, so does "${d.from}".`,
  },
  good: `
sysdrill: 1
title: An end to waiting
components: { web: { is: client }, pay: { is: service, replicas: 2 }, psp: { is: external } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> psp: { timeout: 2s } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Waiting for ever
components: { web: { is: client }, pay: { is: service, replicas: 2 }, psp: { is: external } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> psp ] } }
`,
    codes: ['resilience/no-timeout:endless'],
  },
  check({ model }, report) {
    for (const { call, flows } of unboundedWaits(model)) {
      const data = { from: call.from, to: call.visit.component };
      report('endless', {
        at: call.origin,
        subject: [data.from, data.to, ...flows],
        data,
        evidence: { flows },
        fix: endWaiting(model, call),
      });
    }
  },
});
