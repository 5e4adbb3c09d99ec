import { defineKind } from '../define-kind.js';
import { messagingAttributes } from '../parts.js';
import { MESSAGING_DEFAULTS } from './messaging-defaults.js';

export const pubsub = defineKind({
  is: 'pubsub',
  doc: 'Gives every message to each of its subscribers.',
  attributes: messagingAttributes,
  defaults: MESSAGING_DEFAULTS,
  build: (said, common) => ({ ...common, ...said, is: 'pubsub', copies: said.copies ?? 1 }),
});
