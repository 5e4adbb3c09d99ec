import { contended } from '../../consistency/conflicts.js';
import { mustLast } from '../../consistency/must-last.js';
import { defineRule } from '../../define-rule.js';
import { placeOf } from '../say.js';

type Told = { store: string; data: string };

export const writeConflict = defineRule({
  id: 'consistency/write-conflict',
  severity: 'error',
  what: 'Two copies may change the same thing at once, and the way out of it throws an acknowledged write away.',
  why: 'Both users were told that theirs is stored; one of the two is gone, and nobody finds out.',
  fix: 'Send all writes of a key to one place (`route: home`, one leader), or merge what both wrote (`conflict: merge`, `versions`).',
  tradeOff: 'One place for a key is farther away for some and can be down; merging has to be thought out for each kind of data.',
  source: 'G. DeCandia et al., "Dynamo", SOSP 2007; M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 5.',
  messages: {
    thrown: (d: Told) => `When two copies of "${d.store}" change "${d.data}" at once, the later clock wins and the other write is lost.`,
    unresolved: (d: Told) => `When two copies of "${d.store}" change "${d.data}" at once, nothing brings them together again.`,
  },
  good: `
sysdrill: 1
title: Merged
requirements: { quality: { Q1: { data: cart, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2, conflict: merge } } }
data: { cart: { in: db, key: user, changes: update } }
flows: { add: { rate: 1 /s, path: [ web -> api, api -> db: { write: cart } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: The later clock wins
requirements: { quality: { Q1: { data: cart, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2, conflict: last-write-wins } } }
data: { cart: { in: db, key: user, changes: update } }
flows: { add: { rate: 1 /s, path: [ web -> api, api -> db: { write: cart } ] } }
`,
    codes: ['consistency/write-conflict:thrown'],
  },
  check({ model }, report) {
    const strict = mustLast(model);
    for (const { store, data, conflict, attribute } of contended(model).filter((each) => strict.has(each.data.id))) {
      const at = placeOf(store, attribute, 'replication.conflict', 'replication');
      const told = { at, subject: [store.id, data.id], data: { store: store.id, data: data.id }, evidence: { conflict: conflict ?? null } };
      if (conflict === undefined) report.notChecked([store.id, data.id], 'what happens to writes that meet is not said');
      else if (conflict === 'last-write-wins') report('thrown', told);
      else if (conflict === 'none') report('unresolved', told);
    }
  },
});
