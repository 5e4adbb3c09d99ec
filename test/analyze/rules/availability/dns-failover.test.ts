import { test } from 'vitest';
import { dnsFailover } from '#analyze/rules/availability/dns-failover.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (dns: string, survives = 'region'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: read, survives: ${survives}, within: 2min } } }
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, dns: { is: dns, ${dns} }, api: { is: service, at: [east, west], replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`;
const late = { code: 'availability/dns-failover:late', line: 4, subject: ['dns', 'read'] };

test('anycast changes routes, a zone needs no other name, and what is not said counts as nothing', () => {
  ruleTester(dnsFailover).valid([
    design('routing: anycast, ttl: 1h'),
    design('routing: failover, ttl: 1h', 'zone'),
    design('routing: geo'),
    design('routing: geo, failover: 60s, ttl: 60s'),
  ]);
});

test('noticing and forgetting add up; the lifetime is shortened by what noticing takes', () => {
  ruleTester(dnsFailover).invalid([
    { design: design('failover: 60s, ttl: 61s'), findings: [late], fixed: design('failover: 60s, ttl: 60s') },
    { design: design('failover: 10min, ttl: 1s'), findings: [late] },
  ]);
});
