import type { DesignModel } from '#model/design.js';

/** Where a component is named in a model; what is called `id` is a flow, a target or a data item as well. */
const NAMING: ReadonlySet<string> = new Set(['component', 'from', 'in', 'replicaOf', 'until', 'about', 'on', 'watches']);

/** The same design with every component called otherwise and listed the other way round; places stay what they are. */
export function otherView(model: DesignModel): { readonly model: DesignModel; readonly firstName: (id: string) => string } {
  const ids = [...model.components.keys()].map(String);
  const names = new Map(ids.map((id, index) => [id, `other-${ids.length - index}`]));
  const back = new Map([...names].map(([id, name]) => [name, id]));
  const named = (text: string): string => names.get(text) ?? text;
  const inPath = (path: string): string => path.replace(/^(components\.)([^.]+)/, (_, start: string, id: string) => start + named(id));
  const copy = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return NAMING.has(key) ? named(value) : key === 'path' ? inPath(value) : value;
    if (Array.isArray(value)) return value.map((item) => copy(item, key === 'watches' ? key : ''));
    if (value instanceof Map) return new Map([...value].map(([name, inner]) => [name, copy(inner, '')]));
    if (typeof value !== 'object' || value === null || key === 'origin') return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copy(inner, name)]));
  };
  const { components, data, ...rest } = model;
  const turned = <K, V>(map: ReadonlyMap<K, V>): [K, V][] => [...map].reverse();
  return {
    model: {
      ...(copy(rest, '') as DesignModel),
      components: new Map(
        turned(components).map(([id, one]) => [named(id), { ...(copy(one, '') as object), id: named(id) }]),
      ) as unknown as DesignModel['components'],
      data: new Map(turned(data).map(([id, one]) => [id, copy(one, '') as typeof one])),
    },
    firstName: (id) => back.get(id) ?? id,
  };
}
