import { defineKind } from '../define-kind.js';
import { flag, time } from '../leaves.js';
import { copiesAttribute, INSTANCE, workAttributes } from '../parts.js';

export const lockService = defineKind({
  is: 'lock-service',
  doc: 'Lets one holder at a time do something.',
  example: `
  locks: { is: lock-service, copies: 3, zones: [a, b, c], lease: 10s, fencing: true }`,
  attributes: () => ({
    ...workAttributes,
    copies: copiesAttribute,
    fencing: flag('Whether a lock comes with a rising number that the guarded store checks.'),
    lease: time('How long a lock is held without renewal.'),
  }),
  defaults: {
    ...INSTANCE,
    copies: { value: '1', source: 'the language: what is not said stands once' },
    time: { value: '2 ms', source: 'assumption: a write that a majority acknowledges' },
  },
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'lock-service', copies: said.copies ?? 1 }),
});
