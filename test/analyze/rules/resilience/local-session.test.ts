import { cases, design } from '../raised.js';

const shop = (sticky: string): string =>
  design({
    quality: 'Q1: { flow: buy, survives: instance }',
    components: `edge: { is: load-balancer, replicas: 2${sticky} }\nshop: { is: service, replicas: 4, session: local }`,
    flows: 'buy: { rate: 1 /s, path: [ web -> edge -> shop ] }',
  });
cases('resilience/local-session', [
  ['users who find their instance lose it', shop(', sticky: true'), ['warning gone shop']],
  ['those who do not find it are told of that alone', shop(''), []],
  ['nobody knows whether they find it', shop(', sticky: unknown'), ['warning gone shop']],
]);
cases('scaling/state-without-affinity', [['users who do not find their instance', shop(''), ['error lost shop']]]);
