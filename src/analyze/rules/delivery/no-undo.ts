import { withoutUndo } from '../../consistency/sagas.js';
import { defineRule } from '../../define-rule.js';

export const noUndo = defineRule({
  id: 'delivery/no-undo',
  severity: 'error',
  what: 'A step of a saga at somebody else’s is not undone when a later step fails.',
  why: 'The goods stay held, or the money taken, for something that never happens; no transaction reaches over there to take it back.',
  fix: 'Name the flow that takes the step back (`undo`), or move the step that cannot be undone to the end.',
  tradeOff: 'An undo is one more thing that has to work, and until it has others see what will not last.',
  source: 'H. Garcia-Molina, K. Salem, "Sagas", SIGMOD 1987.',
  messages: {
    left: (d: { at: string; data: string; later: string }) =>
      `When "${d.later}" fails after it, what "${d.at}" did with "${d.data}" stays done: nothing undoes it.`,
  },
  good: `
sysdrill: 1
title: Held, charged, or let go
components: { web: { is: client }, pay: { is: service, replicas: 2 }, stock: { is: external }, bank: { is: external } }
data: { hold: { in: stock, key: id }, charge: { in: bank, key: id } }
flows:
  buy: { rate: 1 /s, path: [ web -> pay, pay -> stock: { write: hold, undo: release }, pay -> bank: { write: charge, undo: refund } ] }
  release: { path: [ pay -> stock: { write: hold, once: id } ] }
  refund: { path: [ pay -> bank: { write: charge, once: id } ] }
`,
  bad: {
    design: `
sysdrill: 1
title: Held for ever
components: { web: { is: client }, pay: { is: service, replicas: 2 }, stock: { is: external }, bank: { is: external } }
data: { hold: { in: stock, key: id }, charge: { in: bank, key: id } }
flows:
  buy: { rate: 1 /s, path: [ web -> pay, pay -> stock: { write: hold }, pay -> bank: { write: charge, undo: refund } ] }
  refund: { path: [ pay -> bank: { write: charge, once: id } ] }
`,
    codes: ['delivery/no-undo:left'],
  },
  check({ model }, report) {
    for (const { call, flows, later } of withoutUndo(model)) {
      const at = call.visit.component;
      const data = call.operation?.data ?? '';
      report('left', { at: call.origin, subject: [at, data, later, ...flows], data: { at, data, later }, evidence: { later, flows } });
    }
  },
});
