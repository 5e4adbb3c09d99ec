import { carryPeak } from '../../capacity/fixes.js';
import { shortages } from '../../capacity/shortage.js';
import { type Told, toldOf } from '../../capacity/told.js';
import { defineRule } from '../../define-rule.js';
import { placeOf } from '../say.js';

export const atPeak = defineRule({
  id: 'capacity/at-peak',
  severity: 'error',
  varies:
    'Where it rests on a service time that the design did not write, a warning if it is full three times over, else info. What falls behind at peak and catches up is info, or a warning where a target asks how soon it is done.',
  what: 'A component is asked for more at peak than it can do.',
  why: 'Above full use the line in front of it grows for as long as the peak lasts, and every request behind it times out.',
  fix: 'Add instances, cache or batch what it is asked for, make a visit cheaper, or hand the work over to a queue.',
  tradeOff: 'Room for the peak stands idle off peak; a cache brings stale reads, a queue brings delay.',
  source: 'Utilisation law: E. D. Lazowska et al., "Quantitative System Performance" (1984), chapter 3.',
  messages: {
    work: (d: Told) =>
      `"${d.component}" is asked for ${d.rate} visits a second ${d.when}, ${d.times} times what it can do with ${d.has}; it takes ${d.needed}.${d.holdsUp}`,
    slots: (d: Told) =>
      `The slots of "${d.component}" would be taken ${d.times} times over ${d.when}, waiting on others included; it has ${d.has} and takes ${d.needed}.${d.holdsUp}`,
    connections: (d: Told) => `"${d.component}" would have to keep ${d.times} times the connections it can.`,
    partitions: (d: Told) => `"${d.component}" never catches up, however many instances it has: ${d.partitions}.`,
    hottest: (d: Told) =>
      `Popular keys fill one partition that "${d.component}" takes messages from: it would be worked off ${d.times} times over ${d.when}, one message after the other, however many instances there are.`,
    bandwidth: (d: Told) => `"${d.component}" would have to carry ${d.times} times the bytes that its network cards can ${d.when}.`,
    quota: (d: Told) => `"${d.component}" is asked ${d.rate} times a second ${d.when}, ${d.times} times what it lets through.`,
    backlog: (d: Told) =>
      d.partitions === undefined
        ? `"${d.component}" falls behind at peak, asked for ${d.times} times what it can do, and catches up afterwards.`
        : `"${d.component}" falls behind at peak, and catches up afterwards: ${d.partitions}.`,
  },
  good: `
sysdrill: 1
title: Enough instances
components: { web: { is: client }, api: { is: service, replicas: 2, concurrency: 10, time: 10ms } }
flows: { read: { rate: 500 /s, peak: 3x, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Half of what the peak takes
components: { web: { is: client }, api: { is: service, replicas: 2, concurrency: 10, time: 10ms } }
flows: { read: { rate: 500 /s, peak: 8x, path: [ web -> api ] } }
`,
    codes: ['capacity/at-peak:work'],
  },
  check({ model, analysis }, report) {
    for (const { id, workload } of model.flows.values())
      if (workload.kind === 'unknown') report.notChecked([id], 'how often it runs is not known, so what it asks for is not counted');
    for (const shortage of shortages(model, analysis.capacity)) {
      const { component, message, severity, capacity } = shortage;
      const { data, evidence, flows, help } = toldOf(shortage);
      const at = placeOf(component, capacity.limit === 'quota' ? 'rate-limit' : 'replicas', 'shards.count', 'shards');
      report(message, { at, subject: [component.id, ...flows], data, evidence, help, severity, fix: carryPeak(shortage) });
    }
  },
});
