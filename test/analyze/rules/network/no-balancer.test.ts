import { expect, test } from 'vitest';
import { judge } from '../../judge.js';
import { cases } from '../raised.js';

const design = (path: string, { api = 'replicas: 4', more = '', asked = 'availability: 99.9%' } = {}): string => `
requirements: { quality: { Q1: { flow: read, ${asked} } } }
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2 }
  api: { is: service, ${api} }
  auth: { is: service, replicas: 2 }
  names: { is: dns, failover: 30s }
  psp: { is: external }
flows: { read: { rate: 1 /s, path: [ ${path} ] }${more} }
`;

cases('network/no-balancer', [
  ['users call the instances by themselves', design('web -> api'), ['warning direct api']],
  ['a single one, where no second could be found', design('web -> api', { api: 'replicas: 1' }), ['warning direct api']],
  ['nobody asks that it be there', design('web -> api', { asked: 'p99: 1s' }), ['info direct api']],
  ['a balancer in between', design('web -> edge -> api'), []],
  ['names that are looked up', design('web -> names, web -> api'), []],
  ['our own callers know the instances', design('web -> edge -> api -> auth'), []],
  [
    'a partner that calls back',
    design('web -> edge -> api', { more: ', hook: { rate: 1 /s, path: [ psp -> auth ] }' }),
    ['info direct auth'],
  ],
  ['an address that moves to the one that is left', design('web -> api', { api: 'replicas: 2, mode: active-passive, switch: 5s' }), []],
  [
    'a connection that was opened through the balancer',
    design('web -> api', { more: ', open: { rate: 1 /s, path: [ web -> edge -> api: { hold: 30min } ] }' }),
    [],
  ],
]);

test('the message says what the figures take for granted', () => {
  const [finding] = judge(`sysdrill: 1\n${design('web -> api')}`).findings.filter(({ rule }) => rule === 'network/no-balancer');
  expect(finding?.message).toContain('the figures of read take it that every user finds one');
});
