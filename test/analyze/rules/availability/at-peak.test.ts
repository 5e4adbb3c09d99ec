import { test } from 'vitest';
import { availableAtPeak } from '#analyze/rules/availability/at-peak.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (api: string, rate: number, target = '99.99%'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: read, availability: ${target} } } }
components: { web: { is: client }, api: { is: service, cores: 1, time: 10ms, availability: 99.9%, ${api} } }
flows: { read: { rate: ${rate} /s, path: [ web -> api ] } }
`;

test('while two of three carry the peak, one may fail', () => {
  const findings = [{ code: 'availability/at-peak:missed', line: 2, subject: ['read'] }];
  ruleTester(availableAtPeak)
    .valid([design('replicas: 3', 200), design('replicas: 3', 250, '99%'), design('replicas: { min: 3, max: 9 }', 250)])
    .invalid([{ design: design('replicas: 3', 201), findings }]);
});

test('too few for the peak, and a target that is missed by day and night, are told as that', () => {
  ruleTester(availableAtPeak).valid([design('replicas: 3', 301), design('replicas: 1', 50)]);
});
