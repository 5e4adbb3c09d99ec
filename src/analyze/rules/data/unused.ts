import { callsOf } from '../../consistency/calls.js';
import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';

export const unusedData = defineRule({
  id: 'data/unused',
  severity: 'warning',
  what: 'Data is described that no flow reads, writes or announces.',
  why: 'Either a flow is missing, and with it its load and its guarantees; or the data is not needed, and its store is sized for nothing.',
  fix: 'Name it in the step that touches it (`read`, `write`), or take it out.',
  tradeOff: 'None: what nobody touches serves nobody.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 2: data models follow how data is used.',
  messages: {
    idle: (d: { data: string; store: string }) => `No flow reads or writes "${d.data}" in "${d.store}".`,
  },
  good: `
sysdrill: 1
title: Written and read
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Described only
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id }, draft: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
`,
    codes: ['data/unused:idle'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    // A design without flows is a beginning, and one where no step names its data is told once by the grade.
    if (!calls.some(({ call }) => call.operation !== undefined)) return;
    // Parts count too: an undo runs only when something fails.
    const touched = new Set([...model.flows.values()].flatMap(callsOf).flatMap(({ call }) => call.operation?.data ?? []));
    for (const data of model.data.values()) {
      if (touched.has(data.id)) continue;
      const told = { data: data.id, store: data.in };
      report('idle', { at: data.origin, subject: [data.id, data.in], data: told, evidence: { flows: [...model.flows.keys()] } });
    }
  },
});
