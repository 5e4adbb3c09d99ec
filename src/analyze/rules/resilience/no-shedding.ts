import { bursts } from '../../capacity/bursts.js';
import { defineRule } from '../../define-rule.js';
import { saysUnknown, sizeUnknown } from '../../unknown.js';
import { duration, figure, placeOf } from '../say.js';

export const noShedding = defineRule({
  id: 'resilience/no-shedding',
  severity: 'warning',
  what: 'A burst makes the line in front of a service longer than anybody waits, and nothing turns requests away.',
  why: 'Whoever reaches the end of such a line has been given up by the caller: the service works for nobody until the line is gone.',
  fix: 'Refuse what cannot be served in time (`shed`, or a bound on the line with `queue`), or have the instances for the burst.',
  tradeOff: 'Refused users see an error at once instead of an answer too late; what must not be refused needs a way of its own.',
  source: 'Amazon Builders’ Library, "Using load shedding to avoid overload" (2019).',
  messages: {
    pile: (d: { component: string; flow: string; times: string; lasts: number; line: number; patience: number }) =>
      `A burst of "${d.flow}" asks "${d.component}" for ${d.times} times what it can do for ${duration(d.lasts)}: the line grows to ${duration(d.line)}, ${duration(d.patience)} is waited at most, and nothing is refused.`,
  },
  good: `
sysdrill: 1
title: Refused in time
components: { web: { is: client }, api: { is: service, replicas: 4, cores: 1, time: 10ms, shed: 50 } }
flows: { sale: { rate: 100 /s, deadline: 2s, arrivals: { burst: 10x, on: 1min, off: 20min }, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Everybody waits
components: { web: { is: client }, api: { is: service, replicas: 4, cores: 1, time: 10ms } }
flows: { sale: { rate: 100 /s, deadline: 2s, arrivals: { burst: 10x, on: 1min, off: 20min }, path: [ web -> api ] } }
`,
    codes: ['resilience/no-shedding:pile'],
  },
  check({ model }, report) {
    for (const { component, flow, lasts, usage } of bursts(model)) {
      const patience = model.flows.get(flow)?.deadline;
      if ((component.is !== 'service' && component.is !== 'function') || patience === undefined) continue;
      if (component.shed !== undefined || component.queue !== undefined || usage <= 1) continue;
      const unknown = ['shed', 'queue'].some((name) => saysUnknown(model, `components.${component.id}.${name}`));
      if (unknown || sizeUnknown(model, component.id)) continue;
      // What comes above what is done, for as long as it comes, in seconds of work of all instances.
      const line = (usage - 1) * lasts;
      if (line <= patience) continue;
      const data = { component: component.id, flow, times: figure(usage), lasts, line, patience };
      report('pile', {
        at: placeOf(component, 'replicas'),
        subject: [component.id, flow],
        data,
        evidence: { usage, lasts, line, patience },
      });
    }
  },
});
