import { unreachable } from '#base/invariant.js';
import { frontmatter, mermaidText } from './mermaid-text.js';
import type { Frame, Sequence, SequenceItem } from './sequence-model.js';

/** The word between two branches; the other frames have one branch. */
const BETWEEN: Readonly<Partial<Record<Frame, string>>> = { par: 'and', alt: 'else', critical: 'option' };

/** A sequence diagram in Mermaid's text. Frames carry Mermaid's own words: opt, alt, par, loop, critical. */
export function mermaidSequence(sequence: Sequence): string {
  const names = new Map(sequence.participants.map((participant, index) => [participant.id as string, `n${index}`]));
  const heads = sequence.participants.map((participant) => {
    const word = participant.kind === 'client' ? 'actor' : 'participant';
    return `  ${word} ${names.get(participant.id)} as ${mermaidText(participant.title)}`;
  });
  const body = sequence.items.flatMap((item) => itemLines(item, names, '  '));
  return `${frontmatter(sequence.title)}${['sequenceDiagram', ...heads, ...body].join('\n')}\n`;
}

function itemLines(item: SequenceItem, names: ReadonlyMap<string, string>, indent: string): string[] {
  switch (item.type) {
    case 'message': {
      const arrow = item.waits ? '->>' : '--)';
      const text = item.text === '' ? '' : ` ${mermaidText(item.text)}`;
      return [`${indent}${names.get(item.from)}${arrow}${names.get(item.to)}: ${item.number}${text}`];
    }
    case 'begin':
      return [`${indent}activate ${names.get(item.component)}`];
    case 'end':
      return [`${indent}deactivate ${names.get(item.component)}`];
    case 'frame': {
      const between = BETWEEN[item.frame];
      const branches = item.branches.map((branch) => branch.flatMap((inner) => itemLines(inner, names, `${indent}  `)));
      const lines = branches.flatMap((branch, index) =>
        index === 0 || between === undefined ? branch : [`${indent}${between}`, ...branch],
      );
      return [`${indent}${item.frame} ${mermaidText(item.title)}`, ...lines, `${indent}end`];
    }
    default:
      return unreachable(item);
  }
}
