import * as z from 'zod';
import { spelledServiceTime } from '#language/schema/service-time.js';

type Def = {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
};

/** What a schema is made of, once optionality, transforms and unions are looked through. */
export function branches(schema: z.ZodType): readonly z.ZodType[] {
  const meta = schema.meta() as { readonly anyOf?: readonly z.ZodType[]; readonly wanted?: string } | undefined;
  if (meta?.anyOf) return meta.anyOf.flatMap(branches);
  if (meta?.wanted === 'service-time') return [spelledServiceTime];
  const def = schema.def as Def;
  if (def.innerType) return branches(def.innerType);
  if (def.type === 'pipe') return branches((def.in as z.ZodType).def.type === 'transform' ? def.out! : def.in!);
  if (def.type === 'array') return branches(def.element!);
  if (def.type === 'union') return def.options!.flatMap(branches);
  return [schema];
}

/** The attributes of a schema, where it is a map in one of its spellings. */
export function attributes(schema: z.ZodType): ReadonlyMap<string, z.ZodType> {
  const found = new Map<string, z.ZodType>();
  for (const branch of branches(schema)) {
    if (branch instanceof z.ZodObject) for (const [name, value] of Object.entries(branch.shape)) found.set(name, value as z.ZodType);
  }
  return found;
}

/** The words a schema takes, `unknown` apart; each list of words that it may be chosen from. */
export function wordLists(schema: z.ZodType): readonly (readonly string[])[] {
  return branches(schema).flatMap((branch) =>
    branch instanceof z.ZodEnum ? [branch.options.map(String).filter((word) => word !== 'unknown')] : [],
  );
}

/** Every list of words below a schema, by the path of the attribute that takes it. */
export function allWordLists(schema: z.ZodType, path = ''): readonly { readonly path: string; readonly words: readonly string[] }[] {
  return [
    ...wordLists(schema).map((words) => ({ path, words })),
    ...[...attributes(schema)].flatMap(([name, inner]) => allWordLists(inner, path === '' ? name : `${path}.${name}`)),
  ];
}

/** The schema at a dotted path, or undefined. */
export function schemaAt(schema: z.ZodType, path: readonly string[]): z.ZodType | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return schema;
  const next = attributes(schema).get(first);
  return next && schemaAt(next, rest);
}
