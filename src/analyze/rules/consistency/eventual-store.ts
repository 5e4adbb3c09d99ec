import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { placeOf } from '../say.js';

export const eventualStore = defineRule({
  id: 'consistency/eventual-store',
  severity: 'error',
  what: 'Files or objects are kept in a store that is consistent only in time, although more is asked of reading them.',
  why: 'A read just after an overwrite or a deletion may still return the old object, or find the deleted one.',
  fix: 'Use a store that reads after write, or write a new object under a new key each time and never change one.',
  tradeOff: 'New keys for each version have to be handed to the readers, and old versions cleared away.',
  source: 'W. Vogels, "Eventually consistent", ACM Queue 6 (2008).',
  messages: {
    late: (d: { store: string; data: string; asked: string }) =>
      `"${d.store}" says it is consistent only in time; ${d.asked} is asked of "${d.data}".`,
  },
  good: `
sysdrill: 1
title: Read after write
requirements: { quality: { Q1: { data: photo, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, media: { is: object-store, consistency: strong } }
data: { photo: { in: media, key: id, changes: update } }
flows: { look: { rate: 1 /s, path: [ web -> api, api -> media: { read: photo } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Overwritten in time
requirements: { quality: { Q1: { data: photo, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, media: { is: object-store, consistency: eventual } }
data: { photo: { in: media, key: id, changes: update } }
flows: { look: { rate: 1 /s, path: [ web -> api, api -> media: { read: photo } ] } }
`,
    codes: ['consistency/eventual-store:late'],
  },
  check({ model, analysis }, report) {
    for (const [data, readings] of analysis.consistency) {
      const item = model.data.get(data)!;
      const store = model.components.get(item.in);
      const asked = [...readings.values()].map((each) => each.asked).find((each) => each !== null && each !== 'eventual');
      if ((store?.is !== 'object-store' && store?.is !== 'file-system') || store.consistency !== 'eventual') continue;
      if (asked === undefined || asked === null || item.changes === 'never') continue;
      const subject = [store.id, data, ...readings.keys()];
      report('late', {
        at: placeOf(store, 'consistency'),
        subject,
        data: { store: store.id, data, asked },
        evidence: { asked },
        fix: settle(store.id, 'consistency', 'strong', `Read after write in "${store.id}"`),
      });
    }
  },
});
