import type { Component } from '#model/component.js';
import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { settleCall } from '../../fix.js';
import { SPEAKS, speakingOf } from '../../requirements/words.js';

type Told = { from: string; to: string };
const apart = (a: Component | undefined, b: Component | undefined): boolean => {
  const [one, other] = [a?.regions ?? [], b?.regions ?? []];
  return b?.is === 'external' || (one.length > 0 && other.length > 0 && !one.some((region) => other.includes(region)));
};

export const plainTransit = defineRule({
  id: 'security/plain-transit',
  severity: 'error',
  what: 'A step is said not to be encrypted, although it leaves the site, or a constraint asks for encryption on the way.',
  why: 'Between regions and to other companies traffic runs over lines of others, who can read it.',
  fix: 'Encrypt the step (`encrypted: true`), with certificates on both sides where the other has to be known too.',
  tradeOff: 'Certificates have to be handed out and renewed; handshakes cost when connections are not kept.',
  source: 'NIST SP 800-207, "Zero Trust Architecture" (2020): all communication is secured regardless of network location.',
  messages: {
    outside: (d: Told) => `"${d.from}" talks to "${d.to}", outside of its site, in plain text.`,
    asked: (d: Told) => `"${d.from}" talks to "${d.to}" in plain text; a constraint asks for encryption on the way.`,
  },
  good: `
sysdrill: 1
title: Encrypted
components: { web: { is: client }, api: { is: service, replicas: 2 }, bank: { is: external } }
flows: { pay: { rate: 1 /s, path: [ web -> api, api -> bank: { encrypted: true } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: In plain text to somebody else
components: { web: { is: client }, api: { is: service, replicas: 2 }, bank: { is: external } }
flows: { pay: { rate: 1 /s, path: [ web -> api, api -> bank: { encrypted: false } ] } }
`,
    codes: ['security/plain-transit:outside'],
  },
  check({ model }, report) {
    const asked = speakingOf(model, SPEAKS.inTransit).length > 0;
    const plain = allCalls(model).filter(({ call }) => call.encrypted === false && model.components.get(call.from)?.is !== 'client');
    for (const { first, flows } of byStep(plain)) {
      const { from, visit, origin } = first.call;
      const outside = apart(model.components.get(from), model.components.get(visit.component));
      if (!outside && !asked) continue;
      const told = {
        at: origin,
        subject: [visit.component, from, ...flows],
        evidence: { encrypted: false, flows },
        fix: settleCall(first.call, 'encrypted', true, `Encrypt the way to "${visit.component}"`),
      };
      report(outside ? 'outside' : 'asked', { ...told, data: { from, to: visit.component } });
    }
  },
});
