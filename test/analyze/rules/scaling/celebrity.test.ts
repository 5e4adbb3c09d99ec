import { test } from 'vitest';
import { celebrity } from '#analyze/rules/scaling/celebrity.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (star: string, times: string): string => `sysdrill: 1
components: { web: { is: client }, crew: { is: service, replicas: 9 }, lists: { is: cache, shards: 8, copies: 2 } }
data: { entry: { in: lists, key: user } }
flows:
  post:
    rate: 1 /s
    cases: { most: { share: 99%, followers: 200 }, star: { share: 1%, followers: ${star} } }
    path: [ web ~> crew, crew -> lists: { write: entry, ${times} } ]
`;

test('thousands are work, and what is done for the many alone is no flood', () => {
  ruleTester(celebrity).valid([
    design('9000', 'times: followers'),
    design('2M', 'times: followers, when: most'),
    design('2M', 'times: followers / 1000'),
    design('2M', 'times: 50000'),
  ]);
});

test('ten thousand calls for one request, a hundred times the others', () => {
  const findings = [{ code: 'scaling/celebrity:flood', line: 8, subject: ['lists', 'crew', 'post'] }];
  ruleTester(celebrity).invalid([{ design: design('20000', 'times: followers'), findings }]);
});
