/**
 * Freezes a value and all that it holds, so that whoever tries to change it is stopped with an error. Maps and sets keep their
 * entries in a place that freezing does not reach, so what changes them is put out of use. What getters give is left alone.
 */
export function deepFreeze(value: unknown, seen: Set<object> = new Set()): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Map || value instanceof Set) {
    if (!Object.isFrozen(value)) for (const name of CHANGING) if (name in value) Object.defineProperty(value, name, { value: refuse });
    for (const each of value instanceof Map ? [...value.keys(), ...value.values()] : value) deepFreeze(each, seen);
  }
  Object.freeze(value);
  for (const { value: each } of Object.values(Object.getOwnPropertyDescriptors(value))) deepFreeze(each, seen);
}

const CHANGING = ['set', 'add', 'delete', 'clear'] as const;

function refuse(): never {
  throw new TypeError('Cannot change a map or a set that is read-only');
}
