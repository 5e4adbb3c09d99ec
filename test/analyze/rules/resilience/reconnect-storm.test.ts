import { test } from 'vitest';
import { reconnectStorm } from '#analyze/rules/resilience/reconnect-storm.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (step: string, auth: string, flow = ''): string => `sysdrill: 1
components: { phone: { is: client }, gate: { is: service, replicas: 10, connections: 200k, time: 1ms, cores: 8 }, auth: { is: service, replicas: 2, time: 20ms, ${auth} } }
flows: { connect: { rate: 100 /s${flow}, path: [ phone -> gate: { ${step} }, gate -> auth ] } }
`;

test('36,000 connections of 20 ms on eight cores, a quarter of them busy: two minutes', () => {
  const findings = [{ code: 'resilience/reconnect-storm:storm', line: 3, subject: ['gate', 'auth', 'connect'] }];
  ruleTester(reconnectStorm)
    .valid([
      design('hold: 1h, timeout: 121s', 'cores: 4'),
      design('hold: 1h', 'cores: 4'),
      design('timeout: 1s', 'cores: 4'),
      design('hold: 1h, timeout: 1s, backoff: 10s', 'cores: 4'),
    ])
    .invalid([
      { design: design('hold: 1h, timeout: 119s', 'cores: 4'), findings },
      { design: design('hold: 1h', 'cores: 4', ', deadline: 119s'), findings },
    ]);
});
