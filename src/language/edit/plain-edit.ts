import type { Plain } from '../yaml/tree.js';

/** The same change on a plain value: what a file that was changed must read as. */
export function withValue(root: Plain, path: readonly string[], value: Plain): Plain {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(root))
    return Number(step) < root.length
      ? root.map((item, index) => (index === Number(step) ? withValue(item, rest, value) : item))
      : [...root, withValue(null, rest, value)];
  const map = typeof root === 'object' && root !== null ? root : {};
  return { ...map, [step]: withValue(map[step] ?? null, rest, value) };
}

export function without(root: Plain, path: readonly string[]): Plain {
  const [step, ...rest] = path;
  if (step === undefined) return root;
  if (Array.isArray(root))
    return rest.length === 0
      ? root.filter((_, index) => index !== Number(step))
      : root.map((item, index) => (index === Number(step) ? without(item, rest) : item));
  if (typeof root !== 'object' || root === null) return root;
  if (rest.length > 0) return { ...root, [step]: without(root[step] ?? null, rest) };
  return Object.fromEntries(Object.entries(root).filter(([name]) => name !== step));
}
