/** What a line of a sheet becomes in the design file: `name: value` in a section. Sections of two levels are written `requirements.quality`. */
export type Entry = { readonly section: string; readonly name: string; readonly value: string };

/** A line as it was typed, read: the entries it makes, or a sentence that says what is wrong with it. */
export type ReadLine = { readonly entries: readonly Entry[] } | { readonly problem: string };

/** A name that can be a key of a design as it stands. */
export const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,60}$/;

/** A YAML scalar with this text: as it is where that is safe, between single quotes where it is not. */
export function scalar(text: string): string {
  // Indicators such as * and & matter at the beginning only; brackets and commas anywhere, since the value may stand in a flow mapping.
  const plain = /^[A-Za-z0-9/][^\n\r\t]*$/.test(text) && !/: |:$| #|[,[\]{}]|\s$/.test(text);
  const word = /^(?:true|false|null|yes|no|on|off)$/i.test(text);
  const number = !Number.isNaN(Number(text)) && String(Number(text)) !== text;
  return plain && !word && !number ? text : `'${text.replaceAll(/[\n\r\t]+/g, ' ').replaceAll("'", "''")}'`;
}

/** A flow mapping on one line, members in the order given. */
export const inline = (members: readonly (readonly [string, string])[]): string =>
  `{ ${members.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
