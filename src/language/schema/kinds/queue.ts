import { defineKind } from '../define-kind.js';
import { MESSAGING_DEFAULTS, messagingAttributes } from '../messaging.js';

export const queue = defineKind({
  is: 'queue',
  doc: 'Keeps messages until one of its consumers has dealt with each; several consumers share them.',
  example: `
  clicks:
    is: queue
    delivery: at-least-once
    redeliver-after: 30s
    attempts: 5
    dead-letter: true
    bound: 10M
    when-full: refuse`,
  attributes: () => messagingAttributes,
  defaults: MESSAGING_DEFAULTS,
  build: (said, common) => ({ ...common, ...said, is: 'queue', copies: said.copies ?? 1 }),
});
