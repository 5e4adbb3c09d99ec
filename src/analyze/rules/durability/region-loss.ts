import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { duration, placeOf } from '../say.js';

type Told = { store: string; flow: string; lag: number; allowed: number };

export const regionLoss = defineRule({
  id: 'durability/region-loss',
  severity: 'error',
  what: 'The loss of a region takes more writes than the target allows, since the other regions follow later.',
  why: 'What the lost region acknowledged last never arrived anywhere else; the flow survives, its newest data does not.',
  fix: 'Let writes wait for a second region (`across: { mode: sync }`), or allow for the lag in the target.',
  tradeOff: 'Every write then waits for a round trip between regions, and stops when they cannot reach each other.',
  source: 'J. C. Corbett et al., "Spanner: Google’s globally-distributed database", OSDI 2012.',
  messages: {
    none: (d: Told) => `"${d.store}" follows between regions later: the loss of one takes what "${d.flow}" wrote last; no loss is allowed.`,
    longer: (d: Told) =>
      `"${d.store}" may be ${duration(d.lag)} behind in the other regions; "${d.flow}" may lose ${duration(d.allowed)} with a region.`,
  },
  good: `
sysdrill: 1
title: Written in two regions
requirements: { quality: { Q1: { flow: send, survives: region, within: 1min, loss: none } } }
regions: { east: { zones: [a] }, west: { zones: [a] } }
components: { web: { is: client }, api: { is: service, at: [east, west], replicas: 2 }, db: { is: database, at: [east, west], replication: { mode: leaderless, copies: 3, read: 2, write: 2, across: { mode: sync } } } }
data: { message: { in: db, key: id } }
flows: { send: { rate: 1 /s, path: [ web -> api -> db: { write: message } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Followed by the other region
requirements: { quality: { Q1: { flow: send, survives: region, within: 1min, loss: none } } }
regions: { east: { zones: [a] }, west: { zones: [a] } }
components: { web: { is: client }, api: { is: service, at: [east, west], replicas: 2 }, db: { is: database, at: [east, west], replication: { mode: leaderless, copies: 3, read: 2, write: 2, across: { mode: async, lag: 1s } } } }
data: { message: { in: db, key: id } }
flows: { send: { rate: 1 /s, path: [ web -> api -> db: { write: message } ] } }
`,
    codes: ['durability/region-loss:none'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const { flow, survives, loss } of model.requirements.quality) {
      if (flow === undefined || survives !== 'region' || loss === undefined) continue;
      const own = calls.filter((each) => each.flow.id === flow && each.awaited && each.call.operation?.kind === 'write');
      for (const id of new Set(own.map(({ call }) => call.visit.component))) {
        const store = model.components.get(id);
        if (store?.is !== 'database' || store.regions.length < 2) continue;
        const { across, across: { lag } = {} } = store.replication;
        if (across === undefined) report.notChecked([id, flow], 'what its regions have of one another is not said (`replication.across`)');
        if (across?.mode !== 'async') continue;
        const told = { store: id, flow, lag: lag ?? 0, allowed: loss === 'none' ? 0 : loss };
        const about = { at: placeOf(store, 'replication.across'), subject: [id, flow], data: told, evidence: { lag: lag ?? null, loss } };
        if (loss === 'none') report('none', about);
        else if (lag === undefined) report.notChecked([id, flow], 'how far the other regions may be behind is not said');
        else if (lag > loss) report('longer', about);
      }
    }
  },
});
