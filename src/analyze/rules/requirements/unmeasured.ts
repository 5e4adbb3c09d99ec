import { defineRule } from '../../define-rule.js';
import { unmeasured } from '../../requirements/unmeasured.js';

type Told = { target: string; attribute: string; about: string };

export const unmeasuredTarget = defineRule({
  id: 'requirements/unmeasured',
  severity: 'warning',
  what: 'A target is set that nothing in the design can be measured against.',
  why: 'It is neither met nor missed: it looks like a promise, and nobody could ever say that it was broken.',
  fix: 'Say what is missing: the flow that reads or writes the data, how often a flow runs, how long an interruption may last.',
  tradeOff: 'None: a target without a measure is a wish.',
  source:
    'ISO/IEC 25010 and L. Bass et al., "Software Architecture in Practice" (2021), chapter 3: quality attribute scenarios have a response measure.',
  messages: {
    noReader: (d: Told) => `${d.target} asks ${d.attribute} of "${d.about}", which no flow reads.`,
    noWriter: (d: Told) => `${d.target} asks ${d.attribute} of "${d.about}", which no flow writes.`,
    noLoad: (d: Told) => `${d.target} asks ${d.attribute} of "${d.about}", which runs only inside other flows.`,
    noWithin: (d: Told) => `${d.target} asks that "${d.about}" survives, and not within what time it must be back (\`within\`).`,
    nothingWritten: (d: Told) => `${d.target} says what "${d.about}" may lose, and it writes nothing.`,
  },
  good: `
sysdrill: 1
title: Measured
requirements: { quality: { Q1: { flow: read, p99: 200ms, survives: instance, within: 30s }, Q2: { data: note, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Wished
requirements: { quality: { Q1: { flow: read, survives: instance }, Q2: { data: note, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: note } ] } }
`,
    codes: ['requirements/unmeasured:noWithin', 'requirements/unmeasured:noWriter'],
  },
  check({ model }, report) {
    for (const { kind, target, attribute, about } of unmeasured(model)) {
      const at = target.written.get(attribute) ?? target.origin;
      report(kind, { at, subject: [target.id, about], data: { target: target.id, attribute, about }, evidence: { attribute } });
    }
  },
});
