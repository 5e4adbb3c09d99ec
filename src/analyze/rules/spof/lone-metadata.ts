import { ownFlows, targetsOf } from '../../analysis.js';
import { defineRule } from '../../define-rule.js';
import { waitedFor } from '../../visited.js';
import { list, placeOf } from '../say.js';

export const loneMetadata = defineRule({
  id: 'spof/lone-metadata',
  severity: 'warning',
  varies: 'An error where a flow that waits for it must survive a failure.',
  what: 'The blocks of a file system are copied, but one server alone knows where they lie.',
  why: 'When that server is down no file can be opened, however many copies there are of each block.',
  fix: 'Run a standby that follows it, or several metadata servers that agree by majority.',
  tradeOff: 'A standby must be up to date to the last change, so every change of a name waits for it.',
  source: 'Apache Hadoop documentation, "HDFS High Availability Using the Quorum Journal Manager".',
  messages: {
    lone: (d: { component: string; copies: number; flows: readonly string[] }) =>
      `"${d.component}" keeps ${d.copies === 1 ? 'one copy' : `${d.copies} copies`} of each block and one metadata server; without it ${list(d.flows)} cannot open a file.`,
  },
  good: `
sysdrill: 1
title: Three metadata servers
components: { web: { is: client }, api: { is: service, replicas: 2 }, files: { is: file-system, copies: 3, metadata: 3 } }
flows: { read: { rate: 1 /s, path: [ web -> api -> files ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One metadata server
components: { web: { is: client }, api: { is: service, replicas: 2 }, files: { is: file-system, copies: 3, metadata: 1 } }
flows: { read: { rate: 1 /s, path: [ web -> api -> files ] } }
`,
    codes: ['spof/lone-metadata:lone'],
  },
  check({ model }, report) {
    for (const component of model.components.values()) {
      if (component.is !== 'file-system' || component.metadata !== 1) continue;
      const flows = ownFlows(model).filter((flow) => waitedFor(model, flow).has(component.id));
      if (flows.length === 0) continue;
      const ids = flows.map(({ id }) => id);
      const { id, copies } = component;
      const severity = ids.some((flow) => targetsOf(model, flow).some(({ survives }) => survives !== undefined)) ? 'error' : 'warning';
      const data = { component: id, copies, flows: ids };
      report('lone', {
        at: placeOf(component, 'metadata'),
        subject: [id, ...ids],
        data,
        evidence: { copies, metadata: 1, flows: ids },
        severity,
      });
    }
  },
});
