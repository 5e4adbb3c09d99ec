import { defineKind } from '../define-kind.js';
import { INSTANCE, tier, tierAttributes } from '../parts.js';

export const scheduler = defineKind({
  is: 'scheduler',
  doc: 'Starts batch flows at set times.',
  example: `
  cron: { is: scheduler, replicas: 2, mode: active-passive, switch: 30s, zones: [a, b] }`,
  attributes: () => ({ ...tierAttributes }),
  defaults: { ...INSTANCE, replicas: { value: '1', source: 'the language: what is not said stands once' } },
  build: ({ replicas, ...said }, common, regionCount) => ({ ...common, ...tier({ ...said, replicas }, regionCount), is: 'scheduler' }),
});
