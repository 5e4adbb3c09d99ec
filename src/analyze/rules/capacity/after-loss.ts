import { carryWithoutZone } from '../../capacity/fixes.js';
import { overloads } from '../../capacity/overload.js';
import { defineRule } from '../../define-rule.js';
import { figure, list } from '../say.js';

export const afterLoss = defineRule({
  id: 'capacity/after-loss',
  severity: 'warning',
  varies: 'An error where a flow must survive the zone; info where it rests on a service time that the design did not write.',
  what: 'What is left after the loss of a cache or of a zone is up, but cannot carry the peak.',
  why: 'A store sized for the misses drowns when every read is a miss, and stays drowned: the cache cannot refill behind it.',
  fix: 'Size what is left for the whole peak, spread the cache so that it never goes at once, or shed what can wait.',
  tradeOff: 'Room for a loss stands idle until then; shedding refuses some users so that the others are served.',
  source: 'Amazon Builders’ Library, "Caching challenges and strategies" (2019) and "Static stability using Availability Zones".',
  messages: {
    cache: (d: { cache: string; components: readonly string[]; times: string }) =>
      `Without "${d.cache}" every read is a miss, and ${list(d.components)} would be asked for up to ${d.times} times what it can do at peak.`,
    zone: (d: { component: string; zone: string; times: string }) =>
      `Without zone ${d.zone}, what is left of "${d.component}" would be asked for ${d.times} times what it can do at peak.`,
  },
  good: `
sysdrill: 1
title: The store carries every read
components: { web: { is: client }, api: { is: service, replicas: 9, concurrency: 50, time: 1ms }, hot: { is: cache, copies: 2 }, db: { is: database, shards: 4, time: 1ms, concurrency: 10, replication: { mode: leaderless, copies: 3 } } }
data: { item: { in: db, key: id, changes: never } }
flows: { read: { rate: 5000 /s, path: [ web -> api, api -> hot: { read: item, hit: 95% }, api -> db: { read: item, when: miss } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: The store carries a twentieth of the reads
components: { web: { is: client }, api: { is: service, replicas: 9, concurrency: 50, time: 1ms }, hot: { is: cache, copies: 2 }, db: { is: database, time: 5ms, concurrency: 10, replication: { mode: leaderless, copies: 3 } } }
data: { item: { in: db, key: id, changes: never } }
flows: { read: { rate: 5000 /s, path: [ web -> api, api -> hot: { read: item, hit: 95% }, api -> db: { read: item, when: miss } ] } }
`,
    codes: ['capacity/after-loss:cache'],
  },
  check({ model, analysis }, report) {
    for (const { at, lost, full, severity } of overloads(model, analysis.capacity)) {
      const components = full.map(({ component }) => component);
      const worst = Math.max(...full.map(({ saturation }) => saturation));
      const evidence = { lost, after: full.map(({ component, saturation }) => [component, saturation]) };
      const times = figure(worst);
      if (model.zones.has(lost as never))
        report('zone', {
          at,
          subject: [...components, lost],
          data: { component: components[0]!, zone: lost, times },
          evidence,
          severity,
          fix: carryWithoutZone(model, full[0]!.component, worst),
        });
      else report('cache', { at, subject: [lost, ...components], data: { cache: lost, components, times }, evidence, severity });
    }
  },
});
