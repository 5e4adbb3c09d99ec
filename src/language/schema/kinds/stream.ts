import { defineKind } from '../define-kind.js';
import { text, whole } from '../leaves.js';
import { MESSAGING_DEFAULTS, messagingAttributes } from '../messaging.js';

export const stream = defineKind({
  is: 'stream',
  doc: 'A log of messages in partitions, in order within each; every named consumer reads all of it.',
  example: `
  posted: { is: stream, partitions: 256, key: author, retention: 3 day, copies: 3, sync: semi-sync, dead-letter: true, zones: [a, b, c] }`,
  attributes: () => ({
    ...messagingAttributes,
    partitions: whole('Partitions: each has one message of a consumer in hand at a time, and belongs to one of its instances.'),
    key: text('What decides the partition.'),
  }),
  defaults: { ...MESSAGING_DEFAULTS, partitions: { value: '1', source: 'Apache Kafka: num.partitions is 1 unless set' } },
  build: (said, common) => ({ ...common, ...said, is: 'stream', copies: said.copies ?? 1, partitions: said.partitions ?? 1 }),
});
