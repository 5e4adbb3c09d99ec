import { defineRule } from '../../define-rule.js';
import { homesIn } from '../../requirements/residence.js';
import { placeOf } from '../say.js';

export const residency = defineRule({
  id: 'security/residency',
  severity: 'error',
  varies: 'A warning where no region of the design lies in the named area.',
  what: 'A legal constraint keeps data in one part of the world, and the design has no region there, or copies it out of it.',
  why: 'Data of those people then lies where the law says that it may not, whatever the contract says.',
  fix: 'Add a region there, and give data a home (`home`) in stores that do not copy it into the others.',
  tradeOff: 'Users who travel read over an ocean, and each part of the world has to be sized for itself.',
  source: 'GDPR, chapter V: transfers of personal data to third countries.',
  messages: {
    nowhere: (d: { text: string; area: string; regions: string }) =>
      `No region of the design lies in ${d.area} (${d.regions}); asked: "${d.text}".`,
    copied: (d: { store: string; text: string; area: string; outside: string }) =>
      `"${d.store}" copies everything between ${d.area} and ${d.outside}, and nothing in it has a home; asked: "${d.text}".`,
  },
  good: `
sysdrill: 1
title: A region there
requirements: { constraints: [ { text: Data of EU users stays in the EU, kind: legal } ] }
regions: { eu-west: { zones: [a] } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Copied across an ocean
requirements: { constraints: [ { text: Data of EU users stays in the EU, kind: legal } ] }
regions: { eu-west: { zones: [a] }, us-east: { zones: [a] } }
components: { web: { is: client }, api: { is: service, at: [eu-west, us-east], replicas: 2 }, db: { is: database, at: [eu-west, us-east], replication: { mode: leaderless, copies: 3, read: 2, write: 2, across: { mode: async, lag: 1s } } } }
data: { note: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: note } ] } }
`,
    codes: ['security/residency:copied'],
  },
  check({ model }, report) {
    const regions = [...new Set([...model.zones.values()].map(({ region }) => region))];
    for (const { constraint, area, inside } of homesIn(model, regions)) {
      const { text, origin } = constraint;
      const told = { text, area, regions: regions.join(', ') };
      if (inside.length === 0)
        report('nowhere', { at: origin, subject: regions, data: told, evidence: { regions, text }, severity: 'warning' });
      for (const store of model.components.values()) {
        if (store.is !== 'database' || store.replication.across === undefined) continue;
        const outside = store.regions.filter((region) => !inside.includes(region));
        const homed = [...model.data.values()].some((each) => each.in === store.id && each.home !== undefined);
        if (homed || outside.length === 0 || outside.length === store.regions.length) continue;
        const data = { ...told, store: store.id, outside: outside.join(', ') };
        report('copied', { at: placeOf(store, 'replication.across'), subject: [store.id], data, evidence: { outside, text } });
      }
    }
  },
});
