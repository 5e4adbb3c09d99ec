import { defineRule } from '../../define-rule.js';
import { withinPatience } from '../../resilience/fixes.js';
import { outlasting } from '../../resilience/patience.js';
import { duration } from '../say.js';

type Told = { from: string; to: string; takes: number; who: string; patience: number };

export const timeoutOrder = defineRule({
  id: 'resilience/timeout-order',
  severity: 'warning',
  what: 'A call may go on after whoever waits for its answer has given up.',
  why: 'The work is done for nobody and holds slots while the caller tries again: load grows just when there is too much of it.',
  fix: 'Give inner calls less time than outer ones, count the retries in, and pass the deadline on.',
  tradeOff: 'Short timeouts also cut off answers that would have come; set them from measured percentiles.',
  source: 'Amazon Builders’ Library, "Timeouts, retries and backoff with jitter" (2019).',
  messages: {
    attempt: (d: Told) => `"${d.from}" waits ${duration(d.takes)} for "${d.to}", longer than ${d.who} waits: ${duration(d.patience)}.`,
    attempts: (d: Told) =>
      `All attempts of "${d.from}" at "${d.to}" take up to ${duration(d.takes)}, longer than ${d.who} waits: ${duration(d.patience)}.`,
  },
  good: `
sysdrill: 1
title: Inner calls give up first
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
flows: { read: { rate: 1 /s, deadline: 3s, path: [ web -> api: { timeout: 2s }, api -> db: { timeout: 500ms, retries: 1 } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: The outer call gives up first
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }, log: { is: database } }
flows: { read: { rate: 1 /s, path: [ web -> api: { timeout: 2s }, api -> db: { timeout: 5s }, api -> log: { timeout: 1s, retries: 3 } ] } }
`,
    codes: ['resilience/timeout-order:attempt', 'resilience/timeout-order:attempts'],
  },
  check({ model }, report) {
    for (const outlast of outlasting(model)) {
      const { call, flows, takes, attempts, who, patience } = outlast;
      const data = { from: call.from, to: call.visit.component, takes, who, patience };
      const evidence = { timeout: call.timeout ?? 0, retries: call.retries, takes, patience, flows };
      report(attempts === 'one' ? 'attempt' : 'attempts', {
        at: call.origin,
        subject: [call.from, call.visit.component, ...flows],
        data,
        evidence,
        fix: withinPatience(model, outlast),
      });
    }
  },
});
