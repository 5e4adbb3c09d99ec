import { lateBatches } from '../../capacity/batches.js';
import { defineRule } from '../../define-rule.js';
import { duration, figure } from '../say.js';

export const batchLate = defineRule({
  id: 'capacity/batch-late',
  severity: 'error',
  varies: 'Where it rests on service times that the design did not write, a warning if it is late by more than three times, else info.',
  what: 'A batch takes longer than it may.',
  why: 'Whoever waits for its end gets it late every time; more data makes it later still, until runs overlap.',
  fix: 'Work on more of it side by side, read and write many items in one call, or spread the work over the day as a stream.',
  tradeOff: 'More workers load the stores that answer users at the same time.',
  source: 'Utilisation law: E. D. Lazowska et al., "Quantitative System Performance" (1984), chapter 3.',
  messages: {
    late: (d: { flow: string; items: number; component: string; takes: number; within: number }) =>
      `${figure(d.items)} items of "${d.flow}" keep "${d.component}" busy for ${duration(d.takes)}; it must be done within ${duration(d.within)}.`,
  },
  good: `
sysdrill: 1
title: Done within an hour
requirements: { quality: { Q1: { flow: settle, within: 2h } } }
components: { clock: { is: scheduler }, crew: { is: worker, replicas: 10, concurrency: 10, time: 20ms } }
flows: { settle: { every: 1 day, items: 10M, path: [ clock ~> crew ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Done by the evening
requirements: { quality: { Q1: { flow: settle, within: 2h } } }
components: { clock: { is: scheduler }, crew: { is: worker, replicas: 4, concurrency: 2, time: 20ms } }
flows: { settle: { every: 1 day, items: 10M, path: [ clock ~> crew ] } }
`,
    codes: ['capacity/batch-late:late'],
  },
  check({ model }, report) {
    for (const { flow, items, target, within, component, takes, severity } of lateBatches(model)) {
      const at = target.written.get('within') ?? target.origin;
      const data = { flow, items, component, takes, within };
      report('late', { at, subject: [flow, component], data, evidence: { items, takes, within, component }, severity });
    }
  },
});
