import { targetsOf } from '../../analysis.js';
import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { stepSaysUnknown } from '../../unknown.js';

export const optionalWithoutTimeout = defineRule({
  id: 'resilience/optional-without-timeout',
  severity: 'warning',
  what: 'A step that the answer can do without is waited for without an end.',
  why: 'When it fails the answer goes out without it; when it hangs the answer hangs with it, which is how things mostly fail.',
  fix: 'Give it a timeout well below what the whole flow has, or hand it over.',
  tradeOff: 'A short timeout leaves the step out on slow days, too.',
  source: 'M. T. Nygard, "Release It!" (2nd ed. 2018), chapter 5: timeouts, fail fast.',
  messages: {
    endless: (d: { from: string; to: string; flow: string }) =>
      `"${d.flow}" can do without "${d.to}", but "${d.from}" waits for it for as long as it takes.`,
  },
  good: `
sysdrill: 1
title: A little patience
requirements: { quality: { Q1: { flow: feed, p99: 300ms } } }
components: { web: { is: client }, feed: { is: service, replicas: 2 }, ads: { is: service, replicas: 2 } }
flows: { feed: { rate: 1 /s, path: [ web -> feed, feed -> ads: { optional: true, timeout: 50ms } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Endless patience
requirements: { quality: { Q1: { flow: feed, p99: 300ms } } }
components: { web: { is: client }, feed: { is: service, replicas: 2 }, ads: { is: service, replicas: 2 } }
flows: { feed: { rate: 1 /s, path: [ web -> feed, feed -> ads: { optional: true } ] } }
`,
    codes: ['resilience/optional-without-timeout:endless'],
  },
  check({ model }, report) {
    const endless = allCalls(model).filter(({ call, awaited, flow, above }) => {
      const asked = flow.deadline !== undefined || targetsOf(model, flow.id).some(({ latency }) => latency.size > 0);
      // A cache that fails is a miss, and is left at that by its client.
      const cache = model.components.get(call.visit.component)?.is === 'cache';
      const ended = call.timeout !== undefined || above.some(({ optional, timeout }) => optional && timeout !== undefined);
      return asked && awaited && call.optional && !ended && !cache;
    });
    for (const { first, flows } of byStep(endless)) {
      const { from, visit, origin } = first.call;
      if (stepSaysUnknown(model, first.call, 'timeout')) {
        report.notChecked([visit.component, from, ...flows], 'how long it is waited for is not known');
        continue;
      }
      const data = { from, to: visit.component, flow: first.flow.id };
      report('endless', { at: origin, subject: [visit.component, from, ...flows], data, evidence: { optional: true, flows } });
    }
  },
});
