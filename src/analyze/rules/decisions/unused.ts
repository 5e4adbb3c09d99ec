import { callsOf } from '#model/calls.js';
import { defineRule } from '../../define-rule.js';

/** Parts that serve without standing in a path. */
const BESIDE: ReadonlySet<string> = new Set(['monitor', 'coordinator', 'registry', 'lock-service', 'dns', 'identity', 'client']);

export const decisionAboutNothing = defineRule({
  id: 'decisions/unused',
  severity: 'warning',
  what: 'A decision is about a part or data that no flow touches.',
  why: 'What was weighed so carefully does nothing in this design; the parts that do something went undecided.',
  fix: 'Draw the steps that use it, or take it out together with its decision.',
  tradeOff: 'None.',
  source: 'M. Nygard, "Documenting architecture decisions" (2011): decisions that affect the structure.',
  messages: {
    idle: (d: { about: string; chose: string }) => `"${d.about}", for which ${d.chose} was chosen, is touched by no flow.`,
  },
  good: `
sysdrill: 1
title: Used
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db ] } }
decisions: [ { about: db, chose: sql, over: [key-value], gains: [transactions], costs: [scaling-of-writes] } ]
`,
  bad: {
    design: `
sysdrill: 1
title: Not used
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
decisions: [ { about: db, chose: sql, over: [key-value], gains: [transactions], costs: [scaling-of-writes] } ]
`,
    codes: ['decisions/unused:idle'],
  },
  check({ model }, report) {
    const calls = [...model.flows.values()].flatMap(callsOf);
    const used = new Set<string>(calls.flatMap(({ from, visit, operation }) => [from, visit.component, operation?.data ?? from]));
    if (calls.length === 0) return;
    for (const { about, chose, origin } of model.decisions) {
      const component = [...model.components.values()].find(({ id }) => id === about);
      const isFlow = [...model.flows.keys()].some((id) => id === about);
      if (used.has(about) || isFlow || (component !== undefined && BESIDE.has(component.is))) continue;
      report('idle', { at: origin, subject: [about], data: { about, chose }, evidence: { chose } });
    }
  },
});
