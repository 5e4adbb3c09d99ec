import { bursts } from '../../capacity/bursts.js';
import { defineRule } from '../../define-rule.js';
import { duration, figure, placeOf } from '../say.js';

export const slowAutoscale = defineRule({
  id: 'scaling/slow-autoscale',
  severity: 'error',
  what: 'A burst is over before the autoscaler has added an instance for it.',
  why: 'The instances there at its start take all of it; those that come later find it gone.',
  fix: 'Keep enough instances for the burst (`min`), start them ahead of a known hour, or take the burst into a queue.',
  tradeOff: 'Instances kept for a burst stand idle between bursts; a queue makes the answer come later.',
  source:
    'Google, "Site Reliability Engineering" (2016), chapter 22: addressing cascading failures; Amazon EC2 Auto Scaling User Guide, "Instance warm-up".',
  messages: {
    late: (d: { component: string; delay: number; lasts: number; min: number; times: string; flow: string }) =>
      `A burst of "${d.flow}" lasts ${duration(d.lasts)} and asks the ${d.min} instances of "${d.component}" for ${d.times} times what they can do; the next one serves after ${duration(d.delay)}.`,
  },
  good: `
sysdrill: 1
title: Enough from the start
components: { web: { is: client }, api: { is: service, replicas: { min: 12, max: 40, at: 60%, delay: 3min }, cores: 1, time: 10ms } }
flows: { sale: { rate: 100 /s, arrivals: { burst: 10x, on: 1min, off: 20min }, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Four instances for the first three minutes
components: { web: { is: client }, api: { is: service, replicas: { min: 4, max: 40, at: 60%, delay: 3min }, cores: 1, time: 10ms } }
flows: { sale: { rate: 100 /s, arrivals: { burst: 10x, on: 1min, off: 20min }, path: [ web -> api ] } }
`,
    codes: ['scaling/slow-autoscale:late'],
  },
  check({ model }, report) {
    for (const { component, flow, lasts, atStart, usage } of bursts(model)) {
      if (!('autoscale' in component) || component.autoscale === undefined) continue;
      const { delay, min, max } = component.autoscale;
      // Too little even with all instances is another matter.
      if (delay < lasts || atStart <= 1 || usage > 1) continue;
      const data = { component: component.id, delay, lasts, min, times: figure(atStart), flow };
      const evidence = { delay, lasts, min, max, atStart };
      report('late', { at: placeOf(component, 'replicas.delay', 'replicas'), subject: [component.id, flow], data, evidence });
    }
  },
});
