import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { figure } from '../say.js';

/** Items in one answer that nobody can look at; interfaces in the open cap pages at a hundred to a thousand. */
const PAGE = 1_000;

export const unboundedRead = defineRule({
  id: 'network/unbounded-read',
  severity: 'warning',
  what: 'One request that a user waits for reads more than a thousand items at once.',
  why: 'Nobody looks at them all, while the store, the service and the line carry them; the users with the most wait longest.',
  fix: 'Answer in pages, each with a cursor to the next.',
  tradeOff: 'Clients ask several times, and what is added meanwhile has to be dealt with by the cursor.',
  source: 'Google API Improvement Proposals, AIP-158: "Pagination".',
  messages: {
    all: (d: { from: string; data: string; items: number; store: string }) =>
      `"${d.from}" reads ${figure(d.items)} items of "${d.data}" from "${d.store}" in one call while the user waits.`,
  },
  good: `
sysdrill: 1
title: In pages
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: [user, id] } }
flows: { list: { rate: 1 /s, path: [ web -> api, api -> db: { read: order, by: user, items: 50 } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: All of them
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: [user, id] } }
flows: { list: { rate: 1 /s, path: [ web -> api, api -> db: { read: order, by: user, items: 20k } ] } }
`,
    codes: ['network/unbounded-read:all'],
  },
  check({ model }, report) {
    const reads = allCalls(model).filter(
      ({ call, awaited, flow }) =>
        awaited && call.operation?.kind === 'read' && model.components.get(flow.roots[0]?.component ?? ('' as never))?.is === 'client',
    );
    for (const { first, flows } of byStep(reads)) {
      const { items, operation, from, visit, origin } = first.call;
      const most = typeof items === 'number' ? items : Math.max(...items.byCase.values());
      if (most <= PAGE || operation === undefined) continue;
      const told = { from, data: operation.data, items: most, store: visit.component };
      report('all', { at: origin, subject: [operation.data, visit.component, ...flows], data: told, evidence: { items: most, flows } });
    }
  },
});
