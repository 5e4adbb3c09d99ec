import { present } from '#base/invariant.js';
import type { DesignModel } from '#model/design.js';
import { ComponentId, type FlowId } from '#model/ids.js';
import type { DiagramNode } from '#present/diagram-model.js';
import { label } from '#present/diagram-text.js';
import { type Heat, heated } from '#present/heat.js';
import { type DiagramType, diagramOf } from '#present/mermaid.js';
import { sequenceOf } from '#present/sequence-model.js';
import { svgFlowchart } from './svg-flowchart.js';
import { svgSequence } from './svg-sequence.js';
import { escapeXml, px, textAt, textWidth } from './svg-text.js';
import { FONT, styleSheet } from './svg-theme.js';

export type SvgOptions = {
  /** Draw this flow alone. */
  readonly flow?: FlowId | undefined;
  /** Default: a flowchart. A sequence needs a `flow`. */
  readonly type?: DiagramType | undefined;
  /** How full each component is, to be shown in its box. */
  readonly heat?: ReadonlyMap<ComponentId, Heat> | undefined;
  /** A few words to stand in a component's box. */
  readonly marks?: ReadonlyMap<ComponentId, string> | undefined;
};

const MARGIN = 28;

/**
 * The design, or one of its flows, as a whole SVG file: no scripts, no addresses, no foreign objects, nothing to load. Light, and dark
 * where the reader prefers dark. Throws an InvariantError when the flow does not exist, or when a sequence is asked without one.
 */
export async function drawSvg(model: DesignModel, options: SvgOptions = {}): Promise<string> {
  const flow = options.flow === undefined ? undefined : present(model.flows.get(options.flow), `flow ${options.flow}`);
  const top = MARGIN + FONT.title + 18;
  if (options.type === 'sequence') {
    const sequence = sequenceOf(model, present(flow, 'the flow of a sequence'));
    return page(sequence.title, svgSequence(sequence, MARGIN, top));
  }
  const diagram = heated(diagramOf(model, options.type, flow), options.heat);
  const linesOf = (node: DiagramNode): string[] => {
    const mark = options.marks?.get(ComponentId(node.id));
    return [node.title, ...node.details, ...(mark === undefined ? [] : [label(mark, 30)])];
  };
  return page(diagram.title, await svgFlowchart(diagram, linesOf, MARGIN, top), options.heat !== undefined);
}

function page(title: string, drawn: { readonly markup: string; readonly width: number; readonly height: number }, heat = false): string {
  const width = px(Math.ceil(Math.max(drawn.width, textWidth(title, FONT.title)) + 2 * MARGIN));
  const height = px(Math.ceil(drawn.height + 2 * MARGIN + FONT.title + 18));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${styleSheet(heat)}</style>`,
    `<rect width="${width}" height="${height}" class="ground"/>`,
    textAt(MARGIN, MARGIN + FONT.title, title, { class: 'title' }),
    drawn.markup,
    '</svg>',
    '',
  ].join('\n');
}
