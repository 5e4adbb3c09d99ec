import type { ComponentId } from '#model/ids.js';
import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { shownByRunning, watching } from '../../operation.js';
import { list, placeOf } from '../say.js';

/** Services one after another from which their logs alone no longer show where the time went. */
const DEEP = 4;

export const noTraces = defineRule({
  id: 'operation/no-traces',
  severity: 'info',
  what: 'A flow with a latency target passes many services, and nothing follows a request through them.',
  why: 'Each service shows its own figures; which of them made this request slow is then guesswork.',
  fix: 'Pass an id along with each request and collect what each service did under it (`collects: [metrics, logs, traces]`).',
  tradeOff: 'Traces are bulky; usually a sample is kept, and the slow ones.',
  source: 'B. Sigelman et al., "Dapper, a Large-Scale Distributed Systems Tracing Infrastructure" (2010).',
  messages: {
    deep: (d: { monitor: string; flow: string; services: readonly string[] }) =>
      `"${d.flow}" passes ${list(d.services)}, and "${d.monitor}" collects no traces.`,
  },
  good: `
sysdrill: 1
title: Followed
requirements: { quality: { Q1: { flow: read, p99: 1s } } }
components: { web: { is: client }, a: { is: service, replicas: 2 }, b: { is: service, replicas: 2 }, c: { is: service, replicas: 2 }, d: { is: service, replicas: 2 }, watch: { is: monitor, watches: [read], collects: [metrics, traces] } }
flows: { read: { rate: 1 /s, path: [ web -> a -> b -> c -> d ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Lost on the way
requirements: { quality: { Q1: { flow: read, p99: 1s } } }
components: { web: { is: client }, a: { is: service, replicas: 2 }, b: { is: service, replicas: 2 }, c: { is: service, replicas: 2 }, d: { is: service, replicas: 2 }, watch: { is: monitor, watches: [read], collects: [metrics, logs] } }
flows: { read: { rate: 1 /s, path: [ web -> a -> b -> c -> d ] } }
`,
    codes: ['operation/no-traces:deep'],
  },
  check({ model }, report) {
    const { monitors } = watching(model);
    const [monitor] = monitors.filter(({ collects }) => collects !== undefined);
    if (monitor === undefined || monitors.some(({ collects }) => collects === undefined || collects.includes('traces'))) return;
    const timed = new Set(shownByRunning(model).flatMap(({ flow, latency }) => (latency.size > 0 ? [flow] : [])));
    const isService = (id: ComponentId): boolean => model.components.get(id)?.is === 'service';
    for (const flow of timed) {
      const ways = allCalls(model)
        .filter((each) => each.flow.id === flow && each.awaited)
        .map(({ above, call }) => [...new Set([...above, call].map(({ visit }) => visit.component).filter(isService))]);
      const services = ways.reduce<readonly string[]>((most, each) => (each.length > most.length ? each : most), []);
      if (services.length < DEEP) continue;
      const data = { monitor: monitor.id, flow, services };
      const collects = [...(monitor.collects ?? []), 'traces'];
      const fix = { title: `Let "${monitor.id}" collect traces`, edits: [setAttribute(monitor.id, 'collects', collects)] };
      report('deep', { fix, at: placeOf(monitor, 'collects'), subject: [flow], data, evidence: { services } });
    }
  },
});
