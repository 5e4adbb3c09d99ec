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
  const body = bodyLines(sequence.items, names);
  return `${frontmatter(sequence.title)}${['sequenceDiagram', ...heads, ...body].join('\n')}\n`;
}

/** Deeper frames are not indented further. */
const DEEPEST = 12;

function bodyLines(items: readonly SequenceItem[], names: ReadonlyMap<string, string>): string[] {
  const lines: string[] = [];
  const frames: Frame[] = [];
  const put = (text: string, depth = frames.length): number => lines.push('  '.repeat(Math.min(depth, DEEPEST) + 1) + text);
  for (const item of items) {
    switch (item.type) {
      case 'message':
        put(messageLine(item, names));
        break;
      case 'begin':
        put(`activate ${names.get(item.component)}`);
        break;
      case 'end':
        put(`deactivate ${names.get(item.component)}`);
        break;
      case 'open':
        put(`${item.frame} ${mermaidText(item.title)}`);
        frames.push(item.frame);
        break;
      case 'between': {
        const word = BETWEEN[frames.at(-1) ?? 'opt'];
        if (word !== undefined) put(word, frames.length - 1);
        break;
      }
      case 'close':
        frames.pop();
        put('end');
        break;
      default:
        unreachable(item);
    }
  }
  return lines;
}

function messageLine(item: SequenceItem & { readonly type: 'message' }, names: ReadonlyMap<string, string>): string {
  const text = item.text === '' ? '' : ` ${mermaidText(item.text)}`;
  return `${names.get(item.from)}${item.waits ? '->>' : '--)'}${names.get(item.to)}: ${item.number}${text}`;
}
