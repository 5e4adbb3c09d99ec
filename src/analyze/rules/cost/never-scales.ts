import { loadedTiers } from '../../capacity/idle.js';
import { defineRule } from '../../define-rule.js';
import { percent, placeOf } from '../say.js';

export const neverScales = defineRule({
  id: 'cost/never-scales',
  severity: 'info',
  what: 'An autoscaler never has anything to do: the fewest instances carry the peak, with a zone gone.',
  why: 'The fewest run all day; the money that scaling was to save is spent.',
  fix: 'Let it start from fewer, as many as the quiet hours and a lost zone take.',
  tradeOff: 'The fewer there are, the more a sudden peak must wait for new ones.',
  source: 'Amazon EC2 Auto Scaling User Guide, "Target tracking scaling policies".',
  messages: {
    idle: (d: { component: string; min: number; max: number; usage: number; at: number }) =>
      `The ${d.min} instances that "${d.component}" starts from are ${percent(d.usage)} used at the worst; it adds more from ${percent(d.at)} on, up to ${d.max}.`,
  },
  good: `
sysdrill: 1
title: Few by night
components: { web: { is: client }, api: { is: service, replicas: { min: 4, max: 20, at: 60%, delay: 2min }, cores: 2, time: 10ms } }
flows: { read: { rate: 400 /s, peak: 4x, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Enough by night for the day
components: { web: { is: client }, api: { is: service, replicas: { min: 16, max: 20, at: 60%, delay: 2min }, cores: 2, time: 10ms } }
flows: { read: { rate: 400 /s, peak: 4x, path: [ web -> api ] } }
`,
    codes: ['cost/never-scales:idle'],
  },
  check({ model, analysis }, report) {
    for (const { tier, worst } of loadedTiers(model, analysis.capacity)) {
      if (tier.autoscale === undefined || tier.autoscale.max <= tier.autoscale.min) continue;
      const { min, max, at } = tier.autoscale;
      const usage = (worst * max) / min;
      if (usage > at) continue;
      const data = { component: tier.id, min, max, usage, at };
      report('idle', { at: placeOf(tier, 'replicas.min', 'replicas'), subject: [tier.id], data, evidence: { min, max, usage, at } });
    }
  },
});
