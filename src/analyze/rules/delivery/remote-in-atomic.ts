import { inTransaction } from '../../consistency/sagas.js';
import { defineRule } from '../../define-rule.js';
import { list } from '../say.js';

export const remoteInAtomic = defineRule({
  id: 'delivery/remote-in-atomic',
  severity: 'error',
  varies: 'A warning for a transaction over several stores, which two-phase commit could carry.',
  what: 'Something is called inside a transaction that the transaction cannot take back.',
  why: 'When the transaction fails, the other side has done it all the same; and while it is waited for, rows stay locked for everybody.',
  fix: 'Commit the intent first, call outside, and commit the result in a second transaction; or use a saga.',
  tradeOff: 'What is between the two transactions is visible, and a crash there has to be finished by a sweep.',
  source: 'P. Helland, "Life beyond distributed transactions", CIDR 2007; C. Richardson, "Microservices Patterns" (2018), chapter 4.',
  messages: {
    remote: (d: { to: string; from: string }) =>
      `"${d.from}" calls "${d.to}" inside a transaction, which cannot take that back and holds its locks meanwhile.`,
    stores: (d: { stores: readonly string[]; from: string }) =>
      `One transaction writes ${list(d.stores)}: that takes two-phase commit, and blocks in all of them when its coordinator is down.`,
  },
  good: `
sysdrill: 1
title: Called between two transactions
components: { web: { is: client }, pay: { is: service, replicas: 2 }, db: { is: database }, bank: { is: external } }
data: { payment: { in: db, key: id }, posting: { in: db, key: id }, charge: { in: bank, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> db: { write: payment }, pay -> bank: { write: charge }, atomic: [ pay -> db: { write: payment }, pay -> db: { write: posting } ] ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Called inside
components: { web: { is: client }, pay: { is: service, replicas: 2 }, db: { is: database }, bank: { is: external } }
data: { payment: { in: db, key: id }, charge: { in: bank, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, atomic: [ pay -> db: { write: payment }, pay -> bank: { write: charge } ] ] } }
`,
    codes: ['delivery/remote-in-atomic:remote'],
  },
  check({ model }, report) {
    const agreed = model.decisions.some(({ chose }) => chose === 'two-phase-commit');
    for (const { call, kind, stores, flows } of inTransaction(model)) {
      const told = { at: call.origin, subject: [call.visit.component, call.from, ...flows], evidence: { stores, flows } };
      if (kind === 'remote') report('remote', { ...told, data: { to: call.visit.component, from: call.from } });
      else if (!agreed) report('stores', { ...told, data: { stores, from: call.from }, severity: 'warning' });
    }
  },
});
