import { defineKind } from '../define-kind.js';
import { messagingAttributes } from '../parts.js';
import { MESSAGING_DEFAULTS } from './messaging-defaults.js';

export const queue = defineKind({
  is: 'queue',
  doc: 'Keeps messages until one of its consumers has dealt with each; several consumers share them.',
  attributes: messagingAttributes,
  defaults: MESSAGING_DEFAULTS,
  build: (said, common) => ({ ...common, ...said, is: 'queue', copies: said.copies ?? 1 }),
});
