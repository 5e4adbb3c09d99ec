import { defineRule } from '../../define-rule.js';
import { setAttribute, timeText } from '../../fix.js';
import { mustReturn, waitedFor } from '../../visited.js';
import { duration, placeOf } from '../say.js';

export const longLease = defineRule({
  id: 'availability/long-lease',
  severity: 'error',
  what: 'A dead leader counts as alive for longer than the flow may be away.',
  why: 'Nobody else may act before the lease has run out, or two would: until then the work of the leader stands still.',
  fix: 'Shorten the lease to a few times the interval of its renewals, well below the time within which the flow must be back.',
  tradeOff: 'A short lease is renewed often, and a pause of the leader or of the network then costs it the lead.',
  source: 'C. Gray, D. Cheriton, "Leases: an efficient fault-tolerant mechanism for distributed file cache consistency" (1989).',
  messages: {
    late: (d: { service: string; keeper: string; lease: number; flow: string; within: number }) =>
      `When the leader of "${d.service}" dies, "${d.keeper}" waits ${duration(d.lease)} before another may lead; "${d.flow}" must be back within ${duration(d.within)}.`,
  },
  good: `
sysdrill: 1
title: A lease of ten seconds
requirements: { quality: { Q1: { flow: book, survives: instance, within: 30s } } }
components: { web: { is: client }, match: { is: service, replicas: 3, state: leader-elected }, agree: { is: coordinator, copies: 3, lease: 10s } }
flows: { book: { rate: 1 /s, path: [ web -> match ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A lease of two minutes
requirements: { quality: { Q1: { flow: book, survives: instance, within: 30s } } }
components: { web: { is: client }, match: { is: service, replicas: 3, state: leader-elected }, agree: { is: coordinator, copies: 3, lease: 2min } }
flows: { book: { rate: 1 /s, path: [ web -> match ] } }
`,
    codes: ['availability/long-lease:late'],
  },
  check({ model }, report) {
    const keepers = [...model.components.values()].filter((each) => each.is === 'coordinator' || each.is === 'lock-service');
    // Which of several it is elected through is not said.
    const [keeper, ...others] = keepers;
    if (keeper?.lease === undefined || others.length > 0) return;
    const { lease } = keeper;
    for (const { flow, within } of mustReturn(model)) {
      if (lease <= within) continue;
      for (const id of waitedFor(model, flow)) {
        const service = model.components.get(id);
        if (service === undefined || !('state' in service) || service.state !== 'leader-elected') continue;
        const data = { service: id, keeper: keeper.id, lease, flow: flow.id, within };
        const fix = {
          title: `Let a lease of "${keeper.id}" run for ${timeText(within)}`,
          edits: [setAttribute(keeper.id, 'lease', timeText(within))],
        };
        report('late', { fix, at: placeOf(keeper, 'lease'), subject: [keeper.id, id, flow.id], data, evidence: { lease, within } });
      }
    }
  },
});
