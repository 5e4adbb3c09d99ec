import { present } from '#base/invariant.js';
import type { DesignModel } from '#model/design.js';
import type { FlowId } from '#model/ids.js';
import { designDiagram, flowDiagram } from './diagram-model.js';
import { mermaidFlowchart } from './mermaid-flowchart.js';
import { mermaidSequence } from './mermaid-sequence.js';
import { sequenceOf } from './sequence-model.js';

export type MermaidOptions = {
  /** Default: a flowchart. A sequence needs a `flow`. */
  readonly type?: 'flowchart' | 'sequence' | undefined;
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
  return mermaidFlowchart(flow === undefined ? designDiagram(model) : flowDiagram(model, flow), options.maxEdges);
}
