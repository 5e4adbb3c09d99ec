import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { isWatched, shownByRunning, watching } from '../../operation.js';
import { saysUnknown } from '../../unknown.js';
import { list } from '../say.js';

export const unwatched = defineRule({
  id: 'operation/unwatched',
  severity: 'warning',
  varies: 'Info where the design has no monitor at all.',
  what: 'Nothing watches a flow that has a target.',
  why: 'A target that nobody measures is missed without anybody knowing, until users say so.',
  fix: 'Watch each flow by what its target names: how many of its requests are served, and how fast.',
  tradeOff: 'What is measured must be kept and looked at; a figure that nobody acts on is noise.',
  source: 'Google, "Site Reliability Engineering" (2016), chapters 4 and 6: service level objectives, monitoring distributed systems.',
  messages: {
    flow: (d: { flow: string; target: string; monitors: readonly string[] }) =>
      `${d.target} sets a target for "${d.flow}", and ${list(d.monitors)} ${d.monitors.length === 1 ? 'does' : 'do'} not watch it.`,
    nothing: (d: { flows: readonly string[] }) =>
      `${list(d.flows)} ${d.flows.length === 1 ? 'has a target' : 'have targets'}, and no monitor is there to see whether ${d.flows.length === 1 ? 'it is' : 'they are'} met.`,
  },
  good: `
sysdrill: 1
title: The target is watched
requirements: { quality: { Q1: { flow: read, p99: 100ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, watch: { is: monitor, watches: [read] } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Something else is watched
requirements: { quality: { Q1: { flow: read, p99: 100ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, watch: { is: monitor, watches: [write] } }
flows: { read: { rate: 1 /s, path: [ web -> api ] }, write: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['operation/unwatched:flow'],
  },
  check({ model }, report) {
    const all = watching(model);
    const targets = shownByRunning(model);
    if (targets[0] === undefined) return;
    if (all.monitors.length === 0) {
      const flows = [...new Set(targets.map(({ flow }) => flow))];
      report('nothing', { at: targets[0].origin, subject: flows, data: { flows }, evidence: { flows }, severity: 'info' });
      return;
    }
    if (!all.byName || all.monitors.some(({ id }) => saysUnknown(model, `components.${id}.watches`))) return;
    const monitors = all.monitors.map(({ id }) => id);
    const told = new Set<string>();
    for (const target of targets) {
      const { flow, id, origin } = target;
      if (told.has(flow) || isWatched(model, all, target)) continue;
      told.add(flow);
      const [evidence, watches] = [{ target: id, watches: [...all.watched] }, [...all.monitors[0]!.watches, flow]];
      const fix = { title: `Watch "${flow}"`, edits: [setAttribute(monitors[0]!, 'watches', watches)] };
      report('flow', { fix, at: origin, subject: [flow, ...monitors], data: { flow, target: id, monitors }, evidence });
    }
  },
});
