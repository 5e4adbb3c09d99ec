import { defineKind } from '../define-kind.js';
import { flag, size, time, whole, word } from '../leaves.js';
import { authAttribute, INSTANCE, tier, tierAttributes, workAttributes } from '../parts.js';

const attributes = {
  ...tierAttributes,
  ...workAttributes,
  stateful: flag('Whether an instance keeps what the next request of the user needs.'),
  session: word(
    ['local', 'replicated', 'shared', 'token'],
    'Where the session of a user is: in one instance, on all of them, in a store they share, or with the user, signed.',
  ),
  state: word(['leader-elected'], 'How the instances agree on who acts.'),
  deploy: word(['rolling', 'blue-green', 'canary', 'recreate', 'shadow', 'a-b'], 'How a new version comes in.'),
  shed: whole('Requests that may wait or run before new ones are refused at once.'),
  auth: authAttribute,
  idempotent: flag('Whether the same request twice has the effect of one.'),
  pool: whole(
    'Connections an instance keeps to each store it calls; a call waits for a free one, and its caller keeps its slot meanwhile.',
  ),
  memory: size('Memory of one instance.'),
};

const defaults = {
  ...INSTANCE,
  replicas: { value: '1', source: 'the language: what is not said stands once' },
  time: { value: '5 ms', source: 'assumption: a few milliseconds of own work' },
  concurrency: { value: '200', source: 'Apache Tomcat 10 HTTP connector: maxThreads is 200 unless set' },
};

export const service = defineKind({
  is: 'service',
  doc: 'A tier of identical instances that answer requests. It saturates at replicas * concurrency / held time.',
  example: `
  api:
    is: service
    replicas: { min: 6, max: 24, at: 60%, delay: 2min }
    zones: [a, b, c]
    concurrency: 64
    cores: 4
    time: { mean: 4ms, p99: 20ms }
    pool: 16
    session: token
    deploy: rolling`,
  attributes: () => attributes,
  defaults,
  holdsSlots: true,
  build: ({ replicas, ...said }, common, regionCount) => ({
    ...common,
    ...said,
    ...tier({ ...said, replicas }, regionCount),
    is: 'service',
    stateful: said.stateful ?? false,
  }),
});

export const serverlessFunction = defineKind({
  is: 'function',
  doc: 'Code that a provider runs once a request; `replicas` is the bound on instances, each with one slot unless said.',
  example: `
  resize: { is: function, replicas: 500, time: 300ms, cold-start: 400ms, idempotent: true }`,
  attributes: () => ({
    ...attributes,
    'cold-start': time('How long a request waits for a new instance to start, where none that was used within 10 minutes is free.'),
  }),
  defaults: {
    ...defaults,
    availability: { value: '99.95%', source: 'AWS Lambda SLA: 99.95% a month' },
    replicas: { value: '1000', source: 'AWS Lambda quotas: 1,000 concurrent executions a region unless raised' },
    concurrency: { value: '1', source: 'AWS Lambda: one request an execution environment at a time' },
  },
  holdsSlots: true,
  build: ({ replicas, ...said }, common, regionCount) => ({
    ...common,
    ...said,
    ...tier({ ...said, replicas }, regionCount),
    is: 'function',
    stateful: said.stateful ?? false,
  }),
});
