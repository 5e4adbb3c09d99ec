import { present } from '#base/invariant.js';
import type { DesignModel } from '#model/design.js';
import { ComponentId, type FlowId } from '#model/ids.js';
import type { Diagram, DiagramNode } from '#present/diagram-model.js';
import { label } from '#present/diagram-text.js';
import { type Heat, heated } from '#present/heat.js';
import { type DiagramType, diagramOf } from '#present/mermaid.js';
import { sequenceOf } from '#present/sequence-model.js';
import type { Tone } from './canvas.js';
import { fitsPicture } from './layout.js';
import { terminalFlowchart } from './terminal-flowchart.js';
import { keyLine, legendLines } from './terminal-legend.js';
import { terminalSequence } from './terminal-sequence.js';
import { asciiCopy, asciiText, insteadLines, wrap } from './terminal-text.js';
import { treeLines } from './terminal-tree.js';

export type TerminalOptions = {
  /** Width to keep within; at least 20 are assumed. */
  readonly columns: number;
  /** Only characters of ASCII. */
  readonly ascii?: boolean | undefined;
  readonly color?: boolean | undefined;
  /** Draw this flow alone. */
  readonly flow?: FlowId | undefined;
  /** Default: a flowchart. A sequence needs a `flow`. */
  readonly type?: DiagramType | undefined;
  /** How full each component is, to be shown in its box. */
  readonly heat?: ReadonlyMap<ComponentId, Heat> | undefined;
  /** A few words to stand in a component's box: its utilisation, how many findings it has. */
  readonly marks?: ReadonlyMap<ComponentId, string> | undefined;
  /** Leave the legend out. */
  readonly legend?: boolean | undefined;
};

/**
 * The design, or one of its flows, drawn with characters, ending in a line break. Falls back to an indented list, and says so, where
 * no layout fits the width. Throws an InvariantError when the flow does not exist, or when a sequence is asked without one.
 */
export async function drawTerminal(model: DesignModel, options: TerminalOptions): Promise<string> {
  const columns = Math.max(20, Math.floor(options.columns));
  const ascii = options.ascii === true;
  const flow = options.flow === undefined ? undefined : present(model.flows.get(options.flow), `flow ${options.flow}`);
  const paint = painter(options.color === true);
  const whole = <T>(value: T): T => (ascii ? asciiCopy(value) : value);
  const lines =
    options.type === 'sequence'
      ? terminalSequence(whole(sequenceOf(model, present(flow, 'the flow of a sequence'))), columns, ascii, paint)
      : await flowchartLines(whole(heated(diagramOf(model, options.type, flow), options.heat)), { ...options, columns, ascii }, paint);
  return `${lines.join('\n')}\n`;
}

type Paint = (text: string, tone: Tone) => string;

async function flowchartLines(diagram: Diagram, options: TerminalOptions & { ascii: boolean }, paint: Paint): Promise<string[]> {
  const { columns, ascii } = options;
  const linesOf = (node: DiagramNode): string[] => {
    const mark = options.marks?.get(ComponentId(node.id));
    return [node.title, ...node.details, ...(mark === undefined ? [] : [ascii ? asciiText(label(mark, 30)) : label(mark, 30)])];
  };
  const title = wrap(diagram.title, columns).map((line) => paint(line, 'bold'));
  const legend = options.legend === false || diagram.legend.length === 0 ? [] : ['', ...legendLines(diagram, columns, ascii)];
  const key = diagram.edges.length === 0 ? [] : ['', ...wrap(keyLine(diagram, ascii), columns)];
  if (diagram.nodes.length === 0) return [...title, '', 'No components yet.'];
  const canvas = await terminalFlowchart(diagram, columns, linesOf, ascii);
  if (canvas !== undefined) return [...title, '', ...canvas.rows(ascii, paint), ...key, ...legend];
  const why = insteadLines(columns, fitsPicture(diagram));
  return [...title, '', ...why, '', ...treeLines(diagram, columns, linesOf), ...legend];
}

const CODES: Readonly<Record<Tone, string>> = { plain: '', bold: '1', dim: '2', accent: '36', good: '32', warning: '33', bad: '31' };

const painter =
  (color: boolean): Paint =>
  (text, tone) =>
    !color || CODES[tone] === '' ? text : `\u001b[${CODES[tone]}m${text}\u001b[0m`;
