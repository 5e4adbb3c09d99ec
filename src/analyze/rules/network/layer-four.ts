import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { list, placeOf } from '../say.js';

export const layerFour = defineRule({
  id: 'network/layer-four',
  severity: 'warning',
  what: 'A balancer at layer 4 is to do what takes reading the request.',
  why: 'It sees addresses and ports and no more: it cannot tell paths, cookies or bodies apart, so requests go where they should not.',
  fix: 'Balance at layer 7, or put a gateway behind that reads the request.',
  tradeOff: 'Reading requests costs time and ends TLS there; layer 4 passes on more with less.',
  source:
    'Amazon Elastic Load Balancing documentation, "Network Load Balancers" and "Application Load Balancers"; HAProxy documentation, modes tcp and http.',
  messages: {
    routes: (d: { balancer: string; targets: readonly string[] }) =>
      `"${d.balancer}" balances at layer 4 and is to choose between ${list(d.targets)} by what is asked.`,
    reads: (d: { balancer: string; what: string }) => `"${d.balancer}" balances at layer 4 and cannot see ${d.what}.`,
  },
  good: `
sysdrill: 1
title: Layer 7
components: { web: { is: client }, edge: { is: load-balancer, layer: 7, replicas: 2 }, posts: { is: service, replicas: 2 }, feed: { is: service, replicas: 2 } }
flows: { post: { rate: 1 /s, path: [ web -> edge -> posts ] }, read: { rate: 1 /s, path: [ web -> edge -> feed ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Layer 4
components: { web: { is: client }, edge: { is: load-balancer, layer: 4, replicas: 2 }, posts: { is: service, replicas: 2 }, feed: { is: service, replicas: 2 } }
flows: { post: { rate: 1 /s, path: [ web -> edge -> posts ] }, read: { rate: 1 /s, path: [ web -> edge -> feed ] } }
`,
    codes: ['network/layer-four:routes'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const balancer of model.components.values()) {
      if (balancer.is !== 'load-balancer' || balancer.layer !== '4') continue;
      // Two protocols may well come in at two ports.
      const behind = calls.filter(
        ({ call }) => call.from === balancer.id && ['service', 'function'].includes(model.components.get(call.visit.component)!.is),
      );
      const protocols = new Set(behind.map(({ call }) => call.protocol ?? 'http'));
      const targets = [...new Set(behind.map(({ call }) => call.visit.component))];
      const told = {
        subject: [balancer.id, ...targets],
        evidence: { layer: '4', targets },
        fix: settle(balancer.id, 'layer', 7, `Balance at layer 7 in "${balancer.id}"`),
      };
      const at = placeOf(balancer, 'layer');
      if (targets.length > 1 && protocols.size === 1) report('routes', { ...told, at, data: { balancer: balancer.id, targets } });
      const cookie = balancer.stickyBy === 'cookie' || balancer.stickyBy === 'app-cookie';
      const what = cookie ? 'the cookie it is to follow' : balancer.firewall === true ? 'the attacks in a request' : undefined;
      if (what !== undefined)
        report('reads', { ...told, at: placeOf(balancer, cookie ? 'sticky' : 'firewall'), data: { balancer: balancer.id, what } });
    }
  },
});
