import { present } from '#base/invariant.js';
import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { deploymentDiagram } from './deployment-model.js';
import { type Diagram, designDiagram, flowDiagram } from './diagram-model.js';
import { type Heat, heated } from './heat.js';
import { mermaidFlowchart } from './mermaid-flowchart.js';
import { mermaidSequence } from './mermaid-sequence.js';
import { sequenceOf } from './sequence-model.js';

/** The calls of a design or a flow; the calls of one flow in time, which needs a `flow`; what stands in which zone. */
export const DIAGRAM_TYPES = ['flowchart', 'sequence', 'deployment'] as const;
export type DiagramType = (typeof DIAGRAM_TYPES)[number];

export type MermaidOptions = {
  /** How full each component is, to be shown in its box. */
  readonly heat?: ReadonlyMap<ComponentId, Heat> | undefined;
  readonly type?: DiagramType | undefined;
  /** Draw this flow alone. */
  readonly flow?: FlowId | undefined;
  /** More edges than these are left out with a note; default 500, which every renderer takes. */
  readonly maxEdges?: number | undefined;
};

/**
 * The design, or one of its flows, as Mermaid text that every Mermaid since 10 reads, whatever the names in the design are.
 * Throws an InvariantError when the flow does not exist, or when a sequence is asked without one.
 */
export function toMermaid(model: DesignModel, options: MermaidOptions = {}): string {
  const flow = options.flow === undefined ? undefined : present(model.flows.get(options.flow), `flow ${options.flow}`);
  if (options.type === 'sequence') return mermaidSequence(sequenceOf(model, present(flow, 'the flow of a sequence')));
  return mermaidFlowchart(heated(diagramOf(model, options.type, flow), options.heat), options.maxEdges);
}

/** What any output draws of a design, sequences apart: where it stands, one flow, or all of it. */
export function diagramOf(model: DesignModel, type: DiagramType | undefined, flow: Flow | undefined): Diagram {
  if (type === 'deployment') return deploymentDiagram(model);
  return flow === undefined ? designDiagram(model) : flowDiagram(model, flow);
}
