import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { heldEnds } from '../../network/held.js';

const HELD: ReadonlySet<string> = new Set(['websocket', 'sse', 'long-polling']);

export const heldConnection = defineRule({
  id: 'network/held-connection',
  severity: 'warning',
  what: 'A protocol that keeps a connection open is used, and no step says for how long one is held.',
  why: 'What fills such a server is open connections and not requests: without their length nothing about its size can be right.',
  fix: 'Add the flow that opens the connection, with `hold` on its step, and say how many `connections` an instance keeps.',
  tradeOff: 'Held connections make deployments slow: each has to move to another instance.',
  source: 'RFC 6455, "The WebSocket protocol" (2011); RFC 6202, "Known issues and best practices for long polling and streaming" (2011).',
  messages: {
    unheld: (d: { from: string; to: string; protocol: string }) =>
      `"${d.from}" talks to "${d.to}" over ${d.protocol}, and no step between them holds a connection.`,
  },
  good: `
sysdrill: 1
title: Held for half an hour
components: { phone: { is: client }, gate: { is: service, replicas: 2, connections: 50k } }
flows: { enter: { rate: 1 /s, path: [ phone -> gate: { protocol: websocket, hold: 30min } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Held for how long
components: { phone: { is: client }, gate: { is: service, replicas: 2, connections: 50k } }
flows: { enter: { rate: 1 /s, path: [ phone -> gate: { protocol: websocket } ] } }
`,
    codes: ['network/held-connection:unheld'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    const held = new Set(heldEnds(model).map(({ from, to }) => `${from} ${to}`));
    const told = new Set<string>();
    for (const { first, flows } of byStep(calls.filter(({ call }) => HELD.has(call.protocol ?? '')))) {
      const { from, visit, protocol = '', origin } = first.call;
      // Whoever is on the way of a connection that is held further in holds it, too.
      const inner = calls.some((each) => each.above.includes(first.call) && each.call.hold !== undefined);
      const key = `${from} ${visit.component}`;
      if (held.has(key) || held.has(`${visit.component} ${from}`) || inner || told.has(key)) continue;
      told.add(key);
      const data = { from, to: visit.component, protocol };
      report('unheld', { at: origin, subject: [visit.component, from, ...flows], data, evidence: { protocol, flows } });
    }
  },
});
