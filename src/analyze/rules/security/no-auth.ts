import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { openDoors } from '../../network/edge.js';
import { list, placeOf } from '../say.js';

type Told = { entry: string; data: readonly string[]; said: string };

export const noAuth = defineRule({
  id: 'security/no-auth',
  severity: 'warning',
  what: 'Users write data, and nothing on the way asks who they are.',
  why: 'Anybody who finds the address writes, changes and deletes in the name of anybody.',
  fix: 'Ask at the entrance (`auth` of the gateway, balancer or service), or call an identity service before the write.',
  tradeOff: 'A check of each request costs time, and the identity service is one more part that has to be up.',
  source: 'OWASP API Security Top 10 (2023), API2: Broken Authentication.',
  messages: {
    missing: (d: Told) => `Nothing between the clients and ${list(d.data)} asks who writes; "${d.entry}" lets everybody in.`,
    none: (d: Told) => `"${d.said}" says that it asks nobody who they are, and clients write ${list(d.data)} through it.`,
  },
  good: `
sysdrill: 1
title: Asked at the entrance
components: { web: { is: client }, edge: { is: api-gateway, replicas: 2, auth: oauth2 }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> edge -> api -> db: { write: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Open to all
components: { web: { is: client }, edge: { is: api-gateway, replicas: 2, auth: none }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> edge -> api -> db: { write: note } ] } }
`,
    codes: ['security/no-auth:none'],
  },
  check({ model }, report) {
    for (const { entry, said, unknown, data, flows } of openDoors(model)) {
      if (unknown !== undefined) {
        report.notChecked([unknown, ...data], 'whether it asks who writes is not known');
        continue;
      }
      const component = model.components.get(said ?? entry)!;
      const told = { entry, data: data.map((each) => `"${each}"`), said: said ?? '' };
      const subject = [...new Set([said ?? entry, entry, ...data, ...flows])];
      report(said === undefined ? 'missing' : 'none', {
        at: placeOf(component, 'auth'),
        subject,
        data: told,
        evidence: { entry, data, flows },
        fix: settle(component.id, 'auth', 'oauth2', `"${component.id}" asks who is there`),
      });
    }
  },
});
