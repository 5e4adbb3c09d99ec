import { defineKind } from '../define-kind.js';
import { texts } from '../leaves.js';

export const monitor = defineKind({
  is: 'monitor',
  doc: 'Watches figures and raises alarms.',
  attributes: { watches: texts('What it watches: p99, availability, queue depth, lag, …') },
  build: (said, common) => ({ ...common, is: 'monitor', watches: said.watches ?? [] }),
});
