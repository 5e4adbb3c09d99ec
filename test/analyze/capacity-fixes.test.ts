import { expect, test } from 'vitest';
import { held, judgeText, tryFix } from '#evaluate/fix/verify-fix.js';

/** The title of the fix that holds for the first finding of a rule, or why none does. */
function fixed(rule: string, text: string): string {
  const judged = judgeText(`sysdrill: 1\ntitle: Short\nregions: { r: { zones: [a, b, c] } }\n${text}`)!;
  const finding = judged.rules.findings.find((each) => each.rule === rule)!;
  const tried = tryFix(judged, finding);
  return held(tried) ? tried.fix.title : tried.refused;
}

test('a store that is split already is split further, with room for a zone', () => {
  const short = `components: { web: { is: client }, edge: { is: load-balancer, replicas: 3, limit: 9k /s, auth: oauth2 }, api: { is: service, replicas: 12, time: 1ms, concurrency: 99, cores: 64 }, db: { is: database, kind: key-value, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, shards: { count: 4, by: hash }, time: 10ms, concurrency: 2 } }
data: { note: { in: db, key: id } }
flows: { look: { rate: 2000 /s, path: [ web -> edge -> api -> db: { read: note } ] } }
`;
  // 2,000 reads ask two copies each: 4,000 visits of 10 ms over 12 instances of 2 slots are 1.67 times what there is.
  expect(fixed('capacity/at-peak', short)).toBe('Split "db" over 10 shards');
});

test('consumers that fall behind even in the mean are given enough for the peak', () => {
  const late = `components: { web: { is: client }, edge: { is: load-balancer, replicas: 3, limit: 9k /s, auth: oauth2 }, q: { is: queue, copies: 3, dead-letter: true }, crew: { is: worker, replicas: 3, idempotent: true, time: 100ms, concurrency: 1, cores: 1 } }
flows: { look: { rate: 100 /s, peak: 3x, path: [ web -> edge -> q ~> crew ] } }
`;
  expect(fixed('capacity/at-peak', late)).toBe('Run 30 instances of "crew"');
});

test('a lone scheduler is given one that stands by, not one that starts everything again', () => {
  const lone = `components: { clock: { is: scheduler, zones: [a] }, crew: { is: worker, replicas: 3, idempotent: true }, db: { is: database, replication: { mode: single-leader, copies: 3, failover: automatic } } }
data: { bill: { in: db, key: id } }
flows: { bill: { every: 1 day, items: 1000, path: [ clock ~> crew, crew -> db: { write: bill } ] } }
`;
  expect(fixed('spof/lone-instance', lone)).toBe('Let a second instance of "clock" stand by');
});
