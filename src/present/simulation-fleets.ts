import { visible } from '#diagnostics/code-frame.js';
import type { ComponentReport, RunReport, SimulationReport } from '#simulate/report.js';
import { countText, numberText, timeText } from './figure-text.js';
import { percent } from './simulation-tables.js';
import { sparkline } from './sparkline.js';
import { type TextOptions, wrap } from './text.js';

/** How many instances autoscalers let serve, over the time of the run where that is kept, and how full the pools of connections are. */
export function fleetLines(report: SimulationReport, options: TextOptions): string[] {
  const runs = [[`${numberText(report.load)}x`, report] as const, ...(report.peak === undefined ? [] : [['peak', report.peak] as const])];
  const lines = runs.flatMap(([at, run]) =>
    Object.entries(run.components).flatMap(([id, component]) => [
      ...instanceLines(id, at, component, run),
      ...startLines(id, at, component),
      ...poolLines(id, at, component),
    ]),
  );
  return lines.map((line) => wrap(line, options.columns, 2));
}

function instanceLines(id: string, at: string, { instances }: ComponentReport, { timeline }: RunReport): string[] {
  if (instances === undefined) return [];
  const { mean, least, most } = instances;
  const served = least === most ? `${countText(most, 'instance')} all the time` : `${numberText(least)} to ${countText(most, 'instance')}`;
  const course = timeline.map((slice) => slice.instances?.[id] ?? 0);
  const line = least === most || course.length === 0 ? '' : ` [${sparkline(course)}]`;
  return [`${visible(id)} at ${at}: ${served}${least === most ? '' : `, ${numberText(mean)} on average`}.${line}`];
}

function startLines(id: string, at: string, { coldStarts, throughput }: ComponentReport): string[] {
  if (coldStarts === undefined || throughput === 0) return [];
  return [`${visible(id)} at ${at}: ${percent(Math.min(1, coldStarts / throughput))} of its requests wait for a new instance to start.`];
}

function poolLines(id: string, at: string, { pools = {} }: ComponentReport): string[] {
  return Object.entries(pools).map(([store, { utilisation, queueLength, waiting }]) => {
    const waits =
      queueLength < 0.005 ? 'nobody waits for one' : `${countText(queueLength, 'call')} on average wait for one, ${timeText(waiting)} each`;
    return `${visible(id)} at ${at}: ${percent(utilisation)} of its connections to ${visible(store)} are in use; ${waits}.`;
  });
}
