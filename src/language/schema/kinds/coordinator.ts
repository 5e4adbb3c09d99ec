import { defineKind } from '../define-kind.js';
import { time } from '../leaves.js';
import { copiesAttribute, INSTANCE, workAttributes } from '../parts.js';

export const coordinator = defineKind({
  is: 'coordinator',
  doc: 'Agrees on who leads and on small shared settings, by a majority of its copies.',
  example: `
  consensus: { is: coordinator, copies: 5, zones: [a, b, c], lease: 10s }`,
  attributes: () => ({
    ...workAttributes,
    copies: copiesAttribute,
    lease: time('How long a leader or a member counts as alive without a sign of life.'),
  }),
  defaults: {
    ...INSTANCE,
    copies: { value: '1', source: 'the language: what is not said stands once' },
    time: { value: '2 ms', source: 'assumption: a write that a majority acknowledges' },
  },
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'coordinator', copies: said.copies ?? 1 }),
});
