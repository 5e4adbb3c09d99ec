import { isolate } from '../../consistency/fixes.js';
import { ISOLATIONS, isolationGaps } from '../../consistency/isolation.js';
import { defineRule } from '../../define-rule.js';
import { placeOf } from '../say.js';

export const isolation = defineRule({
  id: 'consistency/isolation',
  severity: 'error',
  what: 'A store isolates its transactions less than is asked of the data in it.',
  why: 'Two transactions that are right one after the other may together break a rule that each of them checked: a balance below zero, a seat sold twice.',
  fix: 'Raise the isolation of the store, or lock what was checked (`select ... for update`) and ask for less.',
  tradeOff: 'Stronger isolation makes transactions wait or start again, most of all on hot rows.',
  source: 'H. Berenson et al., "A critique of ANSI SQL isolation levels", SIGMOD 1995.',
  messages: {
    weaker: (d: { store: string; data: string; has: string; asked: string }) =>
      `"${d.store}" gives ${d.has}; ${d.asked} is asked of "${d.data}".`,
  },
  good: `
sysdrill: 1
title: Serializable books
requirements: { quality: { Q1: { data: posting, isolation: serializable } } }
components: { web: { is: client }, books: { is: database, isolation: serializable, replication: { copies: 2 } } }
data: { posting: { in: books, key: id } }
flows: { post: { rate: 1 /s, path: [ web -> books: { write: posting } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Books that read what was committed
requirements: { quality: { Q1: { data: posting, isolation: serializable } } }
components: { web: { is: client }, books: { is: database, isolation: read-committed, replication: { copies: 2 } } }
data: { posting: { in: books, key: id } }
flows: { post: { rate: 1 /s, path: [ web -> books: { write: posting } ] } }
`,
    codes: ['consistency/isolation:weaker'],
  },
  check({ model }, report) {
    for (const { store, data, has, asked } of isolationGaps(model)) {
      if (has === undefined) report.notChecked([store.id, data], `which of ${ISOLATIONS.join(', ')} it gives is not said`);
      else
        report('weaker', {
          at: placeOf(store, 'isolation'),
          subject: [store.id, data],
          data: { store: store.id, data, has, asked },
          evidence: { has, asked },
          fix: isolate(store, asked),
        });
    }
  },
});
