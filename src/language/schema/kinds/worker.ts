import { defineKind } from '../define-kind.js';
import { flag, whole } from '../leaves.js';
import { INSTANCE, tier, tierAttributes, workAttributes } from '../parts.js';

export const worker = defineKind({
  is: 'worker',
  doc: 'Takes messages from a queue or a stream, or does what a scheduler hands over; nobody waits for it.',
  example: `
  stats: { is: worker, replicas: 4, concurrency: 8, time: 10ms, batch: 100, idempotent: true, zones: [a, b] }`,
  attributes: () => ({
    ...tierAttributes,
    ...workAttributes,
    idempotent: flag('Whether the same message twice has the effect of one.'),
    batch: whole('Messages it takes at a time, if so many wait: one visit, with its time and its calls, deals with all of them.'),
    pool: whole(
      'Connections an instance keeps to each store it calls; a call waits for a free one, and its caller keeps its slot meanwhile.',
    ),
  }),
  defaults: {
    ...INSTANCE,
    replicas: { value: '1', source: 'the language: what is not said stands once' },
    time: { value: '10 ms', source: 'assumption: a few milliseconds of own work' },
    concurrency: { value: '1', source: 'assumption: one message at a time' },
  },
  holdsSlots: true,
  build: ({ replicas, ...said }, common, regionCount) => ({
    ...common,
    ...said,
    ...tier({ ...said, replicas }, regionCount),
    is: 'worker',
  }),
});
