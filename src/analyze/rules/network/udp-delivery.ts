import { allCalls, byStep, changes } from '../../consistency/deliveries.js';
import { mustLast } from '../../consistency/must-last.js';
import { defineRule } from '../../define-rule.js';
import { settleCall } from '../../fix.js';

export const udpDelivery = defineRule({
  id: 'network/udp-delivery',
  severity: 'error',
  what: 'Data that must arrive, or arrive in order, is sent over a protocol that promises neither.',
  why: 'UDP sends each packet once and alone: it may be lost, come twice, or overtake another, and nobody is told.',
  fix: 'Use TCP or QUIC (HTTP/3) for it, and keep UDP for what the next packet makes good, as sound and pictures do.',
  tradeOff: 'A lost packet holds up what follows it until it was sent again.',
  source: 'RFC 768, "User Datagram Protocol" (1980); RFC 8085, "UDP usage guidelines" (2017).',
  messages: {
    lossy: (d: { from: string; to: string; data: string; asked: string }) =>
      `"${d.data}" goes from "${d.from}" to "${d.to}" over UDP; ${d.asked} is asked.`,
  },
  good: `
sysdrill: 1
title: Over TCP
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api: { protocol: tcp }, api -> db: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Over UDP
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api: { protocol: udp }, api -> db: { write: order } ] } }
`,
    codes: ['network/udp-delivery:lossy'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    const strict = mustLast(model, calls);
    const asked = (id: string): string | undefined => {
      const targets = model.requirements.quality.filter(({ data }) => data === id);
      const order = targets.find((each) => each.order !== undefined)?.order;
      if (targets.some(({ effect }) => effect === 'once')) return 'an effect once';
      return [...strict].some((each) => each === id) ? 'no loss' : order === undefined ? undefined : `order by ${order}`;
    };
    for (const { first, flows } of byStep(calls.filter(({ call }) => call.protocol === 'udp'))) {
      const carried = calls.filter((each) => each.call === first.call || (each.flow === first.flow && each.above.includes(first.call)));
      const written = carried.filter(({ call }) => changes(model, call)).flatMap(({ call }) => call.operation?.data ?? []);
      const data = written.find((id) => asked(id) !== undefined);
      if (data === undefined) continue;
      const told = { from: first.call.from, to: first.call.visit.component, data, asked: asked(data)! };
      const fix = settleCall(first.call, 'protocol', 'tcp', `Talk to "${told.to}" over TCP`);
      const subject = [told.to, told.from, data, ...flows];
      report('lossy', { at: first.call.origin, subject, data: told, evidence: { protocol: 'udp', asked: told.asked }, fix });
    }
  },
});
