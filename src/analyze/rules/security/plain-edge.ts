import { defineRule } from '../../define-rule.js';
import { settle, settleCall } from '../../fix.js';
import { clientCalls } from '../../network/edge.js';
import { placeOf } from '../say.js';

export const plainEdge = defineRule({
  id: 'security/plain-edge',
  severity: 'error',
  what: 'What clients send crosses the open network in plain text.',
  why: 'Whoever sits on the way reads passwords, tokens and data, and can change what is sent.',
  fix: 'End TLS at the entrance (`tls: true`).',
  tradeOff: 'A handshake costs one or two round trips when a connection is opened; connections that are kept pay it once.',
  source: 'RFC 9325, "Recommendations for secure use of TLS and DTLS" (2022).',
  messages: {
    plain: (d: { from: string; to: string }) => `"${d.from}" talks to "${d.to}" in plain text.`,
  },
  good: `
sysdrill: 1
title: TLS at the entrance
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, tls: true }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Plain text
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, tls: false }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api ] } }
`,
    codes: ['security/plain-edge:plain'],
  },
  check({ model }, report) {
    for (const { call } of clientCalls(model)) {
      const target = model.components.get(call.visit.component)!;
      const tls = 'tls' in target ? target.tls : undefined;
      // A step that says it is encrypted ends its own TLS further in.
      if (call.encrypted === true || (call.encrypted !== false && tls !== false)) continue;
      const at = call.encrypted === false ? call.origin : placeOf(target, 'tls');
      const told = { from: call.from, to: target.id };
      report('plain', {
        at,
        subject: [target.id, call.from],
        data: told,
        fix:
          call.encrypted === false
            ? settleCall(call, 'encrypted', true, `Encrypt the way to "${target.id}"`)
            : settle(target.id, 'tls', true, `End TLS at "${target.id}"`),
        evidence: { tls: tls ?? null, encrypted: call.encrypted ?? null },
      });
    }
  },
});
