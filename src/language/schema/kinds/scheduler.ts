import { defineKind } from '../define-kind.js';
import { INSTANCE, tier, tierAttributes } from '../parts.js';

export const scheduler = defineKind({
  is: 'scheduler',
  doc: 'Starts batch flows at set times.',
  attributes: { ...tierAttributes },
  defaults: { ...INSTANCE, replicas: { value: '1', source: 'the language: what is not said stands once' } },
  build: ({ replicas, ...said }, common, regionCount) => ({ ...common, ...tier({ ...said, replicas }, regionCount), is: 'scheduler' }),
});
