import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import { LIMITS } from '../limits.js';
import type { Positions } from './positions.js';
import { isNothing, type YamlMap, type YamlNode, type YamlScalar } from './tree.js';
import { problem } from './yaml-problem.js';

type Open = { node: YamlNode; key: YamlScalar | undefined; flow: boolean; size: number; anchor: string | undefined; names: Set<string> };

function styleOf(style: number): { style?: 'quoted' | 'block' } {
  if (style === SCALAR_STYLE.PLAIN) return {};
  return { style: style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED ? 'quoted' : 'block' };
}

/** Puts the flat events of the parser together again, and looks after anchors, duplicate keys and split texts. */
export class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #text: string;
  readonly #positions: Positions;
  readonly #anchors = new Map<string, { node: YamlNode; size: number }>();
  readonly #openAnchors = new Set<string>();
  readonly #stack: Open[] = [];
  #root: YamlNode | undefined;
  #documents = 0;
  #expanded = 0;
  #last = 0;

  constructor(text: string, positions: Positions) {
    this.#text = text;
    this.#positions = positions;
  }

  build(events: readonly Event[]): YamlNode | undefined {
    let depth = 0;
    for (const event of events) {
      if (event.type === EVENT_ID.DOCUMENT) {
        this.#documents++;
        if (this.#documents === 2)
          this.#fail(
            'yaml/documents',
            this.#separator(),
            this.#separator() + 3,
            'A second document starts in this file',
            'One file holds one design: put the other into a file of its own and remove the "---".',
          );
      }
      if (this.#documents > 1) break;
      if (this.#expanded > LIMITS.nodes) return undefined;
      if (event.type === EVENT_ID.POP) {
        if (depth > 0) this.#close();
        depth = Math.max(0, depth - 1);
      } else if (event.type !== EVENT_ID.DOCUMENT) {
        this.#open(event);
        if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) depth++;
      }
    }
    if (this.#expanded > LIMITS.nodes) return undefined;
    if (this.#root === undefined || isNothing(this.#root)) {
      this.#fail('yaml/empty', 0, 1, 'The file is empty', 'Start one with `sysdrill new <problem>`.');
      return undefined;
    }
    return this.#root;
  }

  /** Where the line of dashes stands that starts the next document. */
  #separator(): number {
    const found = /^---/m.exec(this.#text.slice(this.#last));
    return found ? this.#last + found.index : this.#last;
  }

  #open(event: Exclude<Event, { type: 1 | 6 }>): void {
    if (event.type === EVENT_ID.ALIAS) {
      this.#alias(event.anchorStart, event.anchorEnd);
      return;
    }
    if (event.tagStart >= 0)
      this.#fail(
        'yaml/tag',
        event.tagStart,
        event.tagEnd,
        `The tag ${this.#text.slice(event.tagStart, event.tagEnd)} means nothing here`,
        'Remove it: types come from the language.',
      );
    const anchor = event.anchorStart >= 0 ? this.#text.slice(event.anchorStart, event.anchorEnd) : undefined;
    if (event.type === EVENT_ID.SCALAR) {
      const start = event.valueStart >= 0 ? event.valueStart : this.#last;
      const end = event.valueEnd >= 0 ? event.valueEnd : start;
      const node: YamlScalar = {
        kind: 'scalar',
        text: event.valueStart >= 0 ? getScalarValue(this.#text, event) : '',
        plain: event.style === SCALAR_STYLE.PLAIN,
        ...styleOf(event.style),
        start,
        end,
      };
      this.#last = Math.max(this.#last, end);
      if (anchor !== undefined) this.#anchors.set(anchor, { node, size: 1 });
      this.#place(node, 1, event.valueStart < 0);
      return;
    }
    const start = event.start;
    this.#last = Math.max(this.#last, start + 1);
    const node: YamlNode =
      event.type === EVENT_ID.MAPPING
        ? { kind: 'map', entries: [], start, end: start + 1, flow: event.style === COLLECTION_STYLE.FLOW }
        : { kind: 'list', items: [], start, end: start + 1, flow: event.style === COLLECTION_STYLE.FLOW };
    if (anchor !== undefined) this.#openAnchors.add(anchor);
    this.#stack.push({ node, key: undefined, flow: event.style === COLLECTION_STYLE.FLOW, size: 1, anchor, names: new Set() });
  }

  #close(): void {
    const open = this.#stack.pop();
    if (!open) return;
    if (open.node.kind !== 'scalar') open.node.end = Math.max(this.#last, open.node.start + 1);
    if (open.anchor !== undefined) {
      this.#openAnchors.delete(open.anchor);
      this.#anchors.set(open.anchor, { node: open.node, size: open.size });
    }
    this.#place(open.node, open.size, false);
  }

  #alias(start: number, end: number): void {
    const name = this.#text.slice(start, end);
    this.#last = Math.max(this.#last, end);
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const inside = this.#openAnchors.has(name);
      if (inside)
        this.#fail(
          'yaml/alias-cycle',
          start - 1,
          end,
          `*${name} stands inside the very part it names`,
          'Write the part out once more instead.',
        );
      else this.#fail('yaml/alias', start - 1, end, `*${name} names no anchor before it`, `Put &${name} at the part it should repeat.`);
      this.#place({ kind: 'scalar', text: '', plain: true, start, end }, 1, false);
      return;
    }
    this.#place(target.node, target.size, false);
  }

  /** Hands a finished node to what contains it; `size` counts it with aliases written out. */
  #place(node: YamlNode, size: number, absent: boolean): void {
    const parent = this.#stack.at(-1);
    if (!parent) {
      this.#root = node;
      return;
    }
    parent.size += size;
    this.#expanded = Math.max(this.#expanded, parent.size);
    if (parent.size > LIMITS.nodes && !this.diagnostics.some((d) => d.code === 'yaml/alias-expansion')) {
      this.#fail(
        'yaml/alias-expansion',
        node.start,
        node.end,
        `With its aliases written out the file has more than ${LIMITS.nodes.toLocaleString('en')} values`,
        'Use fewer aliases of aliases.',
      );
    }
    if (parent.node.kind === 'list') parent.node.items.push(node);
    else if (parent.node.kind === 'map') this.#placeInMap(parent, parent.node, node, absent);
  }

  #placeInMap(parent: Open, map: YamlMap, node: YamlNode, absent: boolean): void {
    if (parent.key === undefined) {
      if (node.kind !== 'scalar')
        this.#fail(
          'yaml/key',
          node.start,
          node.start + 1,
          'A list or a map stands where a name belongs',
          'Put quotes around a name that starts with "[" or "{".',
        );
      parent.key = node.kind === 'scalar' ? node : { kind: 'scalar', text: '', plain: true, start: node.start, end: node.end };
      return;
    }
    const key = parent.key;
    parent.key = undefined;
    if (parent.flow && absent && this.#text[key.end] !== ':') return this.#splitText(map, key);
    if (parent.names.has(key.text)) {
      return this.#fail(
        'yaml/duplicate',
        key.start,
        key.end,
        `"${key.text}" is written twice`,
        'Keep one of the two; the second would hide the first.',
      );
    }
    parent.names.add(key.text);
    map.entries.push({ key, value: node });
  }

  /** `{ text: Hello, world }` is two entries to YAML: the second, without a colon, was meant as text or as a number. */
  #splitText(map: YamlMap, key: YamlScalar): void {
    const before = map.entries.at(-1);
    const isNumber = /^\d{3}\b/.test(key.text) && before?.value.kind === 'scalar' && /\d$/.test(before.value.text);
    const whole = before?.value.kind === 'scalar' ? `${before.value.text}, ${key.text}` : key.text;
    if (isNumber)
      this.#fail(
        'yaml/comma',
        key.start,
        key.end,
        `The comma splits the number ${whole.replace(', ', ',')}`,
        `Write ${whole.replace(', ', '').replace(/\s.*/, '')} without commas, or with k, M, G or T.`,
      );
    else
      this.#fail('yaml/comma', key.start, key.end, `The comma before "${key.text}" splits this text`, `Put quotes around it: "${whole}".`);
  }

  #fail(code: string, start: number, end: number, message: string, help: string): void {
    this.diagnostics.push(problem(this.#positions, code, start, end, message, help));
  }
}
