import { keepWrites } from '../../consistency/fixes.js';
import { lossesOf } from '../../consistency/losses.js';
import { defineRule } from '../../define-rule.js';

type Told = { readonly data: string; readonly component: string };

export const lostWrites = defineRule({
  id: 'durability/lost-writes',
  severity: 'error',
  what: 'One crash takes writes that were acknowledged, although no loss is allowed.',
  why: 'Whoever wrote was told that it is safe; nobody will send it again.',
  fix: 'Acknowledge a write when at least two copies in different zones have it, on disk.',
  tradeOff: 'Every write waits for a second copy, and fails or waits longer when that copy is away.',
  source: 'PostgreSQL documentation, "Synchronous Replication"; M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 5.',
  messages: {
    writeBehind: (d: Told) => `"${d.component}" acknowledges writes of "${d.data}" before the store has them; its crash takes them.`,
    inMemory: (d: Told) => `"${d.data}" lives in the memory of "${d.component}" and nowhere else.`,
    oneCopy: (d: Told) => `"${d.component}" keeps one copy of "${d.data}"; what was written since the last backup goes with its disk.`,
    asyncFollowers: (d: Told) =>
      `"${d.component}" acknowledges writes of "${d.data}" before any follower has them; what the leader alone had goes with it.`,
    asyncLeaders: (d: Told) =>
      `"${d.component}" acknowledges writes of "${d.data}" before a second leader has them; what one leader alone had goes with it.`,
    oneAcknowledgement: (d: Told) => `"${d.component}" acknowledges writes of "${d.data}" when one copy has them (W 1).`,
  },
  good: `
sysdrill: 1
title: Two copies before the answer
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: semi-sync, failover: automatic } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api, api -> db: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Written behind
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, copies: 2, pattern: write-behind, flush: 1s }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: async, failover: automatic } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api, api -> hot: { write: order }, hot ~> db: { write: order } ] } }
`,
    codes: ['durability/lost-writes:writeBehind', 'durability/lost-writes:asyncFollowers'],
  },
  check({ model }, report) {
    const { losses, unsaid } = lossesOf(model);
    for (const loss of losses) {
      const { kind, data, component, at } = loss;
      report(kind, { at, subject: [component, data], data: { data, component }, evidence: { loss: 'none' }, fix: keepWrites(loss) });
    }
    for (const { data, store } of unsaid)
      report.notChecked([store, data], 'how many copies have a write when it is acknowledged is not said');
  },
});
