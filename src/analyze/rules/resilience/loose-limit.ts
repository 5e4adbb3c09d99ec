import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { visitedBy } from '../../visited.js';
import { figure, placeOf } from '../say.js';

export const looseLimit = defineRule({
  id: 'resilience/loose-limit',
  severity: 'warning',
  varies: 'Info for a fixed window, which lets twice the limit through at its edge.',
  what: 'A rate limiter lets more through than it is set to.',
  why: 'What stands behind it is sized for the limit, and gets a multiple of it just when somebody tries.',
  fix: 'Let the instances count together (`shared: true`), and count over a sliding window or with a bucket of tokens.',
  tradeOff: 'A shared counter is one more store that each request asks; sliding windows keep more in mind.',
  source: 'Cloudflare blog, "How we built rate limiting capable of scaling to millions of domains" (2017).',
  messages: {
    apart: (d: { limiter: string; instances: number; rate: number }) =>
      `Each of the ${d.instances} instances of "${d.limiter}" counts for itself: together they let ${figure(d.rate * d.instances)} requests a second through, not ${figure(d.rate)}.`,
    edge: (d: { limiter: string; rate: number; window: number }) =>
      `"${d.limiter}" counts in fixed windows: around the end of one, twice what a window allows (${figure(2 * d.rate * d.window)} requests) comes through at once.`,
  },
  good: `
sysdrill: 1
title: One count, sliding
components: { web: { is: client }, api: { is: service, replicas: 4 }, limit: { is: rate-limiter, replicas: 3, shared: true, algorithm: sliding-window, window: 1min, rate: 100 /s } }
flows: { read: { rate: 10 /s, path: [ web -> api, api -> limit ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Three counts, in fixed windows
components: { web: { is: client }, api: { is: service, replicas: 4 }, limit: { is: rate-limiter, replicas: 3, shared: false, algorithm: fixed-window, window: 1min, rate: 100 /s } }
flows: { read: { rate: 10 /s, path: [ web -> api, api -> limit ] } }
`,
    codes: ['resilience/loose-limit:apart', 'resilience/loose-limit:edge'],
  },
  check({ model }, report) {
    const visited = visitedBy(model);
    for (const limiter of model.components.values()) {
      if (limiter.is !== 'rate-limiter' || limiter.rate === undefined || !visited.has(limiter.id)) continue;
      const { id, rate, replicas, shared, algorithm, window, mode } = limiter;
      const subject = [id, ...(visited.get(id) ?? [])];
      if (shared === false && replicas > 1 && mode !== 'active-passive') {
        const data = { limiter: id, instances: replicas, rate };
        const fix = { title: `Let the instances of "${id}" count together`, edits: [setAttribute(id, 'shared', true)] };
        report('apart', { fix, at: placeOf(limiter, 'shared', 'replicas'), subject, data, evidence: { rate, instances: replicas } });
      }
      if (algorithm !== 'fixed-window' || window === undefined) continue;
      const data = { limiter: id, rate, window };
      const fix = { title: 'Count over a sliding window', edits: [setAttribute(id, 'algorithm', 'sliding-window')] };
      report('edge', { fix, at: placeOf(limiter, 'algorithm'), subject, data, evidence: { rate, window }, severity: 'info' });
    }
  },
});
