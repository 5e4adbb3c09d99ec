import { outOfReach } from '../../capacity/reach.js';
import { defineRule } from '../../define-rule.js';
import { figure } from '../say.js';

export const belowThroughput = defineRule({
  id: 'capacity/below-throughput',
  severity: 'error',
  what: 'A flow is asked to serve more requests a second than the fullest part on its way can.',
  why: 'The figure was promised; what comes above the fullest part waits, and then fails.',
  fix: 'Add instances to the part that is named, or take work off it (a cache, a batch, a hand-over); then look for the next.',
  tradeOff: 'Room for a load that may never come costs money from the first day.',
  source: 'Bottleneck law: P. J. Denning, J. P. Buzen, "The Operational Analysis of Queueing Network Models" (1978).',
  messages: {
    short: (d: { flow: string; asked: number; most: number; component: string }) =>
      `"${d.flow}" is asked for ${figure(d.asked)} requests a second; "${d.component}" is full at ${figure(d.most)} of them.`,
  },
  good: `
sysdrill: 1
title: Room for what was promised
requirements: { quality: { Q1: { flow: read, throughput: 1500 /s } } }
components: { web: { is: client }, api: { is: service, replicas: 2, concurrency: 10, time: 10ms } }
flows: { read: { rate: 500 /s, peak: 2x, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: More was promised than there is
requirements: { quality: { Q1: { flow: read, throughput: 3000 /s } } }
components: { web: { is: client }, api: { is: service, replicas: 2, concurrency: 10, time: 10ms } }
flows: { read: { rate: 500 /s, peak: 2x, path: [ web -> api ] } }
`,
    codes: ['capacity/below-throughput:short'],
  },
  check({ model, analysis }, report) {
    for (const { target, asked, most, component } of outOfReach(model, analysis.capacity)) {
      const flow = target.flow!;
      const at = target.written.get('throughput') ?? target.origin;
      report('short', { at, subject: [flow, component], data: { flow, asked, most, component }, evidence: { asked, most, component } });
    }
  },
});
