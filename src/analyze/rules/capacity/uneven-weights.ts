import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { figure, percent, placeOf } from '../say.js';

export const unevenWeights = defineRule({
  id: 'capacity/uneven-weights',
  severity: 'error',
  varies: 'Info where the algorithm ignores the weights.',
  what: 'Weights send one of several equal instances more than it can do at peak, or are not looked at.',
  why: 'The heaviest is full while the others have room, and its users wait or fail.',
  fix: 'Weigh equal instances equally, or let the balancer see who is busy (least connections).',
  tradeOff: 'Equal weights suit equal machines only; counting connections costs the balancer some state.',
  source: 'nginx documentation, "ngx_http_upstream_module: weight".',
  messages: {
    heavy: (d: { balancer: string; service: string; share: number; times: string }) =>
      `"${d.balancer}" sends ${percent(d.share)} of the requests to one instance of "${d.service}", ${d.times} times what it can do at peak.`,
    ignored: (d: { balancer: string; algorithm: string }) => `"${d.balancer}" has weights, and ${d.algorithm} does not look at them.`,
  },
  good: `
sysdrill: 1
title: Equal weights
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, algorithm: weighted-round-robin, weights: [1, 1, 1] }, api: { is: service, replicas: 3, cores: 1, time: 10ms } }
flows: { read: { rate: 200 /s, path: [ web -> edge -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One gets two thirds
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, algorithm: weighted-round-robin, weights: [4, 1, 1] }, api: { is: service, replicas: 3, cores: 1, time: 10ms } }
flows: { read: { rate: 200 /s, path: [ web -> edge -> api ] } }
`,
    codes: ['capacity/uneven-weights:heavy'],
  },
  check({ model, analysis }, report) {
    for (const { first, flows } of byStep(allCalls(model))) {
      const balancer = model.components.get(first.call.from);
      const tier = model.components.get(first.call.visit.component);
      if (balancer === undefined || !('weights' in balancer) || tier === undefined || !('replicas' in tier)) continue;
      const { id, weights = [], algorithm = 'round-robin' } = balancer;
      const total = weights.reduce((sum, each) => sum + each, 0);
      if (total <= 0 || new Set(weights).size < 2) continue;
      const told = { at: placeOf(balancer, 'weights'), subject: [id, tier.id, ...flows] };
      const evidence = { weights: weights.map(String), algorithm };
      if (!algorithm.startsWith('weighted')) {
        report('ignored', { ...told, data: { balancer: id, algorithm }, evidence, severity: 'info' });
        continue;
      }
      const saturation = analysis.capacity.components.get(tier.id)?.saturation ?? 0;
      const share = Math.max(...weights) / total;
      const heaviest = saturation * tier.replicas * share;
      if (weights.length !== tier.replicas || !tier.written.has('time') || saturation > 1 || heaviest <= 1) continue;
      const data = { balancer: id, service: tier.id, share, times: figure(heaviest) };
      const equal = weights.map(() => 1);
      const fix = { title: `Weigh the instances of "${tier.id}" equally`, edits: [setAttribute(id, 'weights', equal)] };
      report('heavy', { ...told, fix, data, evidence: { ...evidence, share, saturation, heaviest } });
    }
  },
});
