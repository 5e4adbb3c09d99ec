import { allCalls, byStep } from '../../consistency/deliveries.js';
import { weakReads } from '../../consistency/weak-reads.js';
import { defineRule } from '../../define-rule.js';
import { duration } from '../say.js';

type Told = { data: string; of: string; late: number; fresh: number };

export const derivedLate = defineRule({
  id: 'consistency/derived-late',
  severity: 'error',
  what: 'Data that is derived from other data is brought up to date later than the freshness asked of it allows.',
  why: 'Readers see what was true before, for longer than they were promised, however fast the reading is.',
  fix: 'Derive it as changes happen instead of now and then, shorten the lag, or ask for less freshness.',
  tradeOff: 'Deriving at once makes every write do more work, or needs a stream that is never far behind.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 11: keeping systems in sync.',
  messages: {
    lag: (d: Told) => `"${d.data}" follows "${d.of}" by ${duration(d.late)}; at most ${duration(d.fresh)} is asked.`,
    batch: (d: Told) => `"${d.data}" is derived from "${d.of}" every ${duration(d.late)}; at most ${duration(d.fresh)} is asked.`,
  },
  good: `
sysdrill: 1
title: Followed closely
requirements: { quality: { Q1: { data: doc, fresh: 1min } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }, out: { is: stream, dead-letter: true }, ix: { is: worker, idempotent: true }, search: { is: database, kind: search } }
data: { post: { in: db, key: id }, doc: { in: search, key: id, of: post } }
flows: { post: { rate: 1 /s, path: [ web -> api -> db: { write: post }, db ~> out: { read: post, lag: 2s }, out ~> ix, ix -> search: { write: doc } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Once an hour
requirements: { quality: { Q1: { data: doc, fresh: 1min } } }
components: { clock: { is: scheduler, replicas: 2 }, db: { is: database }, ix: { is: worker, idempotent: true }, search: { is: database, kind: search } }
data: { post: { in: db, key: id }, doc: { in: search, key: id, of: post } }
flows: { index: { every: 1h, items: 1000, path: [ clock ~> ix, ix -> db: { read: post }, ix -> search: { write: doc } ] } }
`,
    codes: ['consistency/derived-late:batch'],
  },
  check({ model, analysis }, report) {
    const told = new Set(weakReads(model, analysis.consistency, ['derived']).map(({ data }) => data));
    for (const { data: id, fresh } of model.requirements.quality) {
      const of = id && model.data.get(id)?.of;
      if (id === undefined || of === undefined || fresh === undefined || told.has(id)) continue;
      const writes = allCalls(model).filter(({ call }) => call.operation?.kind === 'write' && call.operation.data === id);
      for (const { first, flows } of byStep(writes)) {
        const every = first.flow.workload.kind === 'batch' ? first.flow.workload.every : undefined;
        const late = every ?? [...first.above, first.call].reduce((sum, { lag }) => sum + (lag ?? 0), 0);
        if (late <= fresh) continue;
        const at = first.call.origin;
        const data = { data: id, of, late, fresh };
        report(every === undefined ? 'lag' : 'batch', { at, subject: [id, of, ...flows], data, evidence: { late, fresh, flows } });
      }
    }
  },
});
