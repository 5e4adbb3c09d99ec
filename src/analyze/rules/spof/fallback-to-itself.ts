import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';

export const fallbackToItself = defineRule({
  id: 'spof/fallback-to-itself',
  severity: 'warning',
  what: 'The stand-in for a failed call asks the same component for the same thing.',
  why: 'What made the first call fail is still there for the second: it is a retry that looks like a stand-in, and adds load in trouble.',
  fix: 'Ask something that fails for other reasons (another provider, a copy, an older answer), or write it as a retry with a backoff.',
  tradeOff: 'A stand-in of its own costs money and is rarely used, so it must be tested.',
  source: 'Amazon Builders’ Library, "Avoiding fallback in distributed systems" (2019).',
  messages: {
    same: (d: { from: string; to: string }) => `When "${d.to}" fails, "${d.from}" asks "${d.to}" again: nothing else stands in.`,
  },
  good: `
sysdrill: 1
title: Another provider
components: { web: { is: client }, pay: { is: service, replicas: 2 }, one: { is: external }, two: { is: external } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> one: { timeout: 2s }, pay -> two: { timeout: 2s, when: error } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: The same provider
components: { web: { is: client }, pay: { is: service, replicas: 2 }, one: { is: external } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> one: { timeout: 2s }, pay -> one: { timeout: 2s, when: error } ] } }
`,
    codes: ['spof/fallback-to-itself:same'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    const byId = new Map(calls.map((each) => [`${each.flow.id} ${each.call.id}`, each.call]));
    const again = calls.filter(({ call, flow }) => {
      if (call.when.kind !== 'error') return false;
      const { of } = call.when;
      const first = byId.get(`${flow.id} ${of}`);
      if (first === undefined || first.visit.component !== call.visit.component || first.target !== call.target) return false;
      const same = first.operation?.kind === call.operation?.kind && first.operation?.data === call.operation?.data && first.by === call.by;
      // In several regions, and with a route, the second may well be another copy.
      return same && first.route === call.route && (model.components.get(call.visit.component)?.regions.length ?? 0) < 2;
    });
    for (const { first, flows } of byStep(again)) {
      const { from, visit, origin } = first.call;
      const data = { from, to: visit.component };
      report('same', { at: origin, subject: [visit.component, from, ...flows], data, evidence: { flows } });
    }
  },
});
