import { defineRule } from '../../define-rule.js';

export const unusedEstimate = defineRule({
  id: 'estimates/unused',
  severity: 'info',
  what: 'A figure of the estimates drives nothing and concludes nothing.',
  why: 'Time went into a number that no rate, size or count rests on; or the thing it was meant for was sized without it.',
  fix: 'Use it where it belongs (`rate: reads`), write what it comes to (`= 5 TB`), or take it out.',
  tradeOff: 'None.',
  source: 'J. Dean, "Designs, lessons and advice from building large distributed systems", LADIS 2009: estimates decide between designs.',
  messages: {
    idle: (d: { name: string; text: string }) =>
      `"${d.name}" (${d.text}) drives nothing: no flow, size or other figure uses it, and it concludes nothing.`,
  },
  good: `
sysdrill: 1
title: A figure that drives the load
estimates: { reads: 100M / day }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: reads, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A figure beside the load
estimates: { reads: 100M / day }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1000 /s, path: [ web -> api ] } }
`,
    codes: ['estimates/unused:idle'],
  },
  check({ model }, report) {
    const inputs = new Set([...model.estimates.values()].flatMap((each) => each.inputs));
    if (model.flows.size === 0) return;
    for (const { id, origin, text, said, usedBy } of model.estimates.values()) {
      // What the parts cost is held against it.
      if (id === 'budget') continue;
      if (said !== undefined || usedBy.length > 0 || inputs.has(id)) continue;
      report('idle', { at: origin, subject: [id], data: { name: id, text }, evidence: { text } });
    }
  },
});
