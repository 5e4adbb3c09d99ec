import type { FaultFlow, FaultReport, SimulationReport, SliceFlow } from '#simulate/report.js';
import { type Section, section, table } from './document.js';
import { happensText, refillText, tooSoonText } from './fault-words.js';
import { numberText, timeText } from './figure-text.js';
import { timelineCharts } from './load-charts.js';
import { percent } from './simulation-tables.js';

/** What was made to happen, and each flow before, during and after; no section where nothing was. */
export function faultSection(report: SimulationReport): Section[] {
  const run = report.peak ?? report;
  if (run.faults.length === 0 && run.drawn === undefined) return [];
  const flows = Object.keys(run.flows).filter((flow) => run.timeline.some((slice) => slice.flows[flow]!.offered > 0));
  const rows = run.faults.flatMap((fault) =>
    flows.flatMap((flow) => {
      const found = fault.flows[flow];
      return found === undefined
        ? []
        : [[fault.what, flow, sliceText(found.before), sliceText(found.during), afterText(fault, found), recoveryText(found)]];
    }),
  );
  const lines = [...run.faults.map((fault) => `What happens: ${happensText(fault)}${reachedText(fault)}.`), ...tooSoonText(run)];
  const head = ['What', 'Flow', 'Before', 'During', 'After', 'As before'];
  const charts = () => flows.flatMap((flow, i) => timelineCharts(run, flow, `timeline-${i}`));
  return [
    section(
      report.peak === undefined ? 'Failures' : 'Failures, at peak',
      rows.length === 0 ? undefined : table(head, rows),
      lines,
      [],
      charts,
    ),
  ];
}

/** Whether the run came so far. */
function reachedText({ began, ended }: FaultReport): string {
  if (!began) return ', which the run did not reach';
  return ended ? '' : ', the end of which the run did not reach';
}

/** What fills again without keys that are followed has no after. */
function afterText({ began, ended, emptied }: FaultReport, { after }: FaultFlow): string {
  if (after === null && (!began || !ended)) return 'not reached';
  return after === null && emptied.length > 0 ? `not evaluated: ${refillText(emptied)}` : sliceText(after);
}

function sliceText(slice: SliceFlow | null): string {
  if (slice === null) return 'not seen';
  const share = slice.offered === 0 ? 0 : Math.min(1, slice.errors / slice.offered);
  return `${numberText(slice.served)}/s, ${percent(share)} failed, ${slice.p99 === null ? 'no answers' : `p99 up to ${timeText(slice.p99)}`}`;
}

function recoveryText({ before, after, recovery, aftermath }: FaultFlow): string {
  if (before === null || after === null) return '-';
  if (recovery !== null) return recovery === 0 ? 'at once' : `after ${timeText(recovery)}`;
  return aftermath === 'stays down' ? 'stays down (metastable)' : 'not within the run';
}
