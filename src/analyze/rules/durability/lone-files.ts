import { mustLast } from '../../consistency/must-last.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { placeOf } from '../say.js';

type Told = { store: string; data: string };

export const loneFiles = defineRule({
  id: 'durability/lone-files',
  severity: 'error',
  what: 'Files or objects that must not be lost are kept once.',
  why: 'The disk they lie on fails one day, and what lay on it is gone.',
  fix: 'Keep at least two copies on different machines, or an object store that does.',
  tradeOff: 'Each copy is paid for, and a write is done when all of them have it.',
  source: 'S. Ghemawat et al., "The Google file system", SOSP 2003: three replicas of each chunk.',
  messages: {
    once: (d: Told) => `"${d.store}" keeps "${d.data}" once; its disk takes it along.`,
    striped: (d: Told) => `"${d.store}" keeps "${d.data}" once, striped over disks (RAID 0): any one of them takes it along.`,
  },
  good: `
sysdrill: 1
title: Three copies
requirements: { quality: { Q1: { data: photo, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, disk: { is: file-system, copies: 3 } }
data: { photo: { in: disk, key: id } }
flows: { add: { rate: 1 /s, path: [ web -> api -> disk: { write: photo } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Once, over two disks
requirements: { quality: { Q1: { data: photo, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, disk: { is: file-system, copies: 1, raid: 0 } }
data: { photo: { in: disk, key: id } }
flows: { add: { rate: 1 /s, path: [ web -> api -> disk: { write: photo } ] } }
`,
    codes: ['durability/lone-files:striped'],
  },
  check({ model }, report) {
    for (const id of mustLast(model)) {
      const store = model.components.get(model.data.get(id)?.in ?? ('' as never));
      if ((store?.is !== 'file-system' && store?.is !== 'object-store') || store.copies > 1) continue;
      const raid = store.is === 'file-system' ? store.raid : undefined;
      if (raid !== undefined && raid !== '0') continue;
      const told = {
        subject: [store.id, id],
        data: { store: store.id, data: id },
        evidence: { copies: store.copies, raid: raid ?? null },
        fix: settle(store.id, 'copies', 3, `Keep 3 copies in "${store.id}"`),
      };
      report(raid === '0' ? 'striped' : 'once', { ...told, at: placeOf(store, 'copies', 'raid') });
    }
  },
});
