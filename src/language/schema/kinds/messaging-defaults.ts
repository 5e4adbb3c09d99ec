import type { Default } from '../define-kind.js';

/** A queue as a provider runs it. Delivery is what such queues promise; a dead letter is never assumed. */
export const MESSAGING_DEFAULTS: Readonly<Record<string, Default>> = {
  availability: { value: '99.9%', source: 'Amazon SQS SLA: 99.9% a month' },
  copies: { value: '3', source: 'Apache Kafka and Amazon SQS keep a message on several servers; three is the usual replication factor' },
  delivery: { value: 'at-least-once', source: 'Amazon SQS standard queues and Apache Kafka consumers: at least once' },
  time: { value: '2 ms', source: 'assumption: a write that several servers acknowledge in one region' },
};
