export type Schema = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Schema => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The same schema without members beyond those it names: other programs take what they do not know; we have to know every member. */
export const strict = (schema: Schema): Schema => closed(schema) as Schema;

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const all = Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, closed(inner)]));
  return isObject(all['properties']) && all['required'] !== undefined ? { ...all, additionalProperties: false } : all;
}

/** The names of all members that a schema speaks of, wherever in it. */
export function propertiesOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(propertiesOf);
  if (!isObject(schema)) return [];
  const own = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  return [...own, ...Object.values(schema).flatMap(propertiesOf)];
}
