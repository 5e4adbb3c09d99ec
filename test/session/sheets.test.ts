import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { readDesign } from '#language/read-design.js';
import { METHODS } from '#language/sections/others.js';
import { readDataItem } from '#session/sheets/data-item.js';
import { readEndpoint } from '#session/sheets/endpoint.js';
import { scalar } from '#session/sheets/entry.js';
import { readEstimateLine } from '#session/sheets/estimate.js';

describe('an endpoint', () => {
  test.each([
    ['create: POST /links idempotent', 'api', 'create', '{ method: POST, path: /links, idempotency-key: true }'],
    ['post /links with idempotency-key', 'api', 'post-links', '{ method: POST, path: /links, idempotency-key: true }'],
    ['GET /links/{code}', 'api', 'get-links-code', "{ method: GET, path: '/links/{code}' }"],
    ['stats: HEAD /x', 'api', 'stats', '{ method: HEAD, path: /x }'],
    ['charge: rpc payments.Charge', 'api', 'charge', '{ method: RPC, path: payments.Charge }'],
    ['SUBSCRIBE /feeds/mine', 'api', 'subscribe-feeds-mine', '{ method: SUBSCRIBE, path: /feeds/mine }'],
    ['feed: get /feed?cursor=', 'api', 'feed', '{ method: GET, path: /feed?cursor= }'],
  ])('%s', (line, section, name, value) => {
    expect(readEndpoint(line)).toEqual({ entries: [{ section, name, value }] });
  });

  test.each([
    ['', 'Write it like'],
    ['links', 'Write it like'],
    ['FETCH /links', 'FETCH is not a method'],
    ['GET links', 'A path begins with a slash: /links'],
    ['GET /links quickly', 'not "quickly"'],
    ['a.b: GET /links', '"a.b" cannot be a name'],
  ])('%j is refused with what would be right', (line, why) => {
    expect(readEndpoint(line)).toEqual({ problem: expect.stringContaining(why) });
  });
});

test('every method that is taken is one that the language reads', () => {
  for (const method of METHODS) {
    const read = readEndpoint(`call: ${method} /x`);
    const [entry] = 'entries' in read ? read.entries : [];
    expect(readDesign(`sysdrill: 1\ntitle: t\napi:\n  call: ${entry?.value}\n`).diagnostics).toEqual([]);
  }
});

describe('a data item', () => {
  test('goes to the data, its needs to the quality targets', () => {
    expect(readDataItem('link in links key code item 500 B changes never loss none reads read-your-writes')).toEqual({
      entries: [
        { section: 'data', name: 'link', value: '{ in: links, key: code, item: 500 B, changes: never }' },
        { section: 'requirements.quality', name: 'link-needs', value: '{ data: link, loss: none, reads: read-your-writes }' },
      ],
    });
  });

  test.each([
    ['post in posts, key author, -id, keep 5 year', '{ in: posts, key: [author, -id], keep: 5 year }'],
    ['entry in timelines of post', '{ in: timelines, of: post }'],
    ['click: in log', '{ in: log }'],
  ])('%s', (line, value) => {
    expect(readDataItem(line)).toMatchObject({ entries: [{ section: 'data', value }] });
  });

  test.each([
    ['link', 'Write it like'],
    ['link at links', 'Write it like'],
    ['link in links quickly', '"quickly" is not one of key, item'],
    ['link in links changes often', '"changes" wants never, append, update or delete, not "often"'],
    ['link in links key', '"key" wants'],
    ['link in links key a key b', '"key" stands there twice'],
  ])('%j is refused with what would be right', (line, why) => {
    expect(readDataItem(line)).toEqual({ problem: expect.stringContaining(why) });
  });
});

test('an estimate is split at its name and left to the language', () => {
  expect(readEstimateLine(' writes: users * 0.1 link/user/day = 116 /s ')).toEqual({
    entries: [{ section: 'estimates', name: 'writes', value: 'users * 0.1 link/user/day = 116 /s' }],
  });
  expect(readEstimateLine('writes users')).toEqual({ problem: expect.stringContaining('Write it like') });
});

describe('whatever is typed', () => {
  const written = (text: string) => load(`x: ${text}\n`) as { x: unknown };

  test('a scalar comes back as the text it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab19 :#,[]{}&*!|>\'"%@`-?~./=') }), (text) => {
        expect(String(written(scalar(text)).x)).toBe(text);
      }),
    );
    for (const word of ['true', 'null', '~', 'no', '- a', 'a: b', 'a #b', '100 /s', "it's"]) expect(written(scalar(word)).x).toBe(word);
  });

  test('each line makes YAML or is refused, never anything else', () => {
    const line = fc.string({
      unit: fc.constantFrom('link', 'in', 'key', ' ', ': ', 'GET', '/', 'a', '{', '}', ',', "'", '#', '-', '5 s', 'item', 'loss', 'none'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(line, (typed) => {
        for (const read of [readEndpoint, readDataItem, readEstimateLine]) {
          const result = read(typed);
          if ('problem' in result) continue;
          for (const entry of result.entries) expect(Object.keys(load(`${entry.name}: ${entry.value}\n`) as object)).toEqual([entry.name]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
