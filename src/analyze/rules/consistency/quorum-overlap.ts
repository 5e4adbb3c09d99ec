import { overlap, QUORUM_HELP } from '../../consistency/fixes.js';
import { quorums } from '../../consistency/hop.js';
import { weakReads } from '../../consistency/weak-reads.js';
import { defineRule } from '../../define-rule.js';
import { list } from '../say.js';

type Told = { data: string; component: string; flows: readonly string[]; read: number; write: number; copies: number; asked: string };
const sum = (d: Told): string => `R ${d.read} + W ${d.write} of N ${d.copies}`;

export const quorumOverlap = defineRule({
  id: 'consistency/quorum-overlap',
  severity: 'error',
  what: 'A quorum read need not meet the copies that took the last write, although more than eventual reads are asked.',
  why: 'Only where R + W > N does some copy belong to both; otherwise a read may miss a write that was acknowledged.',
  fix: 'Raise R or W until R + W > N; for linearizable reads keep the data behind a leader or consensus.',
  tradeOff: 'Each step up waits for one more copy: slower, and refused sooner when copies are down.',
  source: 'D. K. Gifford, "Weighted voting for replicated data", SOSP 1979; G. DeCandia et al., "Dynamo", SOSP 2007.',
  messages: {
    disjoint: (d: Told) => `Reading "${d.data}" in ${list(d.flows)} with ${sum(d)} may miss the last write; ${d.asked} is asked.`,
    sloppy: (d: Told) =>
      `"${d.component}" may gather its quorums from stand-ins, so that reads of "${d.data}" miss writes; ${d.asked} is asked.`,
    repair: (d: Told) =>
      `Reads of "${d.data}" by ${sum(d)} do not bring the copies up to what they saw: the next read may find less; ${d.asked} is asked.`,
    weak: (d: Told) => `${sum(d)} sees the last completed write of "${d.data}" and promises no order beyond that; ${d.asked} is asked.`,
  },
  good: `
sysdrill: 1
title: Two and two of three
requirements: { quality: { Q1: { data: cart, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2 } } }
data: { cart: { in: db, key: user } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> db: { read: cart } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One and two of three
requirements: { quality: { Q1: { data: cart, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: leaderless, copies: 3, read: 1, write: 2 } } }
data: { cart: { in: db, key: user } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> db: { read: cart } ] } }
`,
    codes: ['consistency/quorum-overlap:disjoint'],
  },
  check({ model, analysis }, report) {
    const kinds = { 'quorum-without-overlap': 'disjoint', 'sloppy-quorum': 'sloppy', quorum: 'weak' } as const;
    for (const { data, hop, asked, flows, at } of weakReads(model, analysis.consistency, Object.keys(kinds) as (keyof typeof kinds)[])) {
      const store = model.components.get(hop.component);
      if (store?.is !== 'database' || asked === null) continue;
      const { read = 0, write = 0 } = quorums(store, hop.call);
      const figures = { asked, copies: store.replication.copies, read, write };
      // The call's own choice of copies is to blame where it made one; otherwise the store's settings are.
      const place = hop.call.target === undefined ? (store.written.get('replication.read') ?? store.written.get('replication') ?? at) : at;
      const told = { at: place, subject: [store.id, data, ...flows], data: { ...figures, data, component: store.id, flows } };
      const repair = hop.kind === 'quorum' && asked === 'monotonic';
      const kind = repair ? 'repair' : kinds[hop.kind as keyof typeof kinds];
      report(kind, { ...told, evidence: figures, fix: overlap(store, hop), help: QUORUM_HELP[kind] });
    }
  },
});
