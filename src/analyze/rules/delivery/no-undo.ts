import { leftChanged, withoutUndo } from '../../consistency/sagas.js';
import { defineRule } from '../../define-rule.js';

export const noUndo = defineRule({
  id: 'delivery/no-undo',
  severity: 'error',
  varies: 'A warning where it is a store of our own that stays changed.',
  what: 'A step of a saga is not undone when a later step fails.',
  why: 'The goods stay held, or the money taken, for something that never happens; no transaction reaches over there to take it back.',
  fix: 'Name the flow that takes the step back (`undo`), or move the step that cannot be undone to the end.',
  tradeOff: 'An undo is one more thing that has to work, and until it has others see what will not last.',
  source: 'H. Garcia-Molina, K. Salem, "Sagas", SIGMOD 1987.',
  messages: {
    left: (d: { at: string; data: string; later: string }) =>
      `When "${d.later}" fails after it, what "${d.at}" did with "${d.data}" stays done: nothing undoes it.`,
    kept: (d: { at: string; data: string; later: string }) =>
      `When "${d.later}" says no, what was done to "${d.data}" in "${d.at}" before stays done: no undo, and no later step, touches it again.`,
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
    for (const [message, severity, found] of [
      ['left', 'error', withoutUndo(model)],
      ['kept', 'warning', leftChanged(model)],
    ] as const)
      for (const { call, flows, later } of found) {
        const at = call.visit.component;
        const data = call.operation?.data ?? '';
        const about = { at: call.origin, subject: [at, data, later, ...flows], data: { at, data, later }, evidence: { later, flows } };
        report(message, { ...about, severity });
      }
  },
});
