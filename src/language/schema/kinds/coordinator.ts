import { defineKind } from '../define-kind.js';
import { copiesAttribute, INSTANCE, workAttributes } from '../parts.js';

const attributes = { ...workAttributes, copies: copiesAttribute };
const defaults = {
  ...INSTANCE,
  copies: { value: '1', source: 'the language: what is not said stands once' },
  time: { value: '2 ms', source: 'assumption: a write that a majority acknowledges' },
};

export const coordinator = defineKind({
  is: 'coordinator',
  doc: 'Agrees on who leads and on small shared settings, by a majority of its copies.',
  attributes,
  defaults,
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'coordinator', copies: said.copies ?? 1 }),
});

export const registry = defineKind({
  is: 'registry',
  doc: 'Knows where the instances of each service are (service discovery).',
  attributes,
  defaults,
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'registry', copies: said.copies ?? 1 }),
});
