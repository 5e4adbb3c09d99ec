import type { DesignModel } from '#model/design.js';
import { heatOf } from '#present/heat.js';
import { toMermaid } from '#present/mermaid.js';
import { sweepCsv, timelineCsv } from '#present/simulation-csv.js';
import { simulationJson } from '#present/simulation-json.js';
import { simulationHtml, simulationMarkdown, sweepHtml, sweepMarkdown } from '#present/simulation-page.js';
import { simulationText } from '#present/simulation-text.js';
import { sweepJson } from '#present/sweep-json.js';
import { sweepText } from '#present/sweep-text.js';
import type { FaultOption, SimulationReport } from '#simulate/simulate.js';
import type { SweepReport } from '#simulate/sweep/sweep.js';
import { type Io, UsageError } from '../io.js';
import type { Output } from './outputs.js';

/** How a report is laid out, and whether the diagram stands over it. */
export type Layout = {
  readonly columns: number;
  readonly color: boolean;
  readonly ascii: boolean;
  readonly verbose: boolean;
  readonly diagram: boolean;
};

/** What goes into a file is the same everywhere: no colours, and as wide as a table needs. */
const FILE_COLUMNS = 100;

export const layoutOf = (
  flags: { readonly ascii?: boolean | undefined; readonly verbose?: boolean | undefined; readonly diagram?: boolean | undefined },
  unicode: boolean,
  io: Io,
): Layout => ({
  columns: io.columns,
  color: io.color,
  ascii: flags.ascii ?? !unicode,
  verbose: flags.verbose ?? false,
  diagram: flags.diagram ?? false,
});

const placed = (layout: Layout, { path }: Output): Layout =>
  path === undefined ? layout : { ...layout, columns: FILE_COLUMNS, color: false };

/** One load report in the format of an output. */
export async function simulationAs(
  model: DesignModel,
  report: SimulationReport,
  faults: readonly FaultOption[],
  output: Output,
  layout: Layout,
): Promise<string> {
  const heat = () => heatOf(report, model, faults);
  switch (output.format) {
    case 'json':
      return simulationJson(report);
    case 'csv':
      return timelineCsv(report);
    case 'markdown':
      return simulationMarkdown(model.title, report);
    case 'mermaid':
      return toMermaid(model, { heat: heat() });
    case 'svg':
      return (await import('#render/draw-svg.js')).drawSvg(model, { heat: heat() });
    case 'html':
      return simulationHtml(model.title, report, await (await import('#render/draw-svg.js')).drawSvg(model, { heat: heat() }));
    case 'pretty': {
      const options = placed(layout, output);
      const text = simulationText(model.title, report, options);
      if (!layout.diagram) return text;
      const { drawTerminal } = await import('#render/draw-terminal.js');
      return `${await drawTerminal(model, { ...options, heat: heat(), legend: false })}\n${text}`;
    }
  }
}

/** Said before the runs are made. */
export function refuseDiagrams(outputs: readonly Output[]): void {
  const found = outputs.find(({ format }) => format === 'svg' || format === 'mermaid');
  if (found !== undefined) {
    throw new UsageError(`A sweep is no diagram (${found.name ?? found.format})`, 'Leave out --sweep, or write .html, .csv, .json or .md.');
  }
}

/** The same of a sweep over the load. */
export function sweepAs(model: DesignModel, report: SweepReport, output: Output, layout: Layout): string {
  switch (output.format) {
    case 'json':
      return sweepJson(report);
    case 'csv':
      return sweepCsv(report);
    case 'markdown':
      return sweepMarkdown(model.title, report);
    case 'html':
      return sweepHtml(model.title, report);
    case 'svg':
    case 'mermaid':
    case 'pretty':
      return sweepText(model.title, report, placed(layout, output));
  }
}
