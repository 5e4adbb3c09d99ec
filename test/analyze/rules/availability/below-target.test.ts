import { describe, expect, test } from 'vitest';
import { judge } from '../../judge.js';

/** Three parts in a row, each with one instance. */
const design = (api: string, rest: string, target = '99.9%'): string => `sysdrill: 1
title: In a row
requirements: { quality: { Q1: { flow: read, availability: ${target} } } }
regions: { r: { zones: { a: { availability: 100% } } } }
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2, limit: 9 /s, availability: 99.9999% }
  api: { is: service, availability: ${api} }
  auth: { is: service, availability: ${rest} }
  store: { is: database, availability: ${rest} }
data: { row: { in: store, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api, api -> auth, api -> store: { read: row } ] } }
`;
const told = (text: string): readonly string[] =>
  judge(text)
    .findings.filter(({ rule }) => rule === 'availability/below-target' || rule === 'spof/lone-instance')
    .map(({ severity, code, subject }) => `${severity} ${code.slice(code.indexOf('/') + 1)} ${subject[0]}`);
const messages = (text: string, rule: string): readonly string[] =>
  judge(text)
    .findings.filter((each) => each.rule === rule)
    .map(({ message }) => message);

describe('one cause is told once', () => {
  test('parts that only together miss the target are told as that; each says that it is part of it', () => {
    const together = design('99.95%', '99.95%');
    expect(told(together)).toEqual([
      'error below-target:missed read',
      'info lone-instance:instance api',
      'info lone-instance:instance auth',
      'info lone-instance:instance store',
    ]);
    for (const message of messages(together, 'spof/lone-instance')) expect(message).toContain('part of what misses its target');
  });

  test('one that misses it alone, with the others well, is told by itself', () => {
    const alone = design('99%', '99.999%');
    expect(told(alone)).toEqual([
      'error lone-instance:instance api',
      'info lone-instance:instance auth',
      'info lone-instance:instance store',
    ]);
    expect(messages(alone, 'spof/lone-instance').join()).not.toContain('part of');
  });

  test('where the others miss it too, the missed target speaks of what is left without the one', () => {
    const both = design('99%', '99.9%');
    expect(told(both)[0]).toBe('error below-target:missed read');
    const [message] = messages(both, 'availability/below-target');
    expect(message).toMatch(/With "api" always up, told apart, it still comes to 99\.80\d%\./);
    expect(message).toMatch(/is lost through "(auth|store)"/);
    expect(told(both)).toContain('error lone-instance:instance api');
  });

  test('what a zone would take all the same is not put down to the one part in it', () => {
    const zone = design('99.9%', '99.96%', '99.85%').replace('availability: 100%', 'availability: 99.9%');
    expect(told(zone)[0]).toBe('error below-target:missed read');
  });

  test('what is far too little to matter is no part of it', () => {
    const tiny = design('99.8%', '99.89%').replace(
      'store: { is: database, availability: 99.89%',
      'store: { is: database, availability: 99.9999%',
    );
    expect(messages(tiny, 'spof/lone-instance').find((each) => each.includes('"store"'))).not.toContain('part of');
  });

  test('each of many shards with one copy is a single point: together they lose as much as one would', () => {
    const sharded = (count: number): string =>
      design('99.999%', '99.999%').replace(
        'store: { is: database, availability: 99.999%',
        `store: { is: database, shards: ${count}, availability: 99.8%`,
      );
    for (const count of [1, 16]) expect(told(sharded(count))).toContain('error lone-instance:instance store');
    expect(told(sharded(16))[0]).not.toContain('below-target');
  });

  test('two that must both be up lose twice as much as one', () => {
    const locks = design('99.999%', '99.999%')
      .replace('store: {', 'locks: { is: lock-service, copies: 2, availability: 99.94% }\n  store: {')
      .replace('api -> auth,', 'api -> auth, api -> locks,');
    expect(told(locks)).toContain('error lone-instance:instance locks');
  });
});
