import { targetsOf } from '../../analysis.js';
import { defineRule } from '../../define-rule.js';
import { explained, lostThrough, toldAlone } from '../../reliability/explained.js';
import { duration, lostMost, type Most, nines } from '../say.js';

export const belowTarget = defineRule({
  id: 'availability/below-target',
  severity: 'error',
  what: 'A flow is served less often than its availability target asks, by the figures of the parts it waits for.',
  why: 'Everything a request waits for must be up at once: five parts of 99.99% each come to 99.95%.',
  fix: 'Wait for less: make steps optional or hand them over, give the weakest parts a stand-in, or ask for less.',
  tradeOff: 'Stand-ins cost money and must be tested; an optional step means an answer that is sometimes poorer.',
  source: 'Google, "The Calculus of Service Availability", ACM Queue 15 (2017).',
  messages: {
    missed: (d: Most & { flow: string; value: number; target: number; minutes: number }) =>
      `"${d.flow}" comes to ${nines(d.value)}, ${duration(d.minutes * 60)} of failed requests a year; ${nines(d.target)} is asked.${lostMost(d)}`,
  },
  good: `
sysdrill: 1
title: Three nines asked
requirements: { quality: { Q1: { flow: read, availability: 99.9% } } }
components: { web: { is: client }, cdn: { is: cdn, availability: 99.99% }, api: { is: service, replicas: 3 } }
flows: { read: { rate: 10 /s, path: [ web -> cdn -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Four nines asked of two parts that have no more themselves
requirements: { quality: { Q1: { flow: read, availability: 99.99% } } }
components: { web: { is: client }, a: { is: external, availability: 99.995% }, b: { is: external, availability: 99.993% } }
flows: { read: { rate: 10 /s, path: [ web -> a, web -> b ] } }
`,
    codes: ['availability/below-target:missed'],
  },
  check({ model, analysis }, report) {
    for (const [flow, result] of analysis.availability) {
      const { target, value, lower, upper, exact, verdict, unknown, downtimeMinutesPerYear: minutes } = result;
      if (target === null || verdict === 'pass' || verdict === 'none') continue;
      if (verdict === 'unknown') {
        report.notChecked(
          [flow],
          unknown.length > 0 ? `the availability of ${unknown.join(', ')} is not known` : 'the target lies between the bounds',
        );
        continue;
      }
      // A single point that breaks the target by itself is said there, once.
      if (upper + explained(model, result) >= target) continue;
      const asking = targetsOf(model, flow).find(({ availability }) => availability === target);
      const at = asking?.written.get('availability') ?? asking?.origin ?? model.flows.get(flow)!.origin;
      const through = lostThrough(model, result);
      const told = toldAlone(model, result, target).map(({ component }) => component);
      const next = through.find(({ component }) => !told.includes(component));
      const rest = 1 - value - explained(model, result);
      const data = { flow, value, target, minutes, most: next?.component, lost: next?.loss ?? 0, told, rest };
      const lost = through.map(({ component, loss }) => [component, loss]);
      report('missed', { at, subject: [flow], data, evidence: { value, lower, upper, exact, target, minutes, lost, told } });
    }
  },
});
