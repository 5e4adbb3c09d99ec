import { defineRule } from '../../define-rule.js';

type Told = { about: string; chose: string };

export const oneSided = defineRule({
  id: 'decisions/one-sided',
  severity: 'info',
  what: 'A decision has nothing on its other side: no alternative, itself as the alternative, or no cost.',
  why: 'A choice without an alternative was none, and every real one costs something; what is not written down was not weighed.',
  fix: 'Say what else could have been (`over`) and what this is worse at (`costs`).',
  tradeOff: 'None.',
  source: 'M. Nygard, "Documenting architecture decisions" (2011): consequences, good and bad.',
  messages: {
    same: (d: Told) => `"${d.about}": ${d.chose} was chosen over itself.`,
    noOther: (d: Told) => `"${d.about}": ${d.chose} was chosen, and over what is not said.`,
    noCost: (d: Told) => `"${d.about}": ${d.chose} is said to cost nothing.`,
  },
  good: `
sysdrill: 1
title: Weighed
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db ] } }
decisions: [ { about: db, chose: sql, over: [key-value], gains: [transactions], costs: [scaling-of-writes] } ]
`,
  bad: {
    design: `
sysdrill: 1
title: Not weighed
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db ] } }
decisions: [ { about: db, chose: sql, over: [sql], costs: [licences] }, { about: api, chose: service, costs: [memory] }, { about: db, chose: sql, over: [graph] } ]
`,
    codes: ['decisions/one-sided:same', 'decisions/one-sided:noOther', 'decisions/one-sided:noCost'],
  },
  check({ model }, report) {
    for (const { about, chose, over, costs, origin } of model.decisions) {
      const told = { at: origin, subject: [about], data: { about, chose }, evidence: { chose, over, costs } };
      if (over.includes(chose)) report('same', told);
      else if (over.length === 0) report('noOther', told);
      else if (costs.length === 0) report('noCost', told);
    }
  },
});
