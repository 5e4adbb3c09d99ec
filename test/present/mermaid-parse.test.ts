import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import type { Diagram, EdgeStyle } from '#present/diagram-model.js';
import type { Shape } from '#present/diagram-parts.js';
import { label } from '#present/diagram-text.js';
import { mermaidFlowchart } from '#present/mermaid-flowchart.js';
import { mermaidSequence } from '#present/mermaid-sequence.js';
import type { Frame, Sequence, SequenceItem } from '#present/sequence-model.js';
import { hostileText } from '../helpers/hostile-text.js';
import { readMermaid, shownLabel } from '../helpers/mermaid-parser.js';

const SHAPES: Shape[] = ['client', 'edge', 'compute', 'cache', 'store', 'messaging', 'control', 'external'];
const STYLES: EdgeStyle[] = ['waits', 'handed-over', 'follows'];

const diagrams: fc.Arbitrary<Diagram> = fc
  .record({
    title: hostileText,
    nodes: fc.uniqueArray(fc.record({ id: hostileText, shape: fc.constantFrom(...SHAPES), detail: hostileText, boxed: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
      selector: (node) => node.id,
    }),
    box: hostileText,
    edges: fc.array(fc.record({ from: fc.nat(5), to: fc.nat(5), style: fc.constantFrom(...STYLES), label: hostileText }), { maxLength: 8 }),
  })
  .map(({ title, nodes, box, edges }) => {
    const at = (index: number) => ComponentId(nodes[index % nodes.length]!.id);
    return {
      title,
      nodes: nodes.map(({ id, shape, detail, boxed }) => ({
        id: ComponentId(id),
        shape,
        title: id,
        details: [detail],
        box: boxed ? 'box' : undefined,
      })),
      boxes: nodes.some((node) => node.boxed) ? [{ id: 'box', title: box }] : [],
      edges: edges.map((edge, index) => ({ ...edge, from: at(edge.from), to: at(edge.to), badge: String(index + 1) })),
      legend: [],
    };
  });

/** The text of a label: what is blank is shown as a blank that does not break. */
const seen = (text: string): string => label(text).trim() || '\u00a0';

test('whatever the names are, Mermaid reads every node, frame and line of a flowchart, with its label', async () => {
  await fc.assert(
    fc.asyncProperty(diagrams, async (diagram) => {
      const read = await readMermaid(mermaidFlowchart(diagram));
      const nodes = [...read.getVertices().values()].map((vertex) => shownLabel(vertex.text ?? ''));
      expect(nodes.toSorted()).toEqual(diagram.nodes.map((node) => `${seen(node.title)}<br>${seen(node.details.join(', '))}`).toSorted());
      expect(read.getEdges().map((edge) => shownLabel(edge.text))).toEqual(diagram.edges.map((edge) => seen(edge.label)));
      expect(read.getSubGraphs().map((frame) => shownLabel(frame.title))).toEqual(diagram.boxes.map((box) => seen(box.title)));
    }),
    { numRuns: 150 },
  );
});

const FRAMES: Frame[] = ['opt', 'alt', 'par', 'loop', 'critical'];
type Plan = {
  readonly words: string;
  readonly from: number;
  readonly to: number;
  readonly waits: boolean;
  readonly frame: Frame | undefined;
};

const sequences: fc.Arbitrary<{ sequence: Sequence; messages: string[] }> = fc
  .record({
    title: hostileText,
    names: fc.array(hostileText, { minLength: 1, maxLength: 4 }),
    plans: fc.array(
      fc.record<Plan>({
        words: hostileText,
        from: fc.nat(3),
        to: fc.nat(3),
        waits: fc.boolean(),
        frame: fc.option(fc.constantFrom(...FRAMES), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ title, names, plans }) => {
    const participants = names.map((name, index) => ({ id: ComponentId(`${index}`), kind: 'service' as const, title: name }));
    const at = (index: number) => participants[index % participants.length]!.id;
    const items = plans.flatMap(({ words, from, to, waits, frame }, index): SequenceItem[] => {
      const message: SequenceItem = { type: 'message', number: index + 1, from: at(from), to: at(to), waits, text: words };
      if (frame === undefined) return [message];
      return [{ type: 'open', frame, title: words }, message, { type: 'between' }, message, { type: 'close' }];
    });
    const once = plans.flatMap(
      ({ words, frame }, index) => Array(frame === undefined ? 1 : 2).fill([index + 1, words]) as [number, string][],
    );
    return {
      sequence: { title, participants, items },
      messages: once.map(([n, words]) => (words === '' ? `${n}` : `${n} ${seen(words)}`)),
    };
  });

test('whatever the names are, Mermaid reads every participant and message of a sequence', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async ({ sequence, messages }) => {
      const read = await readMermaid(mermaidSequence(sequence));
      expect([...read.getActors().values()].map((actor) => shownLabel(actor.description))).toEqual(
        sequence.participants.map((participant) => seen(participant.title)),
      );
      const sent = read.getMessages().filter((message) => message.from !== undefined && message.to !== undefined);
      expect(sent.map((message) => shownLabel(String(message.message)))).toEqual(messages);
    }),
    { numRuns: 150 },
  );
});

test('above the number of edges that Mermaid takes, the rest is named in a note and the text still parses', async () => {
  const id = (n: number) => ComponentId(`c${n}`);
  const nodes = Array.from({ length: 40 }, (_, n) => ({
    id: id(n),
    kind: 'service' as const,
    shape: 'compute' as const,
    title: `c${n}`,
    details: [],
  }));
  const edges = nodes.flatMap((from) =>
    nodes.slice(0, 15).map((to) => ({ from: from.id, to: to.id, style: 'waits' as const, badge: '1', label: 'x' })),
  );
  const read = await readMermaid(mermaidFlowchart({ title: 'Wide', nodes, boxes: [], edges, legend: [] }));
  expect(read.getEdges()).toHaveLength(500);
  expect(read.getVertices().get('more')?.text).toBe('100 more connections are not drawn: draw one flow at a time');
});
