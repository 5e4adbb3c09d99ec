import { test } from 'vitest';
import { neverScales } from '#analyze/rules/cost/never-scales.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (min: number, more = ''): string => `sysdrill: 1
regions: { r: { zones: [a, b] } }
components:
  web: { is: client }
  api: { is: service, replicas: { min: ${min}, max: 20, at: 60%, delay: 2min }, cores: 2${more} }
flows: { read: { rate: 400 /s, peak: 3x, path: [ web -> api ] } }
`;

test('twelve hundred of ten milliseconds: twelve cores, and with one of two zones gone twice as full', () => {
  ruleTester(neverScales)
    .valid([design(18, ', time: 10ms'), design(20, ', time: 10ms'), design(19)])
    .invalid([{ design: design(19, ', time: 8ms'), findings: [{ code: 'cost/never-scales:idle', line: 5, subject: ['api'] }] }]);
});
