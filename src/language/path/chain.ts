/** A chain of arrows: `web -> edge ~> api`, with the places of its names inside the text. */
export type ChainName = { readonly name: string; readonly start: number; readonly end: number };
export type Chain = { readonly names: readonly ChainName[]; readonly waits: readonly boolean[] };
export type ChainProblem = {
  readonly code: string;
  readonly message: string;
  readonly help: string;
  readonly start: number;
  readonly end: number;
};

const ARROW = /\s*(->|~>|=>|→|<-)\s*/g;

/** Splits a chain at its arrows. */
export function parseChain(text: string): Chain | ChainProblem {
  const names: ChainName[] = [];
  const waits: boolean[] = [];
  let at = 0;
  for (const match of text.matchAll(ARROW)) {
    const arrow = match[1]!;
    const start = match.index + match[0].indexOf(arrow);
    if (arrow !== '->' && arrow !== '~>') {
      return {
        code: 'path/arrow',
        message: `"${arrow}" is no arrow`,
        help: 'Write -> for a call that waits, ~> for a hand-over.',
        start,
        end: start + arrow.length,
      };
    }
    names.push(piece(text, at, match.index));
    waits.push(arrow === '->');
    at = match.index + match[0].length;
  }
  names.push(piece(text, at, text.length));
  const empty = names.find((name) => name.name === '');
  if (empty)
    return {
      code: 'path/name',
      message: 'A name is missing beside an arrow',
      help: 'Write `a -> b`.',
      start: empty.start,
      end: Math.max(empty.end, empty.start + 1),
    };
  const spaced = names.find((name) => /\s/.test(name.name));
  if (spaced)
    return {
      code: 'path/name',
      message: `"${spaced.name.slice(0, 64)}" is no name of a component`,
      help: 'A step is a chain of names: a -> b -> c.',
      start: spaced.start,
      end: spaced.end,
    };
  if (names.length < 2)
    return {
      code: 'path/step',
      message: `"${text.slice(0, 64)}" has no arrow`,
      help: 'Write `a -> b`, `a ~> b`, or `do: <flow>`.',
      start: 0,
      end: text.length,
    };
  return { names, waits };
}

function piece(text: string, start: number, end: number): ChainName {
  const raw = text.slice(start, end);
  const name = raw.trim();
  const from = start + raw.indexOf(name);
  return { name, start: from, end: from + name.length };
}
