import { twoStores, unrecorded } from '../../consistency/sagas.js';
import { defineRule } from '../../define-rule.js';

export const twoStoresApart = defineRule({
  id: 'delivery/two-stores',
  severity: 'warning',
  what: 'One step writes two databases one after the other, with neither a saga, nor one transaction, nor change capture between them; or asks somebody else to do something before its own database knows.',
  why: 'A crash between the two leaves one of them written; they drift apart, and nothing notices.',
  fix: 'Write one, and bring the other up to date out of it (`store ~> stream`); or name what undoes the first (`undo`).',
  tradeOff: 'The second store is a moment behind, or what was undone was visible for a moment.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 11: keeping systems in sync.',
  messages: {
    apart: (d: { from: string; first: string; second: string }) =>
      `"${d.from}" writes "${d.first}" and then "${d.second}": a crash in between leaves only the first.`,
    unrecorded: (d: { from: string; first: string; done: string; second: string; data: string }) =>
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
      const [at, to] = [first.visit.component, second.visit.component];
      const [done, data] = [first.operation?.data ?? '', second.operation?.data ?? ''];
      report('unrecorded', {
        at: first.origin,
        subject: [at, to, first.from, ...flows],
        data: { from: first.from, first: at, done, second: to, data },
        evidence: { first: done, second: data, flows },
        help: 'Write what is about to be done first, and what came of it afterwards; name the flow that takes it back (`undo`).',
      });
    }
    for (const { first, second, flows } of twoStores(model)) {
      const told = { from: second.from, first: first.visit.component, second: second.visit.component };
      const evidence = { first: first.operation?.data ?? null, second: second.operation?.data ?? null, flows };
      report('apart', { at: second.origin, subject: [told.second, told.first, told.from, ...flows], data: told, evidence });
    }
  },
});
