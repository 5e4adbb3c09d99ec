import { defineKind } from '../define-kind.js';
import { MESSAGING_DEFAULTS, messagingAttributes } from '../messaging.js';

export const pubsub = defineKind({
  is: 'pubsub',
  doc: 'Gives every message to each of its subscribers.',
  example: `
  news: { is: pubsub, delivery: at-least-once, ordering: none, retention: 1 day, dead-letter: true }`,
  attributes: () => messagingAttributes,
  defaults: MESSAGING_DEFAULTS,
  build: (said, common) => ({ ...common, ...said, is: 'pubsub', copies: said.copies ?? 1 }),
});
