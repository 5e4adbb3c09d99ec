import { SECONDS_PER_YEAR } from '#model/units.js';
import { defineRule } from '../../define-rule.js';
import { duration, figure, list, placeOf } from '../say.js';

const after = (years: number): string =>
  years >= 1 ? (figure(years) === '1' ? '1 year' : `${figure(years)} years`) : duration(years * SECONDS_PER_YEAR);

export const diskFull = defineRule({
  id: 'data/disk-full',
  severity: 'error',
  varies: 'A warning where the disk is full within a year but nothing must be kept that long.',
  what: 'The disks of a store are full before its data is as old as it is to be kept, or within a year.',
  why: 'A store with a full disk takes no more writes; adding a shard then means moving data while it stands still.',
  fix: 'More shards or larger disks, fewer copies of what nobody reads, or a shorter time to keep.',
  tradeOff: 'Shards cost machines and cross-shard reads; what is no longer kept cannot be asked for.',
  source: 'J. Dean, "Designs, lessons and advice from building large distributed systems", LADIS 2009: back-of-the-envelope calculations.',
  messages: {
    early: (d: { store: string; years: number; keeps: number }) =>
      `An instance of "${d.store}" is full after ${after(d.years)}; its data is to be kept for ${after(d.keeps)}.`,
    soon: (d: { store: string; years: number; keeps: number }) => `An instance of "${d.store}" is full after ${after(d.years)}.`,
  },
  good: `
sysdrill: 1
title: Room for seven years
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, disk: 4 TB } }
data: { order: { in: db, key: id, item: 1 kB, keep: 7 year, changes: append } }
flows: { buy: { rate: 10 /s, path: [ web -> api -> db: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Room for a third of a year
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, disk: 100 GB } }
data: { order: { in: db, key: id, item: 1 kB, keep: 7 year, changes: append } }
flows: { buy: { rate: 10 /s, path: [ web -> api -> db: { write: order } ] } }
`,
    codes: ['data/disk-full:early'],
  },
  check({ model, analysis }, report) {
    for (const [id, { disk, fullAfter, unsized, perInstance }] of analysis.storage) {
      const store = model.components.get(id)!;
      const items = [...model.data.values()].filter((each) => each.in === id);
      if (disk === null) continue;
      if (unsized.length > 0)
        report.notChecked([id, ...unsized], `the size or the number of ${list(unsized.map((each) => `"${each}"`))} is not said`);
      if (fullAfter === null) continue;
      const keeps = Math.max(0, ...items.map(({ keep }) => (keep ?? 0) / SECONDS_PER_YEAR));
      const told = { at: placeOf(store, 'disk'), subject: [id], data: { store: id, years: fullAfter, keeps } };
      const evidence = { disk, fullAfterYears: fullAfter, keepYears: keeps, afterOneYear: perInstance[0] ?? 0 };
      if (keeps > fullAfter) report('early', { ...told, evidence });
      else if (fullAfter < 1) report('soon', { ...told, evidence, severity: 'warning' });
    }
  },
});
