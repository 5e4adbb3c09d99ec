import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { isWatched, shownByRunning, watching } from '../../operation.js';
import { list, placeOf } from '../say.js';

export const noAlerts = defineRule({
  id: 'operation/no-alerts',
  severity: 'warning',
  what: 'Targets are watched, and nobody is told when they are missed.',
  why: 'A curve that nobody looks at at night ends no outage: every minute until somebody does counts against the target.',
  fix: 'Alert on how fast the allowed failures are used up, and on nothing that needs no hand.',
  tradeOff: 'Alerts wake people; too many of them, and the one that matters is missed.',
  source: 'Google, "The Site Reliability Workbook" (2018), chapter 5: alerting on SLOs.',
  messages: {
    silent: (d: { monitor: string; flows: readonly string[] }) => `"${d.monitor}" watches ${list(d.flows)} and tells nobody.`,
  },
  good: `
sysdrill: 1
title: Somebody is told
requirements: { quality: { Q1: { flow: read, p99: 100ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, watch: { is: monitor, watches: [read], alerts: true } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Nobody is told
requirements: { quality: { Q1: { flow: read, p99: 100ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, watch: { is: monitor, watches: [read], alerts: false } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['operation/no-alerts:silent'],
  },
  check({ model }, report) {
    const all = watching(model);
    if (all.monitors.some(({ alerts }) => alerts === true)) return;
    for (const monitor of all.monitors) {
      if (monitor.alerts !== false) continue;
      const own = { ...all, watched: new Set(monitor.watches) };
      const flows = [...new Set(shownByRunning(model).flatMap((each) => (isWatched(model, own, each) ? [each.flow] : [])))];
      if (flows.length === 0) continue;
      const { id } = monitor;
      const fix = { title: `Let "${id}" tell somebody`, edits: [setAttribute(id, 'alerts', true)] };
      report('silent', {
        fix,
        at: placeOf(monitor, 'alerts'),
        subject: [id, ...flows],
        data: { monitor: id, flows },
        evidence: { alerts: false, flows },
      });
    }
  },
});
