import { blindRetries } from '../../consistency/deliveries.js';
import { knowRepetition } from '../../consistency/fixes.js';
import { defineRule } from '../../define-rule.js';
import { list } from '../say.js';

export const retryWithoutOnce = defineRule({
  id: 'delivery/retry-without-once',
  severity: 'error',
  what: 'A write is tried again, and nothing tells the receiver that it is the same one.',
  why: 'After a timeout the first attempt may have worked: tried again, it is done twice, and the user pays twice.',
  fix: 'Send a key that stays the same over all attempts (`once`), and let the receiver keep it with its effect.',
  tradeOff: 'The receiver keeps keys for as long as anybody may try again, and looks each one up before it writes.',
  source: 'P. Helland, "Idempotence is not a medical condition", ACM Queue 10 (2012); Stripe API, "Idempotent requests".',
  messages: {
    twice: (d: { from: string; to: string; retries: number; writes: readonly string[] }) =>
      `"${d.from}" tries "${d.to}" up to ${d.retries + 1} times with nothing to recognise a repetition by; ${list(d.writes)} may be written twice.`,
    counted: (d: { from: string; to: string; retries: number; flows: readonly string[] }) =>
      `"${d.from}" tries "${d.to}" up to ${d.retries + 1} times with nothing to recognise a repetition by; ${list(d.flows)} is to have its effect once.`,
  },
  good: `
sysdrill: 1
title: A key on the retried write
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api: { timeout: 2s, retries: 2, once: order-id }, api -> db: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A write that is tried again blindly
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api: { timeout: 2s, retries: 2 }, api -> db: { write: order } ] } }
`,
    codes: ['delivery/retry-without-once:twice'],
  },
  check({ model }, report) {
    for (const { call, flows, writes, unknown } of blindRetries(model)) {
      const data = [...new Set(writes.flatMap(({ operation }) => operation?.data ?? []))];
      if (unknown !== undefined) {
        report.notChecked([unknown, ...data], 'whether it recognises the same request is not known');
        continue;
      }
      const { from, retries } = call;
      const to = call.visit.component;
      const told = { at: call.origin, subject: [to, from, ...data, ...flows], evidence: { retries, writes: data, flows } };
      const fix = knowRepetition(model, call, data);
      if (data.length > 0) report('twice', { ...told, fix, data: { from, to, retries, writes: data.map((each) => `"${each}"`) } });
      else report('counted', { ...told, fix, data: { from, to, retries, flows } });
    }
  },
});
