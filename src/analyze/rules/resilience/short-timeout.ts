import { defineRule } from '../../define-rule.js';
import { hasty, waitLonger } from '../../resilience/short-timeouts.js';
import { duration, percent } from '../say.js';

type Told = { from: string; to: string; slow: string; timeout: number; late: number; fails: number };

const behind = ({ to, slow }: Told): string => (to === slow ? '' : ` of "${slow}", which it waits for,`);

export const shortTimeout = defineRule({
  id: 'resilience/short-timeout',
  severity: 'warning',
  varies: 'Info where only some requests come by, or further attempts leave less than one call in a hundred unanswered.',
  what: 'A call gives up before healthy answers have come.',
  why: 'It fails, or asks again, while all is well: the work is done for nothing, and a slow hour turns into twice the load.',
  fix: 'Set the timeout from a percentile of the answers that may be lost, such as the 99.9th, with room for the way.',
  tradeOff: 'A longer timeout holds slots for longer when the other side really hangs; pair it with a breaker.',
  source: 'Amazon Builders’ Library, "Timeouts, retries and backoff with jitter" (2019): choosing a rate of false timeouts.',
  messages: {
    once: (d: Told) =>
      `"${d.from}" gives up on "${d.to}" after ${duration(d.timeout)}; ${percent(d.late)} of the answers${behind(d)} take longer, and fail it though all is well.`,
    again: (d: Told) =>
      `"${d.from}" gives up on "${d.to}" after ${duration(d.timeout)}; ${percent(d.late)} of the answers${behind(d)} take longer: it asks again though all is well, and ${percent(d.fails)} still fail.`,
  },
  good: `
sysdrill: 1
title: Longer than all but one in a thousand
components: { web: { is: client }, pay: { is: service, replicas: 2 }, bank: { is: external, time: { mean: 500ms, p99: 2s } } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> bank: { timeout: 4s } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Shorter than every tenth answer
components: { web: { is: client }, pay: { is: service, replicas: 2 }, bank: { is: external, time: { mean: 500ms, p99: 2s } } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> bank: { timeout: 600ms } ] } }
`,
    codes: ['resilience/short-timeout:once'],
  },
  check({ model }, report) {
    for (const each of hasty(model)) {
      const { call, flows, slow, timeout, late, fails, sometimes } = each;
      const data = { from: call.from, to: call.visit.component, slow, timeout, late, fails };
      report(call.retries === 0 ? 'once' : 'again', {
        at: call.origin,
        subject: [...new Set([call.from, call.visit.component, slow, ...flows])],
        data,
        evidence: { timeout, late, fails, retries: call.retries, flows },
        severity: sometimes || fails < 0.01 ? 'info' : 'warning',
        fix: waitLonger(each),
      });
    }
  },
});
