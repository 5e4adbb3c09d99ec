import { describe, expect, test } from 'vitest';
import type { Finding } from '#analyze/finding.js';
import { differences } from '#evaluate/fix/differences.js';
import { fixCosts, guaranteeText } from '#evaluate/fix/fix-costs.js';
import { judgeText } from '#evaluate/fix/verify-fix.js';

const design = (api: string, read: string, more = ''): string => `
sysdrill: 1
title: A cart
components:
  web: { is: client }
  api: { is: service, ${api} }
  db: { is: database, time: 2ms, replication: { mode: leaderless, copies: 3, read: ${read}, write: 2 } }
data: { cart: { in: db, key: user, changes: update } }
flows: { look: { rate: 1 /s, path: [ web -> api, api -> db: { read: cart } ] }${more} }
`;

describe('what a change does elsewhere', () => {
  test('guarantees, instances, stated cost, availability and idle latency, before and after', () => {
    const before = judgeText(design('cost: 100 USD/month, time: 4ms, availability: 99%', '1'))!;
    const after = judgeText(design('cost: 100 USD/month, time: 9ms, availability: 99%, replicas: 3', '2'))!;
    const costs = fixCosts(before, after);
    expect(costs.map(({ what, about }) => `${what} ${about}`)).toEqual([
      'latency look',
      'availability look',
      'instances api',
      'cost api',
      'guarantee cart in look',
    ]);
    const [latency, availability, instances, cost, guarantee] = costs;
    expect(Number(latency!.after) - Number(latency!.before)).toBeCloseTo(0.005, 9);
    expect(Number(availability!.before)).toBeLessThan(0.99);
    expect(Number(availability!.after)).toBeGreaterThan(0.999);
    expect(instances).toMatchObject({ before: 1, after: 3 });
    expect(cost).toMatchObject({ before: 100, after: 300 });
    expect(guarantee).toMatchObject({ before: 'of any age', after: 'read-your-writes, monotonic' });
  });

  test('what it makes fuller, and what is full first afterwards', () => {
    const shop = (sync: string): string => `
sysdrill: 1
title: A shop
network: { same-zone: 6ms }
components:
  web: { is: client }
  api: { is: service, replicas: 2, concurrency: 20, time: 4ms }
  db: { is: database, kind: sql, concurrency: 8, time: { mean: 2ms, shape: constant }, replication: { mode: single-leader, copies: 2, sync: ${sync} } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 400 /s, path: [ web -> api, api -> db: { write: order } ] } }
`;
    const costs = fixCosts(judgeText(shop('async'))!, judgeText(shop('semi-sync'))!);
    expect(costs).toEqual([
      // A round trip to the follower, and its work.
      { what: 'latency', about: 'buy', before: expect.closeTo(0.012, 9), after: expect.closeTo(0.02, 9) },
      { what: 'use', about: 'api', limit: 'slots', before: expect.closeTo(0.12, 9), after: expect.closeTo(0.2, 9) },
      { what: 'use', about: 'db', limit: 'slots', before: expect.closeTo(0.1, 9), after: expect.closeTo(0.5, 9) },
      { what: 'full-first', about: 'the design', before: 'api at 8.33 times the peak', after: 'db at 2 times the peak' },
    ]);
  });

  test('nothing moved is nothing told', () => {
    const same = judgeText(design('replicas: 2', '2'))!;
    expect(fixCosts(same, judgeText(same.text)!)).toEqual([]);
  });

  test('a promise is said in the words of the field', () => {
    expect(guaranteeText(null)).toBe('unknown');
    expect(guaranteeText({ order: 'linearizable', readYourWrites: true, monotonicReads: true, staleness: 0 })).toBe(
      'linearizable, read-your-writes, monotonic',
    );
    expect(guaranteeText({ order: 'none', readYourWrites: false, monotonicReads: false, staleness: 60 })).toBe('at most 60 s old');
    expect(guaranteeText({ order: 'none', readYourWrites: false, monotonicReads: false, staleness: 0 })).toBe('eventual');
  });
});

describe('findings before and after', () => {
  const finding = (code: string, subject: readonly string[], severity: Finding['severity'] = 'warning', line = 1): Finding => ({
    code,
    rule: code,
    severity,
    message: '',
    help: '',
    at: { line, column: 1, endLine: line, endColumn: 2, path: [] },
    subject,
    evidence: {},
  });

  test('what moved is the same; what shrank is the same; what is worse is new', () => {
    const a = finding('a', ['x', 'f', 'g']);
    expect(differences([a], [finding('a', ['x', 'f', 'g'], 'warning', 9)])).toEqual({ gone: [], added: [] });
    expect(differences([a], [finding('a', ['x', 'f'])])).toEqual({ gone: [], added: [] });
    const grown = finding('a', ['x', 'f', 'g', 'h']);
    expect(differences([a], [grown])).toEqual({ gone: [a], added: [grown] });
    const worse = finding('a', ['x', 'f', 'g'], 'error');
    expect(differences([a], [worse])).toEqual({ gone: [a], added: [worse] });
    expect(differences([worse], [a])).toEqual({ gone: [], added: [] });
  });

  test('of two that are alike, one that is left is one gone', () => {
    const [first, second] = [finding('a', ['x'], 'warning', 1), finding('a', ['x'], 'warning', 5)];
    expect(differences([first, second], [finding('a', ['x'], 'warning', 5)]).gone).toHaveLength(1);
  });
});
