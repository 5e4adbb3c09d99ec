import { weakReads } from '../../consistency/weak-reads.js';
import { defineRule } from '../../define-rule.js';
import { namesData, SPEAKS, speakingOf, timeIn } from '../../requirements/words.js';
import { saysUnknown } from '../../unknown.js';
import { duration, placeOf } from '../say.js';

export const keptAfterRemoval = defineRule({
  id: 'consistency/kept-after-removal',
  severity: 'error',
  what: 'A constraint asks for removal, and copies of what was removed are served for longer.',
  why: 'A deleted post or a withdrawn picture stays visible at the edge, and that is the one place where it may not.',
  fix: 'Take the copies out when the thing is deleted, or let them live no longer than the constraint allows.',
  tradeOff: 'Taking copies out everywhere is slow and can fail; short lives cost hits.',
  source: 'RFC 9111, "HTTP caching" (2022), section 4.2: a fresh answer is served without asking; GDPR, article 17.',
  messages: {
    served: (d: { copy: string; data: string; age: number | 'unbounded'; limit: number | null }) =>
      `"${d.copy}" serves a deleted "${d.data}" for ${d.age === 'unbounded' ? 'any time' : `up to ${duration(d.age)}`}${d.limit === null ? '' : `; ${duration(d.limit)} is allowed`}.`,
  },
  good: `
sysdrill: 1
title: Copies that live for half a minute
requirements: { constraints: [ { text: A deleted post is gone everywhere within a minute, kind: legal } ] }
components: { web: { is: client }, edge: { is: cdn, ttl: 30s }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { post: { in: db, key: id, changes: delete } }
flows: { read: { rate: 1 /s, path: [ web -> edge: { read: post, hit: 90% }, edge -> api: { when: miss }, api -> db: { read: post } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Copies that live for a day
requirements: { constraints: [ { text: A deleted post is gone everywhere within a minute, kind: legal } ] }
components: { web: { is: client }, edge: { is: cdn, ttl: 1 day }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { post: { in: db, key: id, changes: delete } }
flows: { read: { rate: 1 /s, path: [ web -> edge: { read: post, hit: 90% }, edge -> api: { when: miss }, api -> db: { read: post } ] } }
`,
    codes: ['consistency/kept-after-removal:served'],
  },
  check({ model, analysis }, report) {
    const told = new Set(weakReads(model, analysis.consistency, ['cache']).map(({ data, hop }) => `${data} ${hop.component}`));
    for (const { text } of speakingOf(model, SPEAKS.removal)) {
      const limit = timeIn(text);
      for (const data of [...model.data.values()].filter((each) => each.changes === 'delete' && namesData(text, each))) {
        for (const hop of [...(analysis.consistency.get(data.id)?.values() ?? [])].flatMap(({ why }) => why)) {
          const age = hop.staleness;
          const long = age === 'unbounded' || (limit !== undefined && age > limit);
          const key = `${data.id} ${hop.component}`;
          if (hop.kind !== 'cache' || !long || told.has(key) || saysUnknown(model, `components.${hop.component}.ttl`)) continue;
          told.add(key);
          const at = placeOf(model.components.get(hop.component)!, 'ttl');
          const about = { copy: hop.component, data: data.id, age, limit: limit ?? null };
          const evidence = { staleness: age, limit: limit ?? null, text };
          report('served', { at, subject: [hop.component, data.id], data: about, evidence });
        }
      }
    }
  },
});
