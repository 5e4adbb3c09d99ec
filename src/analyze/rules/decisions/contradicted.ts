import { aboutOf, DECISION_WORDS } from '../../decisions/words.js';
import { defineRule } from '../../define-rule.js';

type Told = { about: string; chose: string; other: string };

export const contradicted = defineRule({
  id: 'decisions/contradicted',
  severity: 'warning',
  what: 'A decision says that something was chosen, and the design is something else.',
  why: 'Either the drawing or the reason is out of date; whoever builds by one of them contradicts the other.',
  fix: 'Change the part to what was chosen, or write down what was chosen instead and why.',
  tradeOff: 'None: one of the two is not meant.',
  source: 'M. Nygard, "Documenting architecture decisions" (2011).',
  messages: {
    isNot: (d: Told) => `"${d.about}" is said to be ${d.chose}; in this design it is not.`,
    isOther: (d: Told) => `"${d.about}" is said to be ${d.chose} rather than ${d.other}; in this design it is ${d.other}.`,
  },
  good: `
sysdrill: 1
title: One leader, as decided
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
decisions: [ { about: db, chose: single-leader, over: [leaderless], gains: [consistency], costs: [write-availability] } ]
`,
  bad: {
    design: `
sysdrill: 1
title: One leader, it was decided
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2 } } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
decisions: [ { about: db, chose: single-leader, over: [leaderless], gains: [consistency], costs: [write-availability] } ]
`,
    codes: ['decisions/contradicted:isNot'],
  },
  check({ model }, report) {
    for (const decision of model.decisions) {
      const { about, chose, over, origin } = decision;
      const part = aboutOf(model, decision);
      const holds = (word: string): boolean | undefined => DECISION_WORDS[word]?.(part);
      const other = over.filter((word) => word !== chose).find((word) => holds(word) === true);
      const told = { at: origin, subject: [about], data: { about, chose, other: other ?? '' }, evidence: { chose, over } };
      if (holds(chose) === false) report('isNot', told);
      else if (other !== undefined) report('isOther', told);
    }
  },
});
