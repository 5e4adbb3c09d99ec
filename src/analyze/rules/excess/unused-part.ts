import type { Component } from '#model/component.js';
import { callsOf } from '../../consistency/calls.js';
import { defineRule } from '../../define-rule.js';

/** What serves beside the paths: it is watched by, found through, agreed on or asked by all. */
const BESIDE: ReadonlySet<Component['is']> = new Set(['monitor', 'dns', 'registry', 'coordinator', 'lock-service', 'identity']);

export const unusedPart = defineRule({
  id: 'excess/unused-part',
  severity: 'warning',
  what: 'A part is drawn that no flow touches.',
  why: 'Either a flow is missing, and with it the load and the promises of that part; or it is there for show, and has to be run and paid for.',
  fix: 'Draw what it does in the flow that needs it, or take it out.',
  tradeOff: 'None: a part that nothing calls does nothing.',
  source: 'P. Kruchten, "The 4+1 view model of architecture", IEEE Software 12 (1995): scenarios tie the views together.',
  messages: {
    idle: (d: { part: string }) => `No flow calls "${d.part}", and it calls nobody.`,
  },
  good: `
sysdrill: 1
title: Drawn and called
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, dead-letter: true }, crew: { is: worker, idempotent: true } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> jobs ~> crew ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Drawn only
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, dead-letter: true } }
flows: { edit: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['excess/unused-part:idle'],
  },
  check({ model }, report) {
    // Before the first flow is drawn nothing is called, which nobody needs to be told.
    if (model.flows.size === 0) return;
    const flows = [...model.flows.values()];
    const roots = flows.flatMap((flow) => flow.roots.map(({ component }) => component));
    const touched = new Set([...roots, ...flows.flatMap(callsOf).flatMap(({ call }) => [call.from, call.visit.component])]);
    // Data that nobody touches is told of by itself, and with it the store it is in.
    const stores = new Set([...model.data.values()].map((data) => data.in));
    for (const component of model.components.values()) {
      const { id, origin, is } = component;
      if (touched.has(id) || stores.has(id) || BESIDE.has(is) || ('replicaOf' in component && component.replicaOf !== undefined)) continue;
      report('idle', { at: origin, subject: [id], data: { part: id }, evidence: { flows: flows.map((flow) => flow.id) } });
    }
  },
});
