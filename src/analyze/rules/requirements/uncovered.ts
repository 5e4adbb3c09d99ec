import { nearest } from '#base/nearest.js';
import { defineRule } from '../../define-rule.js';

type Told = { id: string; useCase: string; near: string };

export const uncovered = defineRule({
  id: 'requirements/uncovered',
  severity: 'warning',
  varies: 'Info where the requirement names no use case, while others do.',
  what: 'A functional requirement names a use case that no flow serves, or none.',
  why: 'What no flow does has no load, no latency and no guarantee: the design does not say whether it can be done at all.',
  fix: 'Draw the flow and name the use case in it (`use-case`), or move the requirement out of scope.',
  tradeOff: 'None: a requirement is met by something or dropped on purpose.',
  source: 'P. Kruchten, "The 4+1 view model of architecture", IEEE Software 12 (1995): scenarios tie the views together.',
  messages: {
    noFlow: (d: Told) =>
      `"${d.id}" names the use case "${d.useCase}", and no flow serves it${d.near === '' ? '' : `; one serves "${d.near}"`}.`,
    unnamed: (d: { id: string }) => `"${d.id}" names no use case: nothing shows which flow serves it, or that one does.`,
  },
  good: `
sysdrill: 1
title: A flow for the use case
requirements: { functional: { F1: { text: Notes are kept, use-case: keep } } }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { save: { use-case: keep, rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A use case for nothing
requirements: { functional: { F1: { text: Notes are kept, use-case: keep }, F2: { text: Notes are found, use-case: search } } }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { save: { use-case: keep, rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['requirements/uncovered:noFlow'],
  },
  check({ model }, report) {
    const served = new Set([...model.flows.values()].flatMap(({ useCase }) => useCase ?? []));
    // Before the first flow is drawn everything is uncovered, which nobody needs to be told.
    if (model.flows.size === 0) return;
    for (const { id, useCase, origin } of model.requirements.functional.values()) {
      if (useCase === undefined && served.size > 0)
        report('unnamed', { at: origin, subject: [id], data: { id }, evidence: { served: [...served] }, severity: 'info' });
      if (useCase === undefined || served.has(useCase)) continue;
      const near = nearest(useCase, [...served]) ?? '';
      report('noFlow', { at: origin, subject: [id], data: { id, useCase, near }, evidence: { useCase, served: [...served] } });
    }
  },
});
