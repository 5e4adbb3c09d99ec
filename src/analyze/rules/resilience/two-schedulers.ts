import type { ComponentId } from '#model/ids.js';
import { allCalls, changes } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { recognises } from '../../resilience/recognises.js';
import { saysUnknown } from '../../unknown.js';
import { placeOf } from '../say.js';

export const twoSchedulers = defineRule({
  id: 'resilience/two-schedulers',
  severity: 'warning',
  what: 'Several instances of a scheduler start the same batch, and nothing says which of them may.',
  why: 'Each of them runs it at its hour: mails go out twice, money is moved twice.',
  fix: 'Let one stand by (`mode: active-passive`) or take a lock first; and make what the batch writes recognise a repetition (`once`).',
  tradeOff: 'A standby must notice that the other is dead, and a lock needs a lease: the batch may start a little late.',
  source: 'Google, "Site Reliability Engineering" (2016), chapter 24: distributed periodic scheduling with Cron.',
  messages: {
    twice: (d: { scheduler: string; replicas: number; flow: string; data: string }) =>
      `All ${d.replicas} instances of "${d.scheduler}" may start "${d.flow}", and "${d.data}" is then written ${d.replicas === 2 ? 'twice' : `${d.replicas} times`}.`,
  },
  good: `
sysdrill: 1
title: One stands by
components: { cron: { is: scheduler, replicas: 2, mode: active-passive, switch: 30s }, crew: { is: worker, replicas: 2 }, db: { is: database } }
data: { bill: { in: db, key: id } }
flows: { bill: { every: 1 day, items: 1000, path: [ cron ~> crew, crew -> db: { write: bill } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Both start it
components: { cron: { is: scheduler, replicas: 2 }, crew: { is: worker, replicas: 2 }, db: { is: database } }
data: { bill: { in: db, key: id } }
flows: { bill: { every: 1 day, items: 1000, path: [ cron ~> crew, crew -> db: { write: bill } ] } }
`,
    codes: ['resilience/two-schedulers:twice'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    const is = (id: ComponentId): string | undefined => model.components.get(id)?.is;
    for (const flow of model.flows.values()) {
      const scheduler = flow.roots.map(({ component }) => model.components.get(component)).find((each) => each?.is === 'scheduler');
      if (scheduler?.is !== 'scheduler' || scheduler.replicas < 2 || scheduler.mode === 'active-passive') continue;
      if (saysUnknown(model, `components.${scheduler.id}.mode`)) continue;
      const own = calls.filter((each) => each.flow === flow);
      // A lock or an election on the way decides who goes on.
      if (own.some(({ call }) => ['lock-service', 'coordinator'].includes(is(call.visit.component) ?? ''))) continue;
      const blind = own.find(({ call, above }) => changes(model, call) && ![...above, call].some((each) => recognises(model, each)));
      const data = blind?.call.operation?.data;
      if (blind === undefined || data === undefined || model.data.get(data)?.changes === 'never') continue;
      const told = { scheduler: scheduler.id, replicas: scheduler.replicas, flow: flow.id, data };
      const subject = [scheduler.id, flow.id, data];
      const fix = { title: `Let one of "${scheduler.id}" stand by`, edits: [setAttribute(scheduler.id, 'mode', 'active-passive')] };
      report('twice', { fix, at: placeOf(scheduler, 'replicas'), subject, data: told, evidence: { replicas: scheduler.replicas, data } });
    }
  },
});
