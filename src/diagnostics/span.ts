/** A place in a file. Lines and columns are 1-based, columns in UTF-16 units; the end is exclusive. */
export type Span = {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
};

/** The first character of a file: where a finding about the whole design points. */
export const FILE_START: Span = { line: 1, column: 1, endLine: 1, endColumn: 2 };

/** Where a model element was written: its place, and its path in the document (`components.api.replicas`). */
export type Origin = Span & { readonly path: readonly string[] };
