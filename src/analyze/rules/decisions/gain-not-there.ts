import { GAINS } from '../../decisions/effects.js';
import { aboutOf } from '../../decisions/words.js';
import { defineRule } from '../../define-rule.js';

export const gainNotThere = defineRule({
  id: 'decisions/gain-not-there',
  severity: 'warning',
  what: 'A decision claims a gain that the design cannot have.',
  why: 'The choice was paid for, and what it was paid for is not there: some attribute takes it back.',
  fix: 'Change what takes the gain back, or claim what the choice really brings.',
  tradeOff: 'What brings the gain has a cost of its own: more copies, slower writes, weaker reads.',
  source: 'R. Kazman, M. Klein, P. Clements, "ATAM: method for architecture evaluation" (2000): claims are held against the architecture.',
  messages: {
    denied: (d: { about: string; chose: string; gain: string; because: string }) =>
      `"${d.about}" is ${d.chose} to gain ${d.gain}, and has none: ${d.because}.`,
  },
  good: `
sysdrill: 1
title: Two copies before the answer
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: semi-sync } } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db ] } }
decisions: [ { about: db, chose: single-leader, over: [leaderless], gains: [durability], costs: [write-availability] } ]
`,
  bad: {
    design: `
sysdrill: 1
title: Copies after the answer
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: async } } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db ] } }
decisions: [ { about: db, chose: single-leader, over: [leaderless], gains: [durability], costs: [write-availability] } ]
`,
    codes: ['decisions/gain-not-there:denied'],
  },
  check({ model }, report) {
    for (const decision of model.decisions) {
      const { about, chose, gains, origin } = decision;
      const part = aboutOf(model, decision);
      for (const gain of gains) {
        const because = GAINS[gain]?.(part);
        if (because === undefined) continue;
        report('denied', { at: origin, subject: [about], data: { about, chose, gain, because }, evidence: { gain, because } });
      }
    }
  },
});
