import { defineRule } from '../../define-rule.js';
import { lateToNotice } from '../../reliability/detection.js';
import { duration } from '../say.js';

type Told = { component: string; flow: string; takes: number; within: number };

export const slowDetection = defineRule({
  id: 'availability/slow-detection',
  severity: 'error',
  varies: 'A warning where requests are tried again and then mostly meet another instance.',
  what: 'A dead instance is noticed later than the flow may be away.',
  why: 'Until probes have failed often enough, or a list of instances is renewed, requests still go to the dead one and fail.',
  fix: 'Probe more often, take an instance out after fewer failures, and let callers try another instance at once.',
  tradeOff: 'Frequent probes are load, and few failures in a row take healthy instances out after a hiccup.',
  source: 'HAProxy Configuration Manual, "inter", "fall" and "rise": an instance is down after `fall` failed checks, one every `inter`.',
  messages: {
    probes: (d: Told & { every: number; fails: number }) =>
      `"${d.component}" needs ${duration(d.takes)} to leave out a dead instance (${d.fails === 1 ? 'a probe' : `${d.fails} probes, one`} every ${duration(d.every)}); "${d.flow}" must be back within ${duration(d.within)}.`,
    lists: (d: Told) =>
      `Callers may use a list from "${d.component}" that is ${duration(d.takes)} old; "${d.flow}" must be back within ${duration(d.within)}.`,
  },
  good: `
sysdrill: 1
title: Three probes in six seconds
requirements: { quality: { Q1: { flow: read, survives: instance, within: 10s } } }
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, health-check: { every: 2s, fails: 3 } }, api: { is: service, replicas: 3 } }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Three probes in half a minute
requirements: { quality: { Q1: { flow: read, survives: instance, within: 10s } } }
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, health-check: { every: 10s, fails: 3 } }, names: { is: registry, copies: 3, lookup: client, heartbeat: 5s, ttl: 60s }, api: { is: service, replicas: 3 } }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api, edge -> names ] } }
`,
    codes: ['availability/slow-detection:probes', 'availability/slow-detection:lists'],
  },
  check({ model }, report) {
    for (const { component, at, flow, within, takes, every, fails, retried } of lateToNotice(model)) {
      const data = { component, flow, takes, within };
      // Tried again, most requests meet another instance, and some the dead one once more.
      const severity = retried ? ('warning' as const) : undefined;
      const told = { at, subject: [component, flow], evidence: { takes, within, every, fails, retried }, severity };
      if (fails === null) report('lists', { ...told, data });
      else report('probes', { ...told, data: { ...data, every, fails } });
    }
  },
});
