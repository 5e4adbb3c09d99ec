import { defineRule } from '../../define-rule.js';
import { duration, nines } from '../say.js';

export const belowPromise = defineRule({
  id: 'availability/below-promise',
  severity: 'error',
  what: 'Work that is handed over is done less often than its availability target asks, by the figures of the parts on its way.',
  why: 'The answer no longer depends on what comes after the hand-over, but the promise that the answer makes does.',
  fix: 'Give the parts behind the hand-over stand-ins too, keep messages on several copies, or promise less.',
  tradeOff: 'Stand-ins for work that nobody waits for cost as much as any others; often a later time is promise enough.',
  source: 'Google, "The Calculus of Service Availability", ACM Queue 15 (2017).',
  messages: {
    missed: (d: { flow: string; until: string; value: number; target: number; minutes: number }) =>
      `"${d.flow}" is done at "${d.until}" for ${nines(d.value)} of its requests, ${duration(d.minutes * 60)} a year short of all; ${nines(d.target)} is asked.`,
  },
  good: `
sysdrill: 1
title: The workers have a stand-in
requirements: { quality: { Q1: { flow: buy, until: mailer, availability: 99.5% } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, mails: { is: queue, copies: 3 }, mailer: { is: worker, replicas: 2, availability: 98% } }
flows: { buy: { rate: 10 /s, path: [ web -> api, api -> mails, mails ~> mailer ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One worker that is often down
requirements: { quality: { Q1: { flow: buy, until: mailer, availability: 99.5% } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, mails: { is: queue, copies: 3 }, mailer: { is: worker, replicas: 1, availability: 98% } }
flows: { buy: { rate: 10 /s, path: [ web -> api, api -> mails, mails ~> mailer ] } }
`,
    codes: ['availability/below-promise:missed'],
  },
  check({ analysis }, report) {
    for (const { quality, flow, until, target, served, verdict } of analysis.promises) {
      const { value, lower, upper, exact, unknown, downtimeMinutesPerYear: minutes } = served;
      if (verdict === 'unknown')
        report.notChecked(
          [flow, until],
          unknown.length > 0 ? `the availability of ${unknown.join(', ')} is not known` : 'the target lies between the bounds',
        );
      if (verdict !== 'fail') continue;
      const at = quality.written.get('availability') ?? quality.origin;
      const evidence = { value, lower, upper, exact, target, minutes };
      report('missed', { at, subject: [flow, until], data: { flow, until, value, target, minutes }, evidence });
    }
  },
});
