import { consumed } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { list, placeOf } from '../say.js';

export const idleConsumers = defineRule({
  id: 'scaling/idle-consumers',
  severity: 'warning',
  what: 'More instances take messages from a stream than it has partitions.',
  why: 'Within a group each partition is read by one instance: the others get nothing, and adding more does not help at the peak.',
  fix: 'Give the stream at least as many partitions as it will ever have consumers, with room to grow.',
  tradeOff: 'Partitions cost memory and files at the broker, and changing their number moves keys to other partitions, out of order.',
  source: 'Apache Kafka documentation, "Consumers": the number of partitions bounds the parallelism of a group.',
  messages: {
    idle: (d: { worker: string; replicas: number; streams: readonly string[]; partitions: number }) =>
      `"${d.worker}" has ${d.replicas} instances for ${d.partitions === 1 ? 'the one partition' : `the ${d.partitions} partitions`} of ${list(d.streams)}: ${d.replicas - d.partitions} of them get nothing.`,
  },
  good: `
sysdrill: 1
title: A partition for each
components: { web: { is: client }, api: { is: service, replicas: 2 }, log: { is: stream, partitions: 32, dead-letter: true }, crew: { is: worker, replicas: 8, idempotent: true } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> log ~> crew ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Four partitions for eight
components: { web: { is: client }, api: { is: service, replicas: 2 }, log: { is: stream, partitions: 4, dead-letter: true }, crew: { is: worker, replicas: 8, idempotent: true } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> log ~> crew ] } }
`,
    codes: ['scaling/idle-consumers:idle'],
  },
  check({ model, analysis }, report) {
    const sources = consumed(model);
    for (const worker of model.components.values()) {
      const from = sources.filter(({ consumers }) => consumers.includes(worker.id)).map(({ queue }) => queue);
      if (from.length === 0 || !('replicas' in worker) || worker.is === 'function') continue;
      const { id, replicas } = worker;
      // A queue among them gives work to any number.
      const partitions = from.reduce((sum, each) => sum + (each.is === 'stream' ? each.partitions : Infinity), 0);
      if (replicas <= partitions) continue;
      const streams = from.map((each) => each.id);
      const at = from.length === 1 ? placeOf(from[0]!, 'partitions') : worker.origin;
      // Where the partitions are full at peak, as many as that takes: the same advice as is given there.
      const used = analysis.capacity.components.get(id);
      const most = used?.limit === 'partitions' ? Math.max(replicas, Math.ceil(partitions * (used.saturation ?? 0))) : replicas;
      const edits = [setAttribute(streams[0]!, 'partitions', most)];
      const fix = streams.length > 1 ? undefined : { title: `Give "${streams[0]}" ${most} partitions`, edits };
      report('idle', {
        fix,
        at,
        subject: [...streams, id],
        data: { worker: id, replicas, streams, partitions },
        evidence: { replicas, partitions },
      });
    }
  },
});
