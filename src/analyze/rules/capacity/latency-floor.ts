import { tooFast } from '../../capacity/floor.js';
import { defineRule } from '../../define-rule.js';
import { duration } from '../say.js';

export const latencyFloor = defineRule({
  id: 'capacity/latency-floor',
  severity: 'error',
  varies: 'Info where the floor rests on service times that the design did not write.',
  what: 'A latency target is below what the steps of the flow take with nobody else there.',
  why: 'No number of machines helps: the time goes into work and round trips that every request waits for, one after another.',
  fix: 'Do steps side by side (`together`), hand over what the answer does not need (`~>`), or move data nearer.',
  tradeOff: 'Side by side, the slowest decides and every part is loaded at once; what is handed over may fail after the answer.',
  source: 'J. Dean, L. A. Barroso, "The tail at scale", CACM 56 (2013).',
  messages: {
    below: (d: { flow: string; name: string; asked: number; floor: number }) =>
      `"${d.flow}" takes ${duration(d.floor)} on average on an idle system; ${d.name} within ${duration(d.asked)} is asked.`,
  },
  good: `
sysdrill: 1
title: Time enough
requirements: { quality: { Q1: { flow: buy, p99: 900ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2, time: 5ms }, psp: { is: external, time: 300ms } }
flows: { buy: { rate: 1 /s, path: [ web -> api, api -> psp: { timeout: 2s } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Slower than asked by itself
requirements: { quality: { Q1: { flow: buy, p99: 200ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2, time: 5ms }, psp: { is: external, time: 300ms } }
flows: { buy: { rate: 1 /s, path: [ web -> api, api -> psp: { timeout: 2s } ] } }
`,
    codes: ['capacity/latency-floor:below'],
  },
  check({ model }, report) {
    for (const { flow, target, name, asked, floor, certain } of tooFast(model)) {
      const at = target.written.get(name) ?? target.origin;
      const severity = certain ? undefined : 'info';
      report('below', {
        at,
        subject: [flow],
        data: { flow, name, asked, floor },
        evidence: { name, asked, floor, assumed: !certain },
        severity,
      });
    }
  },
});
