import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { boxesOf, type DiagramBox } from './diagram-boxes.js';
import { Bundles, type EdgeStyle, usesOf } from './diagram-bundles.js';
import { kindWords, type Shape, shapeOf, sizeWords } from './diagram-parts.js';
import { type Step, stepsOf, stepWords } from './diagram-steps.js';
import { label } from './diagram-text.js';

/** How full a component is under load; `words` stand among its details and say all that the colour says. */
export type NodeHeat = { readonly level: 'cool' | 'busy' | 'full' | 'down'; readonly words: readonly string[] };

export type DiagramNode = {
  /** The component's id, or that of a zone. */
  readonly id: string;
  readonly shape: Shape;
  readonly title: string;
  /** The kind in words, and how much of it there is, where something is to be said. */
  readonly details: readonly string[];
  readonly box?: string | undefined;
  readonly heat?: NodeHeat | undefined;
  /** Nodes of a lower layer stand above those of a higher one; default: by the edges. */
  readonly layer?: number | undefined;
};

export type { EdgeStyle };

export type DiagramEdge = {
  readonly from: string;
  readonly to: string;
  readonly style: EdgeStyle;
  /** What stands on the line and leads to the legend: the edge's number, or the numbers of a flow's steps. */
  readonly badge: string;
  /** A few words beside the line, where there is room for words. */
  readonly label: string;
};

/** What a number in the picture means: one line for each use. */
export type LegendEntry = {
  readonly number: number;
  /** Titles of the two ends. */
  readonly source: string;
  readonly target: string;
  readonly style: EdgeStyle;
  readonly lines: readonly string[];
};

/** What a flowchart shows, free of any output. All texts are visible text, cut to length, and not yet escaped. */
export type Diagram = {
  readonly title: string;
  readonly nodes: readonly DiagramNode[];
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
  readonly legend: readonly LegendEntry[];
};

/** The whole design: every component, and one numbered edge for each pair and manner of call over all flows. */
export function designDiagram(model: DesignModel): Diagram {
  const bundles = new Bundles();
  for (const step of allSteps(model)) bundles.add(step.from, step.to, styleOf(step), shortOf(step), label(step.part, 30), stepWords(step));
  for (const component of model.components.values()) {
    for (const [from, to, words] of followed(component, model)) bundles.add(from, to, 'follows', words, words, '');
  }
  const legend = bundles.list().map((bundle, index) => {
    return { ...endsOf(bundle.from, bundle.to), number: index + 1, style: bundle.style, lines: usesOf(bundle) };
  });
  const edges = bundles.list().map(({ from, to, style, short }, index) => {
    return { from, to, style, badge: String(index + 1), label: label([...short].join(', ')) };
  });
  return { title: label(model.title, 120), ...placed(model, [...model.components.values()]), edges, legend };
}

/** One flow: the components it reaches, and its steps on the edges in order. */
export function flowDiagram(model: DesignModel, flow: Flow): Diagram {
  const bundles = new Bundles();
  const steps = stepsOf(flow);
  const reached = new Set<ComponentId>(flow.roots.map((root) => root.component));
  for (const step of steps) {
    reached.add(step.from).add(step.to);
    bundles.add(step.from, step.to, styleOf(step), `${step.number} ${step.operation}`.trim(), String(step.number), '');
  }
  const edges = bundles.list().map(({ from, to, style, short, bare }) => {
    return { from, to, style, badge: fewOf([...bare]), label: label([...short].join(', ')) };
  });
  const legend = steps.map((step) => {
    const words = stepWords(step);
    return { ...endsOf(step.from, step.to), number: step.number, style: styleOf(step), lines: words === '' ? [] : [words] };
  });
  const shown = [...model.components.values()].filter((component) => reached.has(component.id));
  return { title: label(`${model.title}: ${flow.id}`, 120), ...placed(model, shown), edges, legend };
}

const endsOf = (from: ComponentId, to: ComponentId) => ({ source: label(from, 40), target: label(to, 40) });

const styleOf = (step: Step): EdgeStyle => (step.waits ? 'waits' : 'handed-over');

/** The first numbers, and how many more there are: `4,5+2`. */
const fewOf = (numbers: readonly string[]): string =>
  numbers.length <= 3 ? numbers.join(',') : `${numbers.slice(0, 2).join(',')}+${numbers.length - 2}`;

function placed(model: DesignModel, shown: readonly Component[]): Pick<Diagram, 'nodes' | 'boxes'> {
  const { boxes, boxOf } = boxesOf(model, shown);
  const nodes = shown.map((component) => ({
    id: component.id,
    shape: shapeOf(component.is),
    title: label(component.id, 40),
    details: [kindWords(component), sizeWords(component)].filter((words) => words !== '' && words !== component.id),
    box: boxOf.get(component.id),
  }));
  return { nodes, boxes };
}

/** The steps of every flow; parts where they run, and those that run nowhere (what undoes a step) by themselves. */
function allSteps(model: DesignModel): Step[] {
  const flows = [...model.flows.values()];
  const steps = flows.filter((flow) => flow.workload.kind !== 'part').flatMap((flow) => stepsOf(flow, false));
  const run = new Set(steps.map((step) => step.part));
  return [...steps, ...flows.filter((flow) => flow.workload.kind === 'part' && !run.has(flow.id)).flatMap((flow) => stepsOf(flow, false))];
}

function shortOf(step: Step): string {
  return step.operation === '' ? label(step.part, 30) : step.operation;
}

/** Ties between components that no flow travels. */
function followed(component: Component, model: DesignModel): [ComponentId, ComponentId, string][] {
  if (component.is === 'database' && component.replicaOf !== undefined) return [[component.replicaOf, component.id, 'replicates']];
  if (component.is !== 'monitor') return [];
  return [...model.components.keys()].filter((id) => component.watches.includes(id)).map((id) => [component.id, id, 'watches']);
}
