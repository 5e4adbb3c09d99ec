import { undoneTwice } from '../../consistency/sagas.js';
import { defineRule } from '../../define-rule.js';
import { settleCall } from '../../fix.js';

export const undoTwice = defineRule({
  id: 'delivery/undo-twice',
  severity: 'error',
  what: 'What undoes a step of a saga has nothing to recognise a repetition by.',
  why: 'An undo is tried until it works; tried again after a lost answer, it gives the money back twice.',
  fix: 'Send a key with the undo (`once`), or undo into a state (`released`) rather than by an amount.',
  tradeOff: 'The receiver keeps keys for as long as anybody may still try.',
  source:
    'C. Richardson, "Microservices Patterns" (2018), chapter 4: compensating transactions; P. Helland, "Idempotence is not a medical condition", ACM Queue 10 (2012).',
  messages: {
    blind: (d: { undo: string; at: string; data: string }) =>
      `"${d.undo}" writes "${d.data}" at "${d.at}" with nothing to recognise a repetition by; tried again, it undoes twice.`,
  },
  good: `
sysdrill: 1
title: A refund with a key
components: { web: { is: client }, pay: { is: service, replicas: 2 }, bank: { is: external } }
data: { charge: { in: bank, key: id } }
flows:
  buy: { rate: 1 /s, path: [ web -> pay, pay -> bank: { write: charge, undo: refund } ] }
  refund: { path: [ pay -> bank: { write: charge, once: refund-id } ] }
`,
  bad: {
    design: `
sysdrill: 1
title: A refund without one
components: { web: { is: client }, pay: { is: service, replicas: 2 }, bank: { is: external } }
data: { charge: { in: bank, key: id } }
flows:
  buy: { rate: 1 /s, path: [ web -> pay, pay -> bank: { write: charge, undo: refund } ] }
  refund: { path: [ pay -> bank: { write: charge } ] }
`,
    codes: ['delivery/undo-twice:blind'],
  },
  check({ model }, report) {
    for (const { undo, write, of, flows } of undoneTwice(model)) {
      const data = { undo, at: write.visit.component, data: write.operation?.data ?? '' };
      const evidence = { undoes: of.visit.component, flows };
      report('blind', {
        at: write.origin,
        subject: [undo, data.at, data.data],
        data,
        evidence,
        fix: settleCall(write, 'once', `${undo}-id`, `Send ${undo}-id with what undoes`),
      });
    }
  },
});
