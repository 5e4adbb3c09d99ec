import { targetsOf } from '../../analysis.js';
import { overloads } from '../../capacity/overload.js';
import { shortages } from '../../capacity/shortage.js';
import { defineRule } from '../../define-rule.js';
import { nines } from '../say.js';

export const availableAtPeak = defineRule({
  id: 'availability/at-peak',
  severity: 'warning',
  what: 'A flow meets its availability target only while it is quiet: at peak, what is left after a failure is up but too little.',
  why: 'Instances that cannot carry the load fail the flow as surely as instances that are down, and failures do not wait for a quiet hour.',
  fix: 'Add the instances that the peak takes on top of those that may fail, or shed what can wait.',
  tradeOff: 'The instances added stand idle off peak.',
  source: 'L. A. Barroso, U. Hölzle, P. Ranganathan, "The Datacenter as a Computer" (3rd ed. 2018): N + 1 and N + 2 sizing.',
  messages: {
    missed: (d: { flow: string; value: number; atPeak: number; target: number }) =>
      `"${d.flow}" comes to ${nines(d.value)}, but to ${nines(d.atPeak)} where what is up must also carry the peak; ${nines(d.target)} is asked.`,
  },
  good: `
sysdrill: 1
title: Three of five carry the peak
requirements: { quality: { Q1: { flow: read, availability: 99.99% } } }
components: { web: { is: client }, api: { is: service, replicas: 5, cores: 1, time: 10ms, availability: 99.9% } }
flows: { read: { rate: 250 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: All three carry the peak, and no two
requirements: { quality: { Q1: { flow: read, availability: 99.99% } } }
components: { web: { is: client }, api: { is: service, replicas: 3, cores: 1, time: 10ms, availability: 99.9% } }
flows: { read: { rate: 250 /s, path: [ web -> api ] } }
`,
    codes: ['availability/at-peak:missed'],
  },
  check({ model, analysis }, report) {
    const full = [
      ...shortages(model, analysis.capacity).map(({ component }) => component.id),
      ...overloads(model, analysis.capacity).flatMap((each) => each.full.map(({ component }) => component)),
    ];
    for (const [flow, { value, atPeak, target, verdict }] of analysis.availability) {
      if (target === null || atPeak === null || verdict !== 'pass' || atPeak >= target) continue;
      // Too little at peak by itself, or after the loss of a zone or a cache, is said there.
      if (full.some((id) => analysis.capacity.components.get(id)?.byFlow.has(flow))) continue;
      const asking = targetsOf(model, flow).find(({ availability }) => availability === target);
      const at = asking?.written.get('availability') ?? asking?.origin ?? model.flows.get(flow)!.origin;
      report('missed', { at, subject: [flow], data: { flow, value, atPeak, target }, evidence: { value, atPeak, target } });
    }
  },
});
