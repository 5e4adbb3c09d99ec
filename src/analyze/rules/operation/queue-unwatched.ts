import { consumed } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { watching } from '../../operation.js';
import { list } from '../say.js';

export const queueUnwatched = defineRule({
  id: 'operation/queue-unwatched',
  severity: 'warning',
  varies: 'Info where no target asks how soon the consumers are done.',
  what: 'Flows are watched, but not the line of messages that part of their work waits in.',
  why: 'The senders are answered as ever while the line grows: its length and the age of its oldest message are the only signs.',
  fix: 'Watch how many messages wait, how old the oldest is, and how many were put aside.',
  tradeOff: 'One more figure to keep an eye on, and a threshold to choose: some line at peak is normal.',
  source: 'Amazon Builders’ Library, "Avoiding insurmountable queue backlogs" (2019).',
  messages: {
    line: (d: { queue: string; consumers: readonly string[]; until: boolean }) =>
      `Nobody sees how many messages wait in "${d.queue}" for ${list(d.consumers)}${d.until ? ', although a target says when they must be dealt with' : ''}.`,
  },
  good: `
sysdrill: 1
title: The line is watched
requirements: { quality: { Q1: { flow: send, until: crew, p99: 1min } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, dead-letter: true }, crew: { is: worker, replicas: 2, idempotent: true }, watch: { is: monitor, watches: [send, jobs] } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> crew ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Only the answer is watched
requirements: { quality: { Q1: { flow: send, until: crew, p99: 1min } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, dead-letter: true }, crew: { is: worker, replicas: 2, idempotent: true }, watch: { is: monitor, watches: [send] } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> crew ] } }
`,
    codes: ['operation/queue-unwatched:line'],
  },
  check({ model }, report) {
    const { monitors, watched, byName } = watching(model);
    if (watched.size === 0 || !byName) return;
    for (const { queue, consumers } of consumed(model)) {
      // A consumer that is watched shows what it does not get done.
      if (watched.has(queue.id) || consumers.every((each) => watched.has(each))) continue;
      const until = model.requirements.quality.some((each) => each.until !== undefined && consumers.includes(each.until));
      const data = { queue: queue.id, consumers, until };
      const subject = [queue.id, ...consumers];
      const severity = until ? 'warning' : 'info';
      const all = [...monitors[0]!.watches, queue.id];
      const fix = { title: `Watch "${queue.id}"`, edits: [setAttribute(monitors[0]!.id, 'watches', all)] };
      report('line', { fix, at: monitors[0]!.origin, subject, data, evidence: { watches: [...watched], until }, severity });
    }
  },
});
