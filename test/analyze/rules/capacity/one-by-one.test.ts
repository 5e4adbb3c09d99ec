import { test } from 'vitest';
import { oneByOne } from '#analyze/rules/capacity/one-by-one.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (step: string, asked = 'p99: 100ms'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: feed, ${asked} } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, time: 1ms } }
data: { post: { in: db, key: id } }
flows: { feed: { rate: 1 /s, path: [ web -> api, api -> db: { read: post, ${step} } ] } }
`;
const row = { code: 'capacity/one-by-one:row', line: 5, subject: ['api', 'db', 'feed'] };

test('side by side, in one call, few, or with time enough', () => {
  ruleTester(oneByOne).valid([
    design('times: 100, at-once: all'),
    design('items: 100'),
    design('times: 4', 'p99: 5ms'),
    design('times: 41', 'p99: 101ms'),
    design('times: 100', 'availability: 99%'),
  ]);
});

test('forty round trips of half a millisecond are a fifth of a hundred', () => {
  ruleTester(oneByOne).invalid([{ design: design('times: 41'), findings: [row] }]);
});
