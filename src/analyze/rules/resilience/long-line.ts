import { meanTime } from '../../capacity/demand.js';
import { servers } from '../../capacity/station.js';
import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { duration, placeOf } from '../say.js';

export const longLine = defineRule({
  id: 'resilience/long-line',
  severity: 'warning',
  what: 'The line in front of an instance may hold more than anybody waits for.',
  why: 'Under load the line is full, and all that comes to its end has been given up: every machine is busy and no user is served.',
  fix: 'Bound the line to what is served within the shortest timeout of a caller.',
  tradeOff: 'A short line refuses in small bursts what a longer one would have served.',
  source:
    'K. Nichols, V. Jacobson, "Controlling queue delay", ACM Queue 10 (2012); Amazon Builders’ Library, "Avoiding insurmountable queue backlogs" (2019).',
  messages: {
    late: (d: { component: string; room: number; takes: number; patience: number }) =>
      `The last of ${d.room} in the line of an instance of "${d.component}" waits ${duration(d.takes)}; its callers wait ${duration(d.patience)} at most.`,
  },
  good: `
sysdrill: 1
title: A line of half a second
components: { web: { is: client }, api: { is: service, replicas: 2, cores: 2, time: 10ms, queue: 100 } }
flows: { read: { rate: 1 /s, path: [ web -> api: { timeout: 1s } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A line of fifty seconds
components: { web: { is: client }, api: { is: service, replicas: 2, cores: 2, time: 10ms, queue: 10000 } }
flows: { read: { rate: 1 /s, path: [ web -> api: { timeout: 1s } ] } }
`,
    codes: ['resilience/long-line:late'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const component of model.components.values()) {
      const room = 'queue' in component ? component.queue : undefined;
      const width = servers(component);
      const mean = meanTime(component, undefined);
      if (room === undefined || width === undefined || mean === undefined || !component.written.has('time')) continue;
      const ways = calls.filter(({ call }) => call.visit.component === component.id);
      const waited = ways.map(({ call, above, awaited, flow }) =>
        Math.min(...[...above, call].map(({ timeout }) => timeout ?? Infinity), awaited ? (flow.deadline ?? Infinity) : Infinity),
      );
      const patience = Math.max(0, ...waited);
      const takes = (room * mean) / width;
      // Somebody may wait for ever, or nobody waits at all.
      if (patience === 0 || takes <= patience || ways.some(({ call }) => !call.waits)) continue;
      const data = { component: component.id, room, takes, patience };
      const most = Math.floor((patience * width) / mean);
      const fix = { title: `Let ${most} wait before an instance of "${component.id}"`, edits: [setAttribute(component.id, 'queue', most)] };
      report('late', { fix, at: placeOf(component, 'queue'), subject: [component.id], data, evidence: { room, takes, patience } });
    }
  },
});
