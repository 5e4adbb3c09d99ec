import { replaceable } from '../../consistency/leases.js';
import { defineRule } from '../../define-rule.js';
import { settle, timeText } from '../../fix.js';
import { duration, placeOf } from '../say.js';

type Told = { store: string; data: string };
const WAIT = 'Let a write wait for one follower at least (`sync: semi-sync`), and let that one take over.';

export const noLease = defineRule({
  id: 'consistency/no-lease',
  severity: 'info',
  varies: 'A warning where the lease that is there may outlast the switch, or where followers come later than the answers.',
  what: 'Linearizable reads come from a leader that another may replace without its knowledge.',
  why: 'A leader cut off from its followers keeps answering reads after the next one has taken writes: two truths at once.',
  fix: 'Give the leader a lease that ends before another may take over (`replication.lease`), or let each read ask a majority.',
  tradeOff: 'A lease lengthens the switch, since the next leader waits it out; asking a majority costs a round trip a read.',
  source: 'D. Ongaro, J. Ousterhout, "In search of an understandable consensus algorithm", USENIX ATC 2014, section 8.',
  messages: {
    unproved: (d: Told) => `Nothing stops a replaced leader of "${d.store}" from answering reads of "${d.data}"; linearizable is asked.`,
    forgets: (d: Told) =>
      `A follower of "${d.store}" that takes over may lack what the leader acknowledged of "${d.data}": reads go back behind it; linearizable is asked.`,
    outlives: (d: Told & { lease: number; switch: number }) =>
      `The lease of "${d.store}" (${duration(d.lease)}) outlives the switch (${duration(d.switch)}): two leaders may answer reads of "${d.data}".`,
  },
  good: `
sysdrill: 1
title: A lease shorter than the switch
requirements: { quality: { Q1: { data: seat, reads: linearizable } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync, failover: automatic, switch: 20s, lease: 5s } } }
data: { seat: { in: db, key: id, changes: update } }
flows: { look: { rate: 1 /s, path: [ web -> api, api -> db: { read: seat } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A lease longer than the switch
requirements: { quality: { Q1: { data: seat, reads: linearizable } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync, failover: automatic, switch: 20s, lease: 1min } } }
data: { seat: { in: db, key: id, changes: update } }
flows: { look: { rate: 1 /s, path: [ web -> api, api -> db: { read: seat } ] } }
`,
    codes: ['consistency/no-lease:outlives'],
  },
  check({ model, analysis }, report) {
    for (const { data, store, kind } of replaceable(model, analysis.consistency)) {
      const { lease = 0, switch: takes = 0, sync } = store.replication;
      const evidence = { lease: store.replication.lease ?? null, switch: store.replication.switch ?? null, sync: sync ?? null };
      const told = { at: placeOf(store, 'replication.lease', 'replication.failover'), subject: [store.id, data], evidence };
      const about = { store: store.id, data };
      const fix = settle(store.id, 'replication.lease', timeText(takes), `End the lease of "${store.id}" before the switch`);
      if (kind === 'unknown') report.notChecked([store.id, data], 'whether it has a lease is not known');
      else if (kind === 'unproved') report('unproved', { ...told, data: about });
      else if (kind === 'outlives') report('outlives', { ...told, data: { ...about, lease, switch: takes }, severity: 'warning', fix });
      else report('forgets', { ...told, data: about, at: placeOf(store, 'replication.sync'), severity: 'warning', help: WAIT });
    }
  },
});
