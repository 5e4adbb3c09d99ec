import { ownLimit } from '../../capacity/own-limit.js';
import { defineRule } from '../../define-rule.js';
import { roundUp, setAttribute } from '../../fix.js';
import { figure, percent, placeOf } from '../say.js';

export const limitBelowPeak = defineRule({
  id: 'capacity/limit-below-peak',
  severity: 'error',
  what: 'A limit on all requests together is below the peak that the design itself expects.',
  why: 'Honest users are refused every day at the same hour, while the machines behind the limit have room.',
  fix: 'Set the limit above the peak and below what the machines can do; limit single callers much lower.',
  tradeOff: 'A higher limit protects less: what lies behind must really carry it.',
  source: 'Google Cloud Architecture Center, "Rate-limiting strategies and techniques".',
  messages: {
    refuses: (d: { limiter: string; rate: number; demand: number }) =>
      `"${d.limiter}" lets ${figure(d.rate)} requests a second through; ${figure(d.demand)} come at peak, and ${percent(1 - d.rate / d.demand)} of them are turned away.`,
  },
  good: `
sysdrill: 1
title: A limit above the peak
components: { web: { is: client }, api: { is: service, replicas: 4 }, limit: { is: rate-limiter, replicas: 2, shared: true, rate: 2000 /s, per: all } }
flows: { read: { rate: 500 /s, peak: 3x, path: [ web -> api, api -> limit ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A limit below the peak
components: { web: { is: client }, api: { is: service, replicas: 4 }, limit: { is: rate-limiter, replicas: 2, shared: true, rate: 1000 /s, per: all } }
flows: { read: { rate: 500 /s, peak: 3x, path: [ web -> api, api -> limit ] } }
`,
    codes: ['capacity/limit-below-peak:refuses'],
  },
  check({ model, analysis }, report) {
    for (const part of model.components.values()) {
      const limit = part.is === 'rate-limiter' && part.per === undefined ? undefined : ownLimit(part);
      const capacity = analysis.capacity.components.get(part.id);
      if (limit === undefined || capacity === undefined || capacity.demand.peak <= limit.rate * (1 + 1e-9)) continue;
      const { rate, attribute, counts } = limit;
      const demand = capacity.demand.peak;
      const flows = [...capacity.byFlow.keys()];
      const data = { limiter: part.id, rate, demand };
      const most = `${roundUp(demand / counts)} /s`;
      const fix = { title: `Let ${most} through`, edits: [setAttribute(part.id, attribute, most)] };
      report('refuses', { fix, at: placeOf(part, attribute), subject: [part.id, ...flows], data, evidence: { rate, demand, flows } });
    }
  },
});
