import { defineKind } from '../define-kind.js';
import { flag, texts, time } from '../leaves.js';
import { words } from '../parts.js';

export const monitor = defineKind({
  is: 'monitor',
  doc: 'Watches figures and raises alarms.',
  example: `
  watch: { is: monitor, watches: [p99, availability, queue depth], collects: [metrics, logs, traces], every: 15s, alerts: true }`,
  attributes: () => ({
    watches: texts('What it watches: p99, availability, queue depth, lag, …'),
    collects: words(
      ['metrics', 'logs', 'traces'],
      'What it is fed with: figures over time, records of events, the ways of single requests.',
    ),
    every: time('How often it looks.'),
    alerts: flag('Whether somebody is told when a target is missed.'),
  }),
  build: (said, common) => ({ ...common, ...said, is: 'monitor', watches: said.watches ?? [] }),
});
