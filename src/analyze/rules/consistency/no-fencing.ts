import { allCalls, byStep, changes } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { saysUnknown } from '../../unknown.js';
import { list, placeOf } from '../say.js';

export const noFencing = defineRule({
  id: 'consistency/no-fencing',
  severity: 'warning',
  varies: 'Info where the design says nothing of it.',
  what: 'What a lock guards is written without a number that tells an expired holder from the present one.',
  why: 'A holder that pauses wakes up after its lock has gone to another, and writes all the same: both have written.',
  fix: 'Hand out a rising number with the lock (`fencing: true`) and let the store refuse anything older.',
  tradeOff: 'The store has to keep the highest number it saw for whatever is locked, and compare it in each write.',
  source: 'M. Kleppmann, "How to do distributed locking" (2016).',
  messages: {
    pause: (d: { lock: string; data: readonly string[] }) =>
      `"${d.lock}" hands out locks without a fencing number: a holder that was paused still writes ${list(d.data)}.`,
    unsaid: (d: { lock: string; data: readonly string[] }) =>
      `Nothing says how a holder of "${d.lock}" that was paused until its lock had gone is kept from writing ${list(d.data)}.`,
  },
  good: `
sysdrill: 1
title: A number with each lock
components: { web: { is: client }, api: { is: service, replicas: 2 }, locks: { is: lock-service, copies: 3, lease: 10s, fencing: true }, db: { is: database } }
data: { seat: { in: db, key: id } }
flows: { book: { rate: 1 /s, path: [ web -> api, api -> locks, api -> db: { write: seat } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A lock and hope
components: { web: { is: client }, api: { is: service, replicas: 2 }, locks: { is: lock-service, copies: 3, lease: 10s, fencing: false }, db: { is: database } }
data: { seat: { in: db, key: id } }
flows: { book: { rate: 1 /s, path: [ web -> api, api -> locks, api -> db: { write: seat } ] } }
`,
    codes: ['consistency/no-fencing:pause'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const lock of model.components.values()) {
      if (lock.is !== 'lock-service' || lock.fencing === true || saysUnknown(model, `components.${lock.id}.fencing`)) continue;
      const asks = calls.flatMap((each, index) => (each.call.visit.component === lock.id ? [{ ...each, index }] : []));
      const writes = calls.filter((each, index) =>
        asks.some((ask) => ask.flow === each.flow && ask.call.from === each.call.from && ask.index < index && changes(model, each.call)),
      );
      const data = [...new Set(writes.flatMap(({ call }) => call.operation?.data ?? []))];
      const flows = [...new Set(byStep(writes).flatMap((each) => each.flows))];
      if (data.length > 0)
        report(lock.fencing === false ? 'pause' : 'unsaid', {
          at: placeOf(lock, 'fencing'),
          subject: [lock.id, ...data, ...flows],
          data: { lock: lock.id, data: data.map((each) => `"${each}"`) },
          evidence: { data, flows },
          severity: lock.fencing === false ? 'warning' : 'info',
          fix: settle(lock.id, 'fencing', true, `Hand out a rising number with each lock of "${lock.id}"`),
        });
    }
  },
});
