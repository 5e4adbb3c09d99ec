import { allCalls, consumed } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { saysUnknown } from '../../unknown.js';
import { figure, list } from '../say.js';

export const endlessBacklog = defineRule({
  id: 'resilience/endless-backlog',
  severity: 'info',
  what: 'Messages whose consumer waits for somebody else’s system are kept without any bound.',
  why: 'While that system is down nothing is taken out: the line grows until a disk is full, and then takes as long again to work off.',
  fix: 'Say how many messages it holds, or for how long, and what happens then (`bound`, `when-full`, `retention`).',
  tradeOff: 'What comes above the bound is refused or lost, or holds the senders back.',
  source: 'Amazon Builders’ Library, "Avoiding insurmountable queue backlogs" (2019).',
  messages: {
    endless: (d: { queue: string; partners: readonly string[]; perHour: number }) =>
      `While ${list(d.partners)} ${d.partners.length === 1 ? 'is' : 'are'} down, "${d.queue}" grows by ${figure(d.perHour)} messages an hour, and nothing says where that ends.`,
  },
  good: `
sysdrill: 1
title: A day of messages at most
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, dead-letter: true, retention: 1 day }, mailer: { is: worker, idempotent: true }, post: { is: external } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> mailer, mailer -> post: { timeout: 2s } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: As many as come
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, dead-letter: true }, mailer: { is: worker, idempotent: true }, post: { is: external } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> mailer, mailer -> post: { timeout: 2s } ] } }
`,
    codes: ['resilience/endless-backlog:endless'],
  },
  check({ model, analysis }, report) {
    const calls = allCalls(model);
    for (const { queue, consumers } of consumed(model)) {
      const { id, bound, retention } = queue;
      if (bound !== undefined || retention !== undefined) continue;
      if (['bound', 'retention'].some((name) => saysUnknown(model, `components.${id}.${name}`))) continue;
      const partners = calls
        .filter(({ call, above }) => call.waits && !call.optional && above.some((each) => each.from === id))
        .map(({ call }) => call.visit.component)
        .filter((to) => model.components.get(to)?.is === 'external');
      const rate = analysis.capacity.components.get(id)?.demand.mean ?? 0;
      if (partners.length === 0 || rate === 0) continue;
      const data = { queue: id, partners: [...new Set(partners)], perHour: rate * 3600 };
      report('endless', {
        at: queue.origin,
        subject: [id, ...consumers, ...data.partners],
        data,
        evidence: { rate, partners: data.partners },
      });
    }
  },
});
