import { defineRule } from '../../define-rule.js';

type Told = { endpoint: string; flow: string };

export const endpointRule = defineRule({
  id: 'requirements/endpoint',
  severity: 'warning',
  varies: 'Info where a flow that users start has no endpoint.',
  what: 'The interface and the flows do not meet: an endpoint starts nothing, or a use case of the users has no endpoint.',
  why: 'An endpoint without a flow has no load and no guarantee; a use case without one cannot be reached.',
  fix: 'Name the flow in the endpoint (`flow`), or draw it; add the endpoint that is missing.',
  tradeOff: 'None.',
  source: 'J. Higginbotham, "Principles of Web API Design" (2021): endpoints follow from the activities of users.',
  messages: {
    noFlow: (d: Told) => `The endpoint "${d.endpoint}" starts no flow.`,
    noEndpoint: (d: Told) => `Users run "${d.flow}", and no endpoint starts it.`,
  },
  good: `
sysdrill: 1
title: They meet
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { use-case: read, rate: 1 /s, path: [ web -> api ] } }
api: { read: { method: GET, path: /notes } }
`,
  bad: {
    design: `
sysdrill: 1
title: They pass each other
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { use-case: read, rate: 1 /s, path: [ web -> api ] } }
api: { list: { method: GET, path: /notes } }
`,
    codes: ['requirements/endpoint:noEndpoint', 'requirements/endpoint:noFlow'],
  },
  check({ model }, report) {
    if (model.api.size === 0) return;
    for (const endpoint of model.api.values()) {
      const told = { endpoint: endpoint.id, flow: '' };
      if (endpoint.flow === undefined)
        report('noFlow', { at: endpoint.origin, subject: [endpoint.id], data: told, evidence: { flows: [...model.flows.keys()] } });
    }
    const started = new Set([...model.api.values()].flatMap(({ flow }) => flow ?? []));
    for (const flow of model.flows.values()) {
      const byUser = flow.roots.some(({ component }) => model.components.get(component)?.is === 'client');
      if (flow.useCase === undefined || flow.workload.kind === 'part' || !byUser || started.has(flow.id)) continue;
      const evidence = { endpoints: [...model.api.keys()], useCase: flow.useCase };
      report('noEndpoint', { at: flow.origin, subject: [flow.id], data: { endpoint: '', flow: flow.id }, evidence, severity: 'info' });
    }
  },
});
