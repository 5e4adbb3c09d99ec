import { defineRule } from '../../define-rule.js';
import { setAttribute, timeText } from '../../fix.js';
import { quickestLook, shownByRunning } from '../../operation.js';
import { duration, nines, placeOf } from '../say.js';

const MONTH = 30 * 86_400;

export const slowToNotice = defineRule({
  id: 'operation/slow-to-notice',
  severity: 'warning',
  what: 'The monitor looks less often than the failures of a whole month may last.',
  why: 'One outage is then over the month’s allowance before anybody can know of it.',
  fix: 'Look at least ten times in the time that a month’s failures may take.',
  tradeOff: 'More figures to store, and short disturbances raise more alerts.',
  source: 'Google, "The Site Reliability Workbook" (2018), chapter 5: alerting on SLOs, error budgets.',
  messages: {
    late: (d: { monitor: string; every: number; flow: string; target: number; allowed: number }) =>
      `"${d.monitor}" looks every ${duration(d.every)}; ${nines(d.target)} for "${d.flow}" allows ${duration(d.allowed)} of failure a month.`,
  },
  good: `
sysdrill: 1
title: Every fifteen seconds
requirements: { quality: { Q1: { flow: read, availability: 99.99% } } }
components: { web: { is: client }, api: { is: service, replicas: 3 }, watch: { is: monitor, watches: [read], every: 15s } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Every five minutes
requirements: { quality: { Q1: { flow: read, availability: 99.99% } } }
components: { web: { is: client }, api: { is: service, replicas: 3 }, watch: { is: monitor, watches: [read], every: 5min } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['operation/slow-to-notice:late'],
  },
  check({ model }, report) {
    const quickest = quickestLook(model);
    if (quickest === undefined) return;
    for (const { flow, availability } of shownByRunning(model)) {
      const allowed = MONTH * (1 - (availability ?? 0));
      if (availability === undefined || quickest.every <= allowed) continue;
      const data = { monitor: quickest.id, every: quickest.every, flow, target: availability, allowed };
      const every = timeText(allowed / 10);
      const fix = { title: `Look every ${every}`, edits: [setAttribute(quickest.id, 'every', every)] };
      report('late', {
        fix,
        at: placeOf(quickest, 'every'),
        subject: [quickest.id, flow],
        data,
        evidence: { every: quickest.every, allowed, target: availability },
      });
    }
  },
});
