import { defineRule } from '../../define-rule.js';
import type { Candidate } from '../../excess/candidates.js';
import { excessIn } from '../../excess/found.js';
import { list, percent } from '../say.js';

type Told = { component: string; instead: readonly string[]; used: string };
const either = ({ instead }: Told): string => (instead.length === 0 ? '' : ` (or without ${list(instead.map((id) => `"${id}"`))} instead)`);
const proof = (d: Told): string => `every numeric target still holds with room, ${d.used}, and nothing else is found`;

const IDS = { passing: 'passing', cache: 'cache', queue: 'queue' } as const satisfies Partial<Record<Candidate['kind'], string>>;

export const idlePart = defineRule({
  id: 'excess/idle-part',
  severity: 'info',
  what: 'A part that only serves numeric targets can go: without it they all still hold, at three times the peak too.',
  why: 'Each part costs money, fails in its own way and must be understood by whoever is called at night.',
  fix: 'Leave it out until a figure asks for it, or write down what it is for: a decision, a limit, a promise.',
  tradeOff: 'Room for growth that is not in the estimates goes with it; putting it in later takes a change under load.',
  source: 'J. Gall, "Systemantics" (1977); M. Fowler, "Yagni" (martinfowler.com, 2015).',
  messages: {
    passing: (d: Told) => `Requests could go past "${d.component}"${either(d)}: ${proof(d)}.`,
    cache: (d: Told) => `What "${d.component}" finds could be read where it lives${either(d)}: ${proof(d)}.`,
    queue: (d: Told) => `The work behind "${d.component}" could be waited for${either(d)}: ${proof(d)}.`,
  },
  good: `
sysdrill: 1
title: The store cannot take the peak without the cache
requirements: { quality: { Q1: { flow: read, p99: 500ms } } }
components: { web: { is: client }, api: { is: service, replicas: 3, time: 1ms }, hot: { is: cache, ttl: 1min, time: 0.1ms, copies: 2 }, db: { is: database, time: 5ms, concurrency: 8, replication: { mode: leaderless, copies: 3, read: 2, write: 2 } } }
data: { item: { in: db, key: id, changes: never } }
flows: { read: { rate: 3000 /s, path: [ web -> api: { timeout: 1s }, api -> hot: { read: item, hit: 90%, timeout: 50ms }, api -> db: { read: item, when: miss, timeout: 200ms } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A cache in front of a store that idles
requirements: { quality: { Q1: { flow: read, p99: 500ms } } }
components: { web: { is: client }, api: { is: service, replicas: 3, time: 1ms }, hot: { is: cache, ttl: 1min, time: 0.1ms, copies: 2 }, db: { is: database, time: 5ms, concurrency: 8, replication: { mode: leaderless, copies: 3, read: 2, write: 2 } } }
data: { item: { in: db, key: id, changes: never } }
flows: { read: { rate: 30 /s, path: [ web -> api: { timeout: 1s }, api -> hot: { read: item, hit: 90%, timeout: 50ms }, api -> db: { read: item, when: miss, timeout: 200ms } ] } }
`,
    codes: ['excess/idle-part:cache'],
  },
  check(context, report) {
    const { excess, untried } = excessIn(context);
    if (untried.length > 0) report.notChecked(untried, 'trying the design without it is beyond the step budget');
    for (const { kind, component: id, instead, used } of excess) {
      const component = context.model.components.get(id);
      if (kind === 'tier' || component === undefined) continue;
      const data = {
        component: id,
        instead,
        used: used.saturation === null ? 'nothing being limited' : `at most ${percent(used.saturation)} of any limit used`,
      };
      report(IDS[kind], { at: component.origin, subject: [id], data, evidence: { instead, ...used } });
    }
  },
});
