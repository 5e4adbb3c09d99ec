import { smallPools } from '../../capacity/small-pools.js';
import { defineRule } from '../../define-rule.js';
import { figure, placeOf } from '../say.js';

export const smallPool = defineRule({
  id: 'capacity/small-pool',
  severity: 'error',
  varies: 'A warning where it rests on a service time that the design did not write.',
  what: 'An instance keeps fewer connections to a store than it has calls under way there at peak.',
  why: 'Calls then wait for a free connection, not for the store: the line grows while the store stands idle.',
  fix: 'Make the pool larger than rate times time of a call (with room), or send fewer and shorter calls.',
  tradeOff: 'Every connection costs the store memory, and all instances together must stay within what it accepts.',
  source: 'Little’s law: J. D. C. Little, "A proof for the queuing formula L = λW" (1961); HikariCP wiki, "About Pool Sizing".',
  messages: {
    small: (d: { from: string; to: string; pool: number; busy: number }) =>
      `An instance of "${d.from}" has ${figure(d.busy)} calls to "${d.to}" under way at peak, and ${d.pool === 1 ? 'one connection' : `${d.pool} connections`} for them.`,
  },
  good: `
sysdrill: 1
title: Eight calls under way, sixteen connections
components: { web: { is: client }, api: { is: service, replicas: 2, pool: 16 }, db: { is: database, time: 8ms, cores: 32, concurrency: 64 } }
data: { row: { in: db, key: id } }
flows: { read: { rate: 2000 /s, path: [ web -> api, api -> db: { read: row } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Eight calls under way, four connections
components: { web: { is: client }, api: { is: service, replicas: 2, pool: 4 }, db: { is: database, time: 8ms, cores: 32, concurrency: 64 } }
data: { row: { in: db, key: id } }
flows: { read: { rate: 2000 /s, path: [ web -> api, api -> db: { read: row } ] } }
`,
    codes: ['capacity/small-pool:small'],
  },
  check({ model }, report) {
    for (const { from, to, pool, busy, assumed, flows } of smallPools(model)) {
      const data = { from: from.id, to, pool, busy };
      const severity = assumed ? 'warning' : undefined;
      report('small', { at: placeOf(from, 'pool'), subject: [from.id, to, ...flows], data, evidence: { pool, busy, assumed }, severity });
    }
  },
});
