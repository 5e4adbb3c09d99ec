import type { Default } from './define-kind.js';
import { count, flag, time, whole, word } from './leaves.js';
import { copiesAttribute, SYNC, workAttributes } from './parts.js';

/** What queues, streams and pub/sub have. */
export const messagingAttributes = {
  ...workAttributes,
  delivery: word(['at-most-once', 'at-least-once', 'exactly-once'], 'What happens to a message when a consumer fails.'),
  attempts: whole('Deliveries before a message counts as one that keeps failing: then it is put aside, or lost.'),
  'redeliver-after': time(
    'How long a message that was given out stays hidden; without an acknowledgement it is then given out again, at work or not.',
  ),
  'dead-letter': flag('Whether a message that keeps failing is put aside.'),
  copies: copiesAttribute,
  sync: word(SYNC, 'Whether accepting a message waits for all its copies, for one more, or for none.'),
  retention: time('How long messages are kept.'),
  delay: time('How long a new message waits before it is given out.'),
  bound: count('Messages it holds at most; `when-full` says what happens then.'),
  'when-full': word(
    ['refuse', 'wait', 'drop-oldest', 'drop-newest'],
    'What happens to a message that finds the bound reached: it is refused (unless said otherwise), the sender waits (back-pressure), or one is lost.',
  ),
  ordering: word(['none', 'key', 'total'], 'The order consumers see.'),
};

/** A queue as a provider runs it. Delivery is what such queues promise; a dead letter is never assumed. */
export const MESSAGING_DEFAULTS: Readonly<Record<string, Default>> = {
  availability: { value: '99.9%', source: 'Amazon SQS SLA: 99.9% a month' },
  copies: { value: '3', source: 'Apache Kafka and Amazon SQS keep a message on several servers; three is the usual replication factor' },
  delivery: { value: 'at-least-once', source: 'Amazon SQS standard queues and Apache Kafka consumers: at least once' },
  time: { value: '2 ms', source: 'assumption: a write that several servers acknowledge in one region' },
};
