import type { Call } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';
import { twoStores, unrecorded } from '../../consistency/sagas.js';
import { defineRule } from '../../define-rule.js';

type Told = { from: string; first: string; second: string; done: string; data: string };

function tell(a: Call, b: Call, flows: readonly FlowId[]) {
  const [done, data] = [a.operation?.data ?? '', b.operation?.data ?? ''];
  const told: Told = { from: b.from, first: a.visit.component, second: b.visit.component, done, data };
  return [told, { first: done, second: data, flows }] as const;
}

export const twoStoresApart = defineRule({
  id: 'delivery/two-stores',
  severity: 'warning',
  varies: 'Info where the data of one is derived from that of the other: it can be built anew.',
  what: 'One step writes two databases one after the other, with neither a saga, nor one transaction, nor change capture between them; or asks somebody else to do something before its own database knows.',
  why: 'A crash between the two leaves one of them written; they drift apart, and nothing notices.',
  fix: 'Write one, and bring the other up to date out of it (`store ~> stream`); or name what undoes the first (`undo`).',
  tradeOff: 'The second store is a moment behind, or what was undone was visible for a moment.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 11: keeping systems in sync.',
  messages: {
    apart: (d: Told) => `"${d.from}" writes "${d.first}" and then "${d.second}": a crash in between leaves only the first.`,
    derived: (d: Told) =>
      `"${d.from}" writes "${d.first}" and then "${d.second}", one derived from the other: after a crash in between they differ until somebody builds it anew.`,
    unrecorded: (d: Told) =>
      `"${d.from}" has "${d.done}" done at "${d.first}" before "${d.second}" knows of it: if writing "${d.data}" then fails, nothing of ours can tell, or take it back.`,
  },
  good: `
sysdrill: 1
title: One out of the other
components: { web: { is: client }, api: { is: service, replicas: 2 }, people: { is: database }, out: { is: stream, dead-letter: true }, crew: { is: worker, idempotent: true }, orders: { is: database } }
data: { person: { in: people, key: id }, order: { in: orders, key: id } }
flows: { join: { rate: 1 /s, path: [ web -> api -> people: { write: person }, people ~> out ~> crew, crew -> orders: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One after the other
components: { web: { is: client }, api: { is: service, replicas: 2 }, people: { is: database }, orders: { is: database } }
data: { person: { in: people, key: id }, order: { in: orders, key: id } }
flows: { join: { rate: 1 /s, path: [ web -> api -> people: { write: person }, api -> orders: { write: order } ] } }
`,
    codes: ['delivery/two-stores:apart'],
  },
  check({ model }, report) {
    for (const { first, second, flows } of unrecorded(model)) {
      const [told, evidence] = tell(first, second, flows);
      const help = 'Write what is about to be done first, and what came of it afterwards; name the flow that takes it back (`undo`).';
      report('unrecorded', { at: first.origin, subject: [told.first, told.second, told.from, ...flows], data: told, evidence, help });
    }
    for (const { first, second, derived, flows } of twoStores(model)) {
      const [told, evidence] = tell(first, second, flows);
      const about = { at: second.origin, subject: [told.second, told.first, told.from, ...flows], data: told, evidence };
      if (derived) report('derived', { ...about, severity: 'info' });
      else report('apart', about);
    }
  },
});
